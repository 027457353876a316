"""Tables of office documents: which heading each paragraph of a cell has."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from cms.privacy.headings import headed_cells

_TABLES = frozenset({"tbl", "table"})
_ROWS = frozenset({"tr", "table-row"})
_CELLS = frozenset({"tc", "table-cell", "covered-table-cell"})
_MOST_COLUMNS = 200


def local_name(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def paragraph_headings(root: Element) -> dict[Element, str]:
    """Return the heading of each paragraph that stands in a cell under or beside one.

    Tables inside cells have headings of their own.
    """
    found: dict[Element, str] = {}
    for table in root.iter():
        if local_name(table) not in _TABLES:
            continue
        rows = [_spread(row) for row in _parts(table, _ROWS)]
        texts = [[_words(cell) if cell is not None else "" for cell in row] for row in rows]
        for row, column, _, heading in headed_cells(texts):
            cell = rows[row - 1][column - 1]
            if heading and cell is not None:
                found |= dict.fromkeys(cell.iter(), heading)
    return found


def _spread(row: Element) -> list[Element | None]:
    """Return the cells of a row by column; the further columns of a wide cell are None."""
    cells: list[Element | None] = []
    for cell in _parts(row, _CELLS):
        cells += [cell, *([None] * (_width(cell) - 1))]
    return cells


def _width(cell: Element) -> int:
    spans = [
        value
        for element in (cell, *cell.iter())
        for name, value in element.attrib.items()
        if local_name(element) == "gridSpan"
        or name.rpartition("}")[2] in {"gridSpan", "number-columns-spanned"}
    ]
    return min(max((int(span) for span in spans if span.isdigit()), default=1), _MOST_COLUMNS)


def _parts(element: Element, names: frozenset[str]) -> Iterator[Element]:
    """Yield the elements of these names below ``element``, not those of tables inside it."""
    stack = list(reversed(element))
    while stack:
        child = stack.pop()
        if local_name(child) in names:
            yield child
        elif local_name(child) not in _TABLES | _CELLS:
            stack.extend(reversed(child))


def _words(cell: Element) -> str:
    return "".join(text for text in cell.itertext() if text.strip()).strip()
