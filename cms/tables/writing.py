"""Writes tables as workbooks.

Every text stays a text: nothing that a resident wrote is ever run as a formula.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from cms.clock import CHINA
from cms.tables.longtext import SHEET, Overflow
from cms.tables.xlsx.sheetscan import column_letters

_FORMULA_START = ("=", "+", "-", "@")


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
