"""Writes cases in the office's own format."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO, Any

from cms.cases.ledger.mapping import FAMILIES
from cms.cases.ledger.progress import write_progress
from cms.tables.writing import TableWriter

_SATISFACTION = {
    "satisfied": "满意",
    "basically_satisfied": "基本满意",
    "dissatisfied": "不满意",
    "not_reached": "未联系上",
}
_WIDTHS = {"content": 60, "measures": 50, "progress": 40, "received": 20, "closed": 20}
_HEADERS = {"office": FAMILIES["office"].columns}


def write_ledger(
    target: Path | str | IO[bytes],
    rows: Iterable[Mapping[str, Any]],
    *,
    headers: str = "office",
) -> int:
    """Write ``rows`` (values by field, as in ``LedgerRow.values``) as an xlsx ledger.

    ``headers`` names the format; "office" is the only one. Returns how many rows
    were written. Read back, the columns of the format have the same values.
    """
    columns = _HEADERS[headers]
    widths = [_WIDTHS.get(field, 14) for field in columns.values()]
    table = TableWriter(list(columns), title="台账", widths=widths)
    count = 0
    for row in rows:
        table.add(_written(row, field) for field in columns.values())
        count += 1
    table.save(target)
    return count


def _written(row: Mapping[str, Any], field: str) -> Any:
    value = row.get(field)
    if field == "progress":
        return write_progress(value or ())
    if field == "satisfaction":
        return _SATISFACTION.get(value or "", "")
    return value
