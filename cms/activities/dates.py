"""On which days an activity takes place: RFC 5545 recurrence rules, by dateutil."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from dateutil.rrule import DAILY, FR, MO, MONTHLY, SA, SU, TH, TU, WE, WEEKLY, rrule
from django.utils.translation import gettext_lazy as _

REPEATS = [
    ("", _("Once")),
    ("daily", _("Every day")),
    ("weekly", _("Every week")),
    ("monthly", _("Every month, same day of the month")),
    ("monthly_weekday", _("Every month, same weekday, such as the second Saturday")),
]
MOST = 400  # days of one activity; more is another activity
_FREQUENCIES = {
    "daily": DAILY,
    "weekly": WEEKLY,
    "monthly": MONTHLY,
    "monthly_weekday": MONTHLY,
}
_WEEKDAYS = (MO, TU, WE, TH, FR, SA, SU)


@dataclass(frozen=True)
class Repetition:
    """How an activity repeats after its first day.

    ``how`` is daily, weekly, monthly (same day of the month; months without it are passed
    over) or monthly_weekday (such as each second Saturday); empty for once. ``every`` is the
    step. ``weekdays`` are ISO numbers, 1 is Monday, for weekly; empty: that of the first day.
    ``until`` is the last day that may be one, and needed for what repeats.
    """

    how: str = ""
    every: int = 1
    weekdays: Sequence[int] = ()
    until: date | None = None
    skipped: Sequence[date] = ()

    def rule(self, first: date) -> rrule | None:
        """Return the recurrence rule, None for once."""
        if not self.how or self.until is None:
            return None
        days = None
        if self.how == "weekly" and self.weekdays:
            days = [_WEEKDAYS[number - 1] for number in sorted(self.weekdays)]
        elif self.how == "monthly_weekday":
            days = [_WEEKDAYS[first.weekday()]((first.day - 1) // 7 + 1)]
        return rrule(
            _FREQUENCIES[self.how],
            dtstart=datetime.combine(first, time()),
            interval=self.every,
            byweekday=days,
            until=datetime.combine(self.until, time()),
        )

    def days(self, first: date) -> list[date]:
        """Return the days from ``first`` on, at most :data:`MOST`; never none.

        The first day counts even where the rule would pass it over (RFC 5545, 3.8.5.3).
        """
        rule = self.rule(first)
        days = [first]
        for moment in rule or ():
            if len(days) >= MOST:
                break
            if moment.date() != first and moment.date() not in self.skipped:
                days.append(moment.date())
        return days

    def text(self, first: date) -> str:
        """Return the value of an iCalendar RRULE, empty for once."""
        rule = self.rule(first)
        lines = [line for line in str(rule).splitlines() if line.startswith("RRULE:")]
        return lines[0].removeprefix("RRULE:").replace("T000000", "") if lines else ""
