"""Gives the value of cells merged downwards to every row of the merge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cms.tables.cells import Cell, GridRow, is_blank
from cms.tables.xlsx.sheetscan import Merge


def fill_down(rows: Iterable[GridRow], merges: Iterable[Merge]) -> Iterator[GridRow]:
    """Yield ``rows`` with merged values repeated, and a note on each cell so filled."""
    starting: dict[int, list[Merge]] = {}
    for merge in merges:
        if merge.last_row > merge.first_row:
            starting.setdefault(merge.first_row, []).append(merge)
    if not starting:
        yield from rows
        return
    active: dict[int, tuple[Merge, Cell]] = {}
    for row in rows:
        for merge in starting.get(row.row, ()):
            column = merge.first_column
            if column < len(row.cells) and not is_blank(row.cells[column]):
                active[column] = (merge, row.cells[column])
        for column, (merge, value) in list(active.items()):
            if row.row > merge.last_row:
                del active[column]
            elif row.row > merge.first_row:
                _fill(row, column, merge, value)
        yield row


def _fill(row: GridRow, column: int, merge: Merge, value: Cell) -> None:
    row.cells.extend([None] * (column + 1 - len(row.cells)))
    if is_blank(row.cells[column]):
        row.cells[column] = value
        row.notes.append(("merged_cells", column, {"other": merge.first_row}))
