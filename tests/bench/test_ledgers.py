from datetime import UTC, datetime
from pathlib import Path

import pytest

from bench.ledgers import MESSAGES, ledger_rows, make_ledger
from cms.cases.ledger.mapping import detect
from cms.cases.ledger.opening import open_ledger
from cms.cases.ledger.rows import LedgerRow, read_rows


@pytest.mark.parametrize("messages", [Path("none"), MESSAGES])
def test_make_ledger_every_row_is_good(tmp_path, messages):
    path = make_ledger(tmp_path / "l.xlsx", 300, areas=["东大街"], messages=messages)

    ledger = open_ledger(path)
    rows = list(read_rows(ledger, detect(ledger.headers), now=datetime.now(tz=UTC)))

    assert len(rows) == 300
    assert all(isinstance(row, LedgerRow) and not row.warnings for row in rows)
    assert len({row.source_key for row in rows}) == 300


def test_ledger_rows_follow_the_seed():
    first, again, other = (list(ledger_rows(50, seed=seed)) for seed in (1, 1, 2))

    assert first == again
    assert first != other
