"""When things happen in the demo: working days, moments of the day, a case's timeline."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")
START = date(2025, 5, 6)
END = date(2026, 10, 31)


def _days(first: str, last: str) -> set[date]:
    start, stop = date.fromisoformat(first), date.fromisoformat(last)
    return {start + timedelta(n) for n in range((stop - start).days + 1)}


# The State Council's schedules for 2025 and 2026, as far as the demo's deadlines reach.
_REST = (
    _days("2025-05-31", "2025-06-02")
    | _days("2025-10-01", "2025-10-08")
    | _days("2026-01-01", "2026-01-03")
    | _days("2026-02-15", "2026-02-23")
    | _days("2026-04-04", "2026-04-06")
    | _days("2026-05-01", "2026-05-05")
    | _days("2026-06-19", "2026-06-21")
    | _days("2026-09-25", "2026-09-27")
    | _days("2026-10-01", "2026-10-07")
)
_MAKE_UP = {
    date(2025, 9, 28),
    date(2025, 10, 11),
    date(2026, 1, 4),
    date(2026, 2, 14),
    date(2026, 2, 28),
    date(2026, 5, 9),
    date(2026, 9, 20),
    date(2026, 10, 10),
}


def is_workday(day: date) -> bool:
    """Tell whether offices work on ``day``, holidays and make-up weekends included."""
    return day in _MAKE_UP or (day.weekday() < 5 and day not in _REST)


def add_workdays(day: date, count: int) -> date:
    """Return the ``count``-th working day after ``day``."""
    while count > 0:
        day += timedelta(1)
        count -= is_workday(day)
    return day


def next_workday(day: date) -> date:
    """Return ``day`` itself if it is a working day, else the next one."""
    return day if is_workday(day) else add_workdays(day, 1)


def moment(rng: random.Random, day: date, *, office: bool) -> datetime:
    """Return an aware time on ``day``: in office hours, or at any hour people write."""
    first, last = (8 * 60 + 30, 17 * 60 + 50) if office else (6 * 60 + 40, 23 * 60)
    minute = rng.randint(first, last)
    return datetime.combine(day, time(minute // 60, minute % 60, rng.randint(0, 59)), ZONE)


def random_day(rng: random.Random, first: date, last: date, months: frozenset[int]) -> date:
    """Return a day from ``first`` to ``last`` whose month is in ``months`` (empty: any).

    Raises ValueError when the range holds no such day.
    """
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    fitting = [day for day in days if not months or day.month in months]
    if not fitting:
        raise ValueError(f"no day of months {sorted(months)} from {first} to {last}")
    return rng.choice(fitting)


def spread(rng: random.Random, first: date, last: date, count: int) -> list[date]:
    """Return ``count`` working days from ``first`` to ``last``, in order, ending at ``last``.

    Neighbours may fall on one day when the range is short. A long story begins soon.
    """
    if count < 4:
        return _even(rng, first, last, count)
    soon = min(add_workdays(first, rng.randint(1, 3)), last)
    return [soon, *_even(rng, soon, last, count - 1)]


def _even(rng: random.Random, first: date, last: date, count: int) -> list[date]:
    span = (last - first).days
    shares = [rng.uniform(0.6, 1.4) for _ in range(count)]
    total = sum(shares)
    result, reached = [], 0.0
    for share in shares:
        reached += share
        day = next_workday(first + timedelta(round(span * reached / total)))
        result.append(min(day, last))
    result[-1] = last
    return result
