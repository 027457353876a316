"""Times of day, as a cell gives them without a day."""

from __future__ import annotations

import re
from datetime import datetime, time

from cms.tables.cells import Cell

_CLOCK = re.compile(r"(\d{1,2})\s*[:：时点]\s*(\d{1,2})?(?:\s*[:：分]\s*\d{0,2}\s*秒?)?\s*分?")
_BEFORE_DAYS = 1905  # a spreadsheet's date of a time alone lies before this year


def clock(cell: Cell) -> time | None:
    """Return the time of day that a cell gives without a day, None where it gives none."""
    if isinstance(cell, datetime):
        return cell.time() if cell.year < _BEFORE_DAYS else None
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        if not 0 <= cell < 1:
            return None
        minutes = round(cell * 24 * 60) % (24 * 60)
        return time(minutes // 60, minutes % 60)
    match = _CLOCK.fullmatch(cell.strip()) if isinstance(cell, str) else None
    if match is None or int(match[1]) > 23 or int(match[2] or 0) > 59:
        return None
    return time(int(match[1]), int(match[2] or 0))
