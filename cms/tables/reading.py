"""Station 1: opens a file, finds its table and streams its rows as they stand."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from cms.tables import longtext
from cms.tables.cells import Cell, GridRow, RawRow, is_blank
from cms.tables.csvfile import CsvFile
from cms.tables.errors import RowProblem, TableError
from cms.tables.headers import PROBE_ROWS, Header, find_header
from cms.tables.merged import fill_down
from cms.tables.problems import problem
from cms.tables.xlsx.container import file_kind
from cms.tables.xlsx.sheet import sheet_rows
from cms.tables.xlsx.sheetscan import SheetScan, column_letters, scan_sheet
from cms.tables.xlsx.workbook import SheetInfo, Workbook
from cms.translating import gettext_noop as _

_MAX_NAMED = 12


class Table:
    """One table of a file. Rows can be read any number of times.

    ``headers`` are unique names by column, ``header_row`` is the row they stand in
    (counted from 1), ``total_rows`` an estimate for a progress bar, ``warnings``
    remarks on the table as a whole (``row`` 0).
    """

    def __init__(
        self,
        path: Path,
        sheet: str,
        header: Header,
        rows: Callable[[], Iterator[GridRow]],
        total_rows: int,
    ) -> None:
        self.path = path
        self.sheet = sheet
        self.headers = header.names
        self.header_row = header.row
        self.total_rows = max(total_rows, 0)
        self.warnings: list[RowProblem] = []
        self.is_csv = False
        self._grid = rows
        self._outside: set[int] = set()
        for code, column, params in header.notes:
            self.warn(code, header.names[column], letters=column_letters(column), **params)

    def warn(self, code: str, column: str = "", **params: Any) -> None:
        """Add a remark on the table as a whole, or on its column ``column``."""
        found = problem(code, sheet=self.sheet, row=0, column=column, **params)
        self.warnings.append(found)

    def rows(self) -> Iterator[RawRow]:
        """Yield the filled rows below the header. Raises :class:`TableError` midway
        where the file turns out to be damaged."""
        headers, width = self.headers, len(self.headers)
        padding: list[Cell] = [None] * width
        for grid in self._grid():
            if grid.row <= self.header_row:
                continue
            cells = grid.cells
            count = len(cells)
            if count != width:
                cells = cells[:width] + padding[count:]
            row = RawRow(grid.row, dict(zip(headers, cells, strict=True)))
            if grid.notes or count > width or (self.is_csv and count < width):
                self._note(grid, row)
            yield row

    def _note(self, grid: GridRow, row: RawRow) -> None:
        count, width = len(grid.cells), len(self.headers)
        for code, column, params in grid.notes:
            name = self.headers[column] if 0 <= column < width else ""
            value = grid.cells[column] if 0 <= column < count else ""
            if column < 0:
                value = ",".join(str(cell) for cell in grid.cells if cell is not None)
            row.problems.append(
                problem(code, sheet=self.sheet, row=grid.row, column=name, value=value, **params)
            )
        beyond = [i for i in range(width, count) if not is_blank(grid.cells[i])]
        if self.is_csv and not grid.notes and (beyond or count < width):
            code = "too_many_cells" if beyond else "too_few_cells"
            row.problems.append(
                problem(code, sheet=self.sheet, row=grid.row, cells=count, headers=width)
            )
        elif beyond and not self.is_csv:
            for column in set(beyond[:50]) - self._outside:
                self._outside.add(column)
                self.warn("outside_table", letters=column_letters(column))


def open_table(
    path: Path | str, *, sheet: str | None = None, headers: Collection[str] = ()
) -> Table:
    """Open ``path`` (xlsx or csv, told by content) and find its table.

    Without ``sheet`` the sheet whose header fits best is taken, visible ones
    first. ``headers`` are those of a profile, to know the header by. Raises
    :class:`TableError`.
    """
    path = Path(path)
    if file_kind(path) == "csv":
        return _open_csv(path, headers)
    return _open_workbook(path, Workbook(path), sheet, headers)


def _open_csv(path: Path, expected: Collection[str]) -> Table:
    file = CsvFile(path)
    header = find_header(list(islice(file.rows(), PROBE_ROWS)), (), expected)
    if header is None:
        raise TableError(_("%(file)s is empty."), {"file": path.name})
    table = Table(path, path.stem, header, file.rows, file.count_lines() - header.row)
    table.is_csv = True
    if file.damaged:
        table.warn("encoding_damaged", encoding=file.encoding)
    return table


def _open_workbook(
    path: Path, book: Workbook, wanted: str | None, expected: Collection[str]
) -> Table:
    sheets = [info for info in book.sheets if info.name != longtext.SHEET or info.name == wanted]
    info = _choose(path, book, sheets, wanted, expected)
    scan = scan_sheet(book.package, info.part)
    header = _header_of(book, info, scan, expected)
    if header is None:
        raise TableError(
            _("The sheet “%(sheet)s” of %(file)s is empty. Sheets: %(sheets)s."),
            {"file": path.name, "sheet": info.name, "sheets": _names(sheets)},
        )
    rests = _rests(book)
    rows = _row_source(book, info, scan, rests)
    table = Table(path, info.name, header, rows, scan.filled_rows - header.row)
    _warn(table, sheets, scan, chosen=wanted is None)
    return table


def _names(sheets: list[SheetInfo]) -> str:
    return "、".join(sheet.name for sheet in sheets[:_MAX_NAMED])


def _choose(
    path: Path,
    book: Workbook,
    sheets: list[SheetInfo],
    wanted: str | None,
    expected: Collection[str],
) -> SheetInfo:
    if not sheets:
        raise TableError(_("%(file)s has no sheet with cells."), {"file": path.name})
    if wanted is not None:
        named = [sheet for sheet in sheets if sheet.name.strip() == wanted.strip()]
        if not named:
            raise TableError(
                _("%(file)s has no sheet “%(sheet)s”. Sheets: %(sheets)s."),
                {"file": path.name, "sheet": wanted, "sheets": _names(sheets)},
            )
        return named[0]
    if len(sheets) == 1:
        return sheets[0]

    def fit(info: SheetInfo) -> tuple[int, bool]:
        header = _header_of(book, info, SheetScan(), expected)
        return (header.fits * 2 + 1 if header else 0, not info.hidden)

    return max(sheets[:100], key=fit)


def _header_of(
    book: Workbook, info: SheetInfo, scan: SheetScan, expected: Collection[str]
) -> Header | None:
    probe = [
        row
        for row in islice(sheet_rows(book, info), PROBE_ROWS)
        if not all(map(is_blank, row.cells))
    ]
    return find_header(probe, scan.merges, expected)


def _rests(book: Workbook) -> dict[str, str]:
    for info in book.sheets:
        if info.name == longtext.SHEET:
            return longtext.read_rests([row.cells for row in sheet_rows(book, info)])
    return {}


def _row_source(
    book: Workbook, info: SheetInfo, scan: SheetScan, rests: dict[str, str]
) -> Callable[[], Iterator[GridRow]]:
    # The workbook stays open as long as the table: its strings are parsed once.
    def rows() -> Iterator[GridRow]:
        for row in fill_down(_not_blank(sheet_rows(book, info)), scan.merges):
            if rests:
                row.cells = [
                    longtext.rejoin(cell, rests) if isinstance(cell, str) else cell
                    for cell in row.cells
                ]
            yield row

    return rows


def _not_blank(rows: Iterator[GridRow]) -> Iterator[GridRow]:
    for row in rows:
        for cell in row.cells:
            if cell is not None and not (isinstance(cell, str) and not cell.strip()):
                yield row
                break


def _warn(table: Table, sheets: list[SheetInfo], scan: SheetScan, *, chosen: bool) -> None:
    others = [sheet for sheet in sheets if sheet.name != table.sheet]
    if chosen and others:
        table.warn("other_sheets", read=table.sheet, others=_names(others))
    if scan.hidden_rows:
        table.warn("hidden_rows", count=scan.hidden_rows, first=scan.first_hidden_row)
    hidden = [table.headers[i] for i in scan.hidden_columns if i < len(table.headers)]
    if hidden:
        table.warn("hidden_columns", columns="、".join(hidden))
