"""Tables of PDF pages, which know no tables: texts that stand beside and under each other."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from cms.privacy.headings import headed_cells

# Points of a page (1/72 inch) within which texts are on one line, or in one column.
_SAME_LINE = 3.0
_SAME_COLUMN = 24.0
_MOST_FRAGMENTS = 20_000


@dataclass(frozen=True)
class Fragment:
    """A text of a page and where it begins, in points from the lower left."""

    left: float
    bottom: float
    text: str


def collect(fragments: list[Fragment]) -> Callable[[str, Any, Any, Any, Any], None]:
    """Return the function that pypdf calls with each text it reads."""

    def visit(text: str, outer: Any, inner: Any, _font: Any, _size: Any) -> None:
        if text.strip() and len(fragments) < _MOST_FRAGMENTS:
            left = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
            bottom = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
            fragments.append(Fragment(left, bottom, text.strip()))

    return visit


def table_texts(fragments: Sequence[Fragment]) -> Iterator[tuple[str, str]]:
    """Yield each text that has a heading above or a label beside it, with that heading."""
    lines = _lines(fragments)
    edges = _columns(line for line in lines if len(line) > 1)
    rows = []
    for line in lines:
        row = [""] * len(edges)
        for fragment in line:
            column = max((i for i, x in enumerate(edges) if x <= fragment.left + 1), default=0)
            if row:
                row[column] = f"{row[column]} {fragment.text}".strip()
        rows.append(row if len(line) > 1 else [])
    for _, _, text, heading in headed_cells(_by_table(rows)):
        if heading:
            yield text, heading


def _lines(fragments: Sequence[Fragment]) -> list[list[Fragment]]:
    """Return the fragments by line, from the top, and each line from the left."""
    lines: list[list[Fragment]] = []
    for fragment in sorted(fragments, key=lambda f: (-f.bottom, f.left)):
        if lines and lines[-1][0].bottom - fragment.bottom <= _SAME_LINE:
            lines[-1].append(fragment)
        else:
            lines.append([fragment])
    return [sorted(line, key=lambda f: f.left) for line in lines]


def _columns(lines: Iterator[list[Fragment]]) -> list[float]:
    """Return where columns begin: left edges of texts that are not near each other."""
    edges: list[float] = []
    for left in sorted({round(f.left, 1) for line in lines for f in line}):
        if not edges or left - edges[-1] > _SAME_COLUMN:
            edges.append(left)
    return edges


def _by_table(rows: list[list[str]]) -> Iterator[list[str]]:
    """Yield the rows of the page's tables; lines of prose before them count for nothing."""
    yield from itertools.dropwhile(lambda row: not row, rows)
