"""Texts longer than a cell may hold (32,767 characters) go on in a sheet of their own.

The cell ends with ``⟦续文 N⟧``; the sheet 续文 has the rest of text N in one or
more rows. Both our writers write it so, and the reader puts it together again.
"""

from __future__ import annotations

import re
from typing import Any

SHEET = "续文"
_HEADER = ["续文编号", "续文内容"]
_PIECE = 32_000
_MARK = re.compile(r"⟦续文 (\d{1,9})⟧\Z")


class Overflow:
    """Collects what does not fit into cells. ``rows`` are those of the sheet 续文."""

    def __init__(self) -> None:
        self.rows: list[list[Any]] = []
        self._count = 0

    def fit(self, text: str) -> str:
        """Return ``text`` as it goes into a cell; the rest is put aside.

        Characters beyond the BMP count twice, as spreadsheet programs count them.
        """
        if len(text) <= _PIECE // 2 or len(text.encode("utf-16-le")) // 2 <= _PIECE:
            return text
        self._count += 1
        pieces = [text[i : i + _PIECE // 2] for i in range(0, len(text), _PIECE // 2)]
        self.rows += [[str(self._count), piece] for piece in pieces[1:]]
        return f"{pieces[0]}⟦续文 {self._count}⟧"

    def sheet_rows(self) -> list[list[Any]]:
        """Return all rows of the sheet, header first."""
        return [_HEADER, *self.rows]


def read_rests(rows: list[list[Any]]) -> dict[str, str]:
    """Return the rests by number, or nothing if ``rows`` are no sheet of ours."""
    if not rows or rows[0][:2] != _HEADER:
        return {}
    rests: dict[str, str] = {}
    for row in rows[1:]:
        if len(row) >= 2:
            rests[str(row[0])] = rests.get(str(row[0]), "") + str(row[1])
    return rests


def rejoin(text: str, rests: dict[str, str]) -> str:
    """Return the whole text of a cell."""
    mark = _MARK.search(text) if text.endswith("⟧") else None
    if mark is None or mark[1] not in rests:
        return text
    return text[: mark.start()] + rests[mark[1]]
