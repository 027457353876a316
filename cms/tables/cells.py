"""What the readers hand on: rows of cells, before anything is understood of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from cms.tables.errors import RowProblem


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell without a usable value; ``code`` as in ``problems``, ``shown`` what stands there."""

    code: str
    shown: str

    def __str__(self) -> str:
        return self.shown


Cell = str | int | float | bool | datetime | date | Fault | None


@dataclass(slots=True)
class GridRow:
    """A row by position. ``row`` counts from 1; ``cells`` may be shorter than the header.

    ``notes`` are (code, column index or -1, parameters) of remarks the reader made.
    """

    row: int
    cells: list[Cell]
    notes: list[tuple[str, int, dict[str, Any]]] = field(default_factory=list)


@dataclass(slots=True)
class RawRow:
    """A row by header, with the remarks made while reading it."""

    row: int
    cells: dict[str, Cell]
    problems: list[RowProblem] = field(default_factory=list)


def is_blank(cell: Cell) -> bool:
    """True for an empty cell and for one of spaces only."""
    return cell is None or (isinstance(cell, str) and not cell.strip())
