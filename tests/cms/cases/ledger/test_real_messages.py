"""The real messages import whole."""

from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parents[5] / "shared" / "data" / "messages"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the real messages are not here")


@pytest.mark.parametrize(
    ("name", "count"), [("answered", 2816), ("labelled", 495), ("unlabelled", 2801)]
)
def test_real_messages_all_rows_good(read, name, count):
    good, bad = read(DATA / f"{name}.xlsx")

    assert bad == []
    assert len(good) == count


def test_real_messages_answered_is_clean_and_done(read):
    good, _bad = read(DATA / "answered.xlsx")
    texts = [row.values["content"] + row.values["measures"] for row in good]

    assert {row.values["state"] for row in good} == {"done"}
    assert all(row.values["closed"] and row.values["progress"] for row in good)
    assert not any(rubbish in text for text in texts for rubbish in ("_x000D_", "\xa0", "\t"))
    assert len({row.source_key for row in good}) == 2816


def test_real_messages_duplicates_are_warned_of(read):
    good, _bad = read(DATA / "answered.xlsx")
    codes = [warning.code for row in good for warning in row.warnings]

    assert codes.count("possible_duplicate") == 34


def test_real_messages_labelled_has_categories(read):
    good, _bad = read(DATA / "labelled.xlsx")

    assert good[0].values["category"] == "城乡建设"
    assert "category" in good[0].digests
    assert "state" not in good[0].digests
