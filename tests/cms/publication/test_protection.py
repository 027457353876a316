"""The log's rows stay as they were written, whoever asks the database."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from cms.cli import setup
from cms.publication.door import actions
from cms.publication.errors import NotWithdrawn
from cms.publication.log_table import protection, purging
from cms.publication.log_table.projection import copy_log
from cms.publication.models import LogEntry
from cms.publication.store import PublicStore
from tests import factories

pytestmark = pytest.mark.django_db

TABLE = protection.TABLE
STATEMENTS = [
    f"update {TABLE} set sha256 = 'x'",
    f"update {TABLE} set seq = seq + 1",
    f"update {TABLE} set body = null",
    f"delete from {TABLE}",
    f"insert or replace into {TABLE} select * from {TABLE}",
]


def _refused(sql: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(sql)


@pytest.mark.parametrize("sql", STATEMENTS)
def test_rows_cannot_be_changed_or_deleted(sql: str) -> None:
    factories.publish(factories.case())
    before = list(LogEntry.objects.values_list())

    _refused(sql)

    assert list(LogEntry.objects.values_list()) == before


def test_text_of_a_withdrawn_record_can_be_purged_and_nothing_else(tmp_path: Path) -> None:
    store = PublicStore(tmp_path / "public.sqlite3")
    case, other = factories.publish(factories.case()), factories.publish(factories.case())
    with pytest.raises(NotWithdrawn):
        purging.purge_bodies("case", case.number)
    actions.withdraw(case, reason="涉及他人隐私")
    copy_log(store)
    hashes = list(LogEntry.objects.values_list("seq", "sha256"))

    assert purging.purge_bodies("case", case.number) == 1
    assert purging.purge_copies(store, "case", case.number) == 1

    assert list(LogEntry.objects.values_list("seq", "sha256")) == hashes
    assert [entry.body is None for entry in store.entries()] == [True, False, False]
    assert case.title not in store.path.read_bytes().decode("utf-8", "replace")
    _refused(f"update {TABLE} set body = x'00' where seq = 1")
    _refused(f"update {TABLE} set body = null where key = '{other.number}'")


def test_missing_protection_is_noticed() -> None:
    assert protection.GUARD.missing(connection) == []
    with transaction.atomic():
        protection.unprotect(connection)
        assert protection.GUARD.missing(connection) == [
            "log_is_never_updated",
            "log_is_never_deleted",
            "log_is_never_replaced",
        ]
        assert setup.guard_tables() == [
            "log_is_never_updated",
            "log_is_never_deleted",
            "log_is_never_replaced",
        ]
        assert setup.guard_tables() == []
        transaction.set_rollback(True)
