"""How old is old."""

from __future__ import annotations

import calendar
from datetime import datetime


def months_ago(months: int, now: datetime) -> datetime:
    """Return the same day and hour ``months`` calendar months before ``now``."""
    year, month = divmod(now.year * 12 + now.month - 1 - months, 12)
    day = min(now.day, calendar.monthrange(year, month + 1)[1])
    return now.replace(year=year, month=month + 1, day=day)
