"""The public store: a copy of the log without gaps."""

import pytest

from cms.publication.log import Entry
from cms.publication.log_table.projection import copy_log
from cms.publication.store import LogGap, PublicStore
from tests import factories


def entry(seq: int, version: int = 1, key: str = "202006-000001") -> Entry:
    return Entry(seq, "case", key, version, "publish", "2020-06-03T01:02:03Z", "0" * 64, b"{}")


@pytest.fixture
def store(tmp_path):
    return PublicStore(tmp_path / "public.sqlite3")


def test_append_twice_stores_once(store):
    batch = [entry(1), entry(2, 2)]

    assert (store.append(batch), store.append(batch)) == (2, 0)
    assert [e.seq for e in store.entries()] == [1, 2]


def test_append_with_a_gap_is_refused_whole(store):
    with pytest.raises(LogGap):
        store.append([entry(1), entry(3, 2)])

    assert store.head() == 0


def test_entries_are_read_in_pages_and_limits(store):
    store.append([entry(seq, seq) for seq in range(1, 2501)])

    assert [e.seq for e in store.entries(after=998, limit=1005)] == list(range(999, 2004))
    assert store.latest("case", "202006-000001").version == 2500


@pytest.mark.django_db
def test_copy_log_brings_the_store_up_to_date(store):
    case = factories.publish(factories.case())

    assert (copy_log(store), copy_log(store)) == (1, 0)
    assert store.latest("case", case.number).record["title"] == case.title
