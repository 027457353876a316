"""Writes ledgers: cases in the office's own format, and refused rows to be mended.

Every text stays a text: nothing that a resident wrote is ever run as a formula.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from cms.cases.ledger.longtext import SHEET, Overflow
from cms.cases.ledger.mapping import FAMILIES
from cms.cases.ledger.progress import write_progress
from cms.cases.ledger.sheetscan import column_letters
from cms.clock import CHINA

_FORMULA_START = ("=", "+", "-", "@")
_SATISFACTION = {
    "satisfied": "满意",
    "basically_satisfied": "基本满意",
    "dissatisfied": "不满意",
    "not_reached": "未联系上",
}
_WIDTHS = {"content": 60, "measures": 50, "progress": 40, "received": 20, "closed": 20}
_HEADERS = {"office": FAMILIES["office"].columns}


class TableWriter:
    """Streams one table into a new workbook; nothing is kept but what is too long for a cell."""

    def __init__(self, headers: Sequence[str], *, title: str, widths: Sequence[int]) -> None:
        self._book = Workbook(write_only=True)
        self._sheet = self._book.create_sheet(title)
        self._sheet.freeze_panes = "A2"
        for index, width in enumerate(widths):
            self._sheet.column_dimensions[column_letters(index)].width = width
        self._overflow = Overflow()
        self._sheet.append([self._bold(header) for header in headers])

    def add(self, values: Iterable[Any]) -> None:
        """Append one row of texts, numbers, times and None."""
        self._sheet.append([self._cell(value) for value in values])

    def save(self, target: Path | str | IO[bytes]) -> None:
        """Write the workbook to a path or a binary file."""
        if self._overflow.rows:
            rest = self._book.create_sheet(SHEET)
            for row in self._overflow.sheet_rows():
                rest.append([self._text(value) for value in row])
        self._book.save(target)

    def _bold(self, text: str) -> WriteOnlyCell:
        cell = self._text(text)
        cell.font = Font(bold=True)
        return cell

    def _cell(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._text(self._overflow.fit(value)) if value else None
        if isinstance(value, datetime):
            local = value.astimezone(CHINA).replace(tzinfo=None) if value.tzinfo else value
            return self._dated(local, "yyyy-mm-dd hh:mm:ss")
        if isinstance(value, date):
            return self._dated(value, "yyyy-mm-dd")
        return value

    def _dated(self, value: date, style: str) -> WriteOnlyCell:
        cell = WriteOnlyCell(self._sheet, value)
        cell.number_format = style
        return cell

    def _text(self, text: str) -> WriteOnlyCell:
        cell = WriteOnlyCell(self._sheet, ILLEGAL_CHARACTERS_RE.sub("", text))
        # Set by hand: the library takes "=1+1" for a formula and "#N/A" for an error.
        cell.data_type = "s"
        if text.startswith(_FORMULA_START):
            cell.quotePrefix = True  # stays a text when the cell is edited
        return cell


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
