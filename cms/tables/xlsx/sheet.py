"""Streams the rows of one sheet of a workbook, a few at a time.

A library that loads the sheet first needed 659 MB for 135,298 rows; this needs
the shared strings and one chunk of rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cms.tables.cells import Cell, Fault, GridRow
from cms.tables.dates import BadTime, serial_time
from cms.tables.xlsx.plainxml import CELL, ROW, is_plain, pieces, unescape
from cms.tables.xlsx.sheetscan import column_index
from cms.tables.xlsx.workbook import SheetInfo, Workbook
from cms.tables.xlsx.xmlstream import MAX_CELL, XmlRefused, feed, new_parser, parse_text

_MAX_COLUMNS = 16_384
_MAX_ROW = 10_000_000


def sheet_rows(book: Workbook, sheet: SheetInfo) -> Iterator[GridRow]:
    """Yield the rows of ``sheet`` that hold a value, in order. Raises :class:`TableError`."""
    reader = _SheetReader(book)
    if is_plain(book.package, sheet.part, b"<sheetData"):
        yield from _plain_rows(book, sheet, reader)
        return
    for _ in feed(book.package, sheet.part, _parser(reader)):
        if reader.rows:
            yield from reader.rows
            reader.rows.clear()


def _parser(reader: _SheetReader) -> Any:
    parser = new_parser()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    return parser


def _plain_rows(book: Workbook, sheet: SheetInfo, reader: _SheetReader) -> Iterator[GridRow]:
    for piece in pieces(book.package, sheet.part, "</row>"):
        for text in piece.split("</row>"):
            start = text.rfind("<row")
            if start < 0 or not _has_value(text):
                continue
            tag = ROW.match(text, start)
            cells = CELL.findall(text, tag.end()) if tag else []
            if tag is None or len(cells) != text.count("<c ", start) or "<!" in text:
                whole = f"<sheetData>{text[start:]}</row></sheetData>"
                parse_text(book.package, sheet.part, _parser(reader), whole)
            else:
                try:
                    reader.plain_row(int(tag[1]), cells)
                except XmlRefused as error:
                    raise book.package.damaged(sheet.part, error) from None
        if reader.rows:
            yield from reader.rows
            reader.rows.clear()


def _has_value(text: str) -> bool:
    return "<v" in text or "<is" in text or "<f" in text or "<!" in text


class _SheetReader:
    """The handlers of one parse; finished rows gather in ``rows``.

    This runs ten times a cell, so it trades some beauty for speed.
    """

    def __init__(self, book: Workbook) -> None:
        self.rows: list[GridRow] = []
        self._strings = book.strings
        self._dates = book.date_styles
        self._date1904 = book.date1904
        self._columns: dict[str, int] = {}
        self._row = 0
        self._column = -1
        self._cells: list[Cell] = []
        self._filled = False
        self._type = ""
        self._style = ""
        self._value: list[str] = []
        self._length = 0
        self._in_value = False
        self._formula: str | None = None
        self._phonetic = 0
        self._prefix = ""

    def plain_row(self, row: int, found: list[tuple[str, str, str, str, str]]) -> None:
        """Take a row whose cells are (letters, style, type, value, inline text)."""
        self._row, self._cells, self._filled = row, [], False
        cells, strings, columns = self._cells, self._strings, self._columns
        for letters, style, kind, value, inline in found:
            if not value and not inline:
                continue
            column = columns.get(letters)
            if column is None:
                column = columns[letters] = column_index(letters)
            if kind == "s":
                try:
                    cell: Cell = strings[int(value)]
                except (IndexError, ValueError):
                    raise XmlRefused(f"shared string {value[:20]}") from None
            else:
                self._style = style
                cell = self._plain_cell(kind, inline or value)
            if column == len(cells):
                cells.append(cell)
            else:
                self._column = column
                self._put(cell)
        if cells:
            self.rows.append(GridRow(row, cells))

    def _plain_cell(self, kind: str, text: str) -> Cell:
        if not kind or kind == "n":
            plain = self._style not in self._dates and len(text) < 16 and text.isdecimal()
            return int(text) if plain else self._number(text, "n")
        return self._typed(unescape(text) if "&" in text else text, kind)

    def _typed(self, text: str, kind: str) -> Cell:
        if kind == "e":
            return Fault("excel_error", text)
        return text if kind in {"str", "inlineStr", "d"} else self._number(text, kind)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self._prefix:
            name = name.removeprefix(self._prefix)
        if name == "c":
            self._start_cell(attributes)
        elif name in {"v", "t"}:
            self._in_value = not self._phonetic
        elif name == "row":
            number = attributes.get("r", "")
            self._row = int(number) if number.isdigit() else self._row + 1
            if self._row > _MAX_ROW:
                raise XmlRefused("row number")
            self._cells, self._column, self._filled = [], -1, False
        elif name == "f":
            self._formula = ""
        elif name == "rPh":
            self._phonetic += 1
        elif name.endswith(":worksheet"):
            self._prefix = name.removesuffix("worksheet")

    def _start_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
        else:
            letters = reference.rstrip("0123456789")
            column = self._columns.get(letters)
            if column is None:
                if not (letters.isascii() and letters.isalpha() and len(letters) <= 3):
                    raise XmlRefused(f"cell {reference[:20]}")
                column = self._columns[letters] = column_index(letters.upper())
            self._column = column
        if self._column >= _MAX_COLUMNS:
            raise XmlRefused("too many columns")
        self._type = attributes.get("t", "n")
        self._style = attributes.get("s", "")
        self._value = []
        self._length = 0
        self._formula = None

    def text(self, data: str) -> None:
        if self._in_value:
            self._length += len(data)
            if self._length > MAX_CELL:
                raise XmlRefused("a cell is too long")
            self._value.append(data)
        elif self._formula is not None and len(self._formula) < 200:
            self._formula += data

    def end(self, name: str) -> None:
        if self._prefix:
            name = name.removeprefix(self._prefix)
        if name in {"v", "t"}:
            self._in_value = False
        elif name == "c":
            if self._value or self._formula is not None:
                self._put(self._cell())
                self._formula = None
        elif name == "row":
            if self._filled:
                self.rows.append(GridRow(self._row, self._cells))
        elif name == "rPh":
            self._phonetic -= 1

    def _put(self, cell: Cell) -> None:
        cells, missing = self._cells, self._column - len(self._cells)
        if missing > 0:
            cells.extend([None] * missing)
        if missing >= 0:
            cells.append(cell)
        else:
            cells[self._column] = cell
        self._filled = True

    def _cell(self) -> Cell:
        value = "".join(self._value)
        kind = self._type
        if kind == "s":
            try:
                return self._strings[int(value)]
            except (IndexError, ValueError):
                raise XmlRefused(f"shared string {value[:20]}") from None
        if not value and self._formula is not None and kind != "str":
            return Fault("formula_without_value", f"={self._formula}")
        return self._typed(value, kind)

    def _number(self, value: str, kind: str) -> Cell:
        try:
            number: Any = float(value)
        except ValueError:
            return value
        if kind == "b":
            return bool(number)
        if self._style in self._dates:
            try:
                return serial_time(number, date1904=self._date1904)
            except BadTime:
                return number
        return int(number) if abs(number) < 1e15 and number.is_integer() else number
