"""Times and days as public records have them: ISO 8601, by the clock of China."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

#: China Standard Time. A fixed offset: public records carry +08:00, and the zone's daylight
#: saving of 1986 to 1991 is left out on purpose.
CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")


def moment(value: datetime) -> str:
    """Return an aware time to the second, with China's offset."""
    return value.astimezone(CHINA).isoformat(timespec="seconds")


def day(value: date | None) -> str | None:
    """Return a day as YYYY-MM-DD; None stays None."""
    return value.isoformat() if value else None
