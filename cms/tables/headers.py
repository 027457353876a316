"""Finds the header of a table: below a title, in two rows, with holes and repetitions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from cms.tables.cells import Cell, Fault, GridRow
from cms.tables.cleaning import number_text, one_line
from cms.tables.xlsx.sheetscan import Merge, column_letters

PROBE_ROWS = 30
#: The column in which refused rows carry their reasons; it is nobody's field.
REASON_HEADER = "导入问题"
_MAX_HEADER = 100
_NOISE = re.compile(r"[\s*＊:：、.。（）()\[\]【】\"'“”_\-]+")
_UNITS = re.compile(r"[（(][^）)]*[）)]$")


@dataclass(frozen=True)
class Header:
    """A header found. ``names`` are by column; ``row`` is its last row, ``fits`` how many
    columns are known. ``notes`` are (code, column, parameters)."""

    names: list[str]
    row: int
    fits: int
    notes: list[tuple[str, int, dict[str, Any]]]


def header_key(header: str) -> str:
    """Return ``header`` as headers are compared: no spaces, signs, notes in brackets or case."""
    text = unicodedata.normalize("NFKC", header).strip().lower()
    return _NOISE.sub("", _UNITS.sub("", text)) or _NOISE.sub("", text)


def find_header(
    rows: Sequence[GridRow], merges: Iterable[Merge], expected: Collection[str] = ()
) -> Header | None:
    """Return the header among the first ``rows`` of a sheet, or None if nothing could be one.

    ``expected`` are the headers that are known; they decide. Where there are none, the
    first row with two or more texts is the header.
    """
    keys = {header_key(name) for name in expected}

    def fits(texts: Iterable[str]) -> int:
        return sum(1 for t in texts if t and header_key(t) in keys)

    texts = [[_text(cell) for cell in row.cells] for row in rows]
    scores = [fits(row) for row in texts]
    best = max(range(len(rows)), key=lambda i: (scores[i], -i), default=None)
    if best is None or scores[best] == 0 or (scores[best] == 1 and _filled(texts[best]) > 3):
        best = _first_wide(texts)
        if best is None:
            return None
    first, second = _second_row(best, texts, scores, fits)
    names = texts[first]
    if second is not None:
        names = _joined(_groups_filled(texts[first], rows[first].row, merges), texts[second])
    row = rows[first if second is None else second].row
    return _named(names, row, fits(names))


def _text(cell: Cell) -> str:
    if isinstance(cell, str):
        return one_line(cell[:1000])[:_MAX_HEADER]
    if cell is None or isinstance(cell, Fault):
        return ""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return number_text(cell) if abs(cell) < 1e15 else str(cell)
    return str(cell)[:_MAX_HEADER]


def _filled(texts: Iterable[str]) -> int:
    return sum(1 for text in texts if text)


def _first_wide(texts: Sequence[Sequence[str]]) -> int | None:
    widths = [_filled(row) for row in texts]
    wide = next((i for i, width in enumerate(widths) if width >= 2), None)
    return wide if wide is not None else next((i for i, w in enumerate(widths) if w), None)


def _second_row(
    best: int, texts: Sequence[Sequence[str]], scores: Sequence[int], fits: Any
) -> tuple[int, int | None]:
    """Return the first and second row of the header; the better row may be either."""
    for first, second in ((best, best + 1), (best - 1, best)):
        if first < 0 or second >= len(texts):
            continue
        joined = _joined(texts[first], texts[second])
        if scores[first] and scores[second] and fits(joined) > scores[best]:
            return first, second
    return best, None


def _joined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    width = max(len(upper), len(lower))
    above = [*upper, *[""] * (width - len(upper))]
    below = [*lower, *[""] * (width - len(lower))]
    joined = []
    for high, low in zip(above, below, strict=True):
        # "时间" below two different groups is told apart by its group.
        repeated = low and below.count(low) > 1 and high
        joined.append(high + low if repeated else low or high)
    return joined


def _groups_filled(upper: Sequence[str], row: int, merges: Iterable[Merge]) -> list[str]:
    filled = list(upper)
    for merge in merges:
        if merge.first_row == row and merge.last_column > merge.first_column < len(filled):
            end = min(merge.last_column + 1, 500)
            filled.extend([""] * (end - len(filled)))
            filled[merge.first_column : end] = [filled[merge.first_column]] * (
                end - merge.first_column
            )
    return filled


def _named(names: Sequence[str], row: int, fits: int) -> Header:
    """Give each column a name of its own."""
    width = max((i for i, name in enumerate(names) if name), default=-1) + 1
    result: list[str] = []
    notes: list[tuple[str, int, dict[str, Any]]] = []
    used = set(names)
    seen: set[str] = set()
    for column, name in enumerate(names[:width]):
        unique = name
        if not name:
            unique = _free(f"{column_letters(column)}列", used)
            notes.append(("blank_header", column, {"name": unique}))
        elif name in seen:
            unique = _free(name, used)
            notes.append(("repeated_header", column, {"header": name, "name": unique}))
        used.add(unique)
        seen.add(unique)
        result.append(unique)
    return Header(result, row, fits, notes)


def _free(name: str, used: Collection[str]) -> str:
    if name not in used:
        return name
    return next(f"{name}#{n}" for n in range(2, 100_000) if f"{name}#{n}" not in used)
