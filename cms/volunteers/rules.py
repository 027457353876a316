"""What a member's time allows: no two services at once, no day over 24 hours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from cms.clock import CHINA
from cms.translating import gettext_noop as _
from cms.volunteers.errors import HoursRefused
from cms.volunteers.services import COUNTING, Participation

DAY = 24 * 60
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """Minutes of service on ``day``, with the times where they are known."""

    day: date
    minutes: int
    began: datetime | None = None
    ended: datetime | None = None


def span_of(
    *,
    day: date | None,
    began: datetime | None,
    ended: datetime | None,
    minutes: int | None,
) -> Span:
    """Return what the given values say, in whole minutes (seconds are cut off).

    With both times ``minutes`` may be left out, or be fewer than lie between them.
    Raises :class:`HoursRefused`.
    """
    if (began is None) != (ended is None):
        raise HoursRefused("one_time", _("Give the beginning and the end, or neither."))
    if began is not None and ended is not None:
        began = began.astimezone(CHINA).replace(second=0, microsecond=0)
        ended = ended.astimezone(CHINA).replace(second=0, microsecond=0)
        most = int((ended - began).total_seconds()) // 60
        if most < 1:
            raise HoursRefused("ends_first", _("The end must lie after the beginning."))
        if most > DAY:
            raise HoursRefused("too_long", _("Over 24 hours lie between the two times."))
        minutes = most if minutes is None else minutes
        if minutes > most:
            raise HoursRefused(
                "more_than_between",
                _("%(minutes)d minutes do not fit between the two times, which are %(most)d."),
                minutes=minutes,
                most=most,
            )
        day = began.date()
    if day is None or minutes is None:
        raise HoursRefused("no_time", _("Give the day and the minutes, or the beginning and end."))
    if not 1 <= minutes <= DAY:
        raise HoursRefused("minutes", _("%(minutes)d minutes: give 1 to 1440."), minutes=minutes)
    return Span(day, minutes, began, ended)


def by_day(span: Span | Participation) -> Iterator[tuple[date, int]]:
    """Yield the minutes of ``span`` on each day in China that it touches.

    Fewer minutes than lie between the times are counted from the beginning.
    """
    if span.began is None or span.ended is None:
        yield span.day, span.minutes
        return
    began, ended = span.began.astimezone(CHINA), span.ended.astimezone(CHINA)
    left = span.minutes
    while left > 0:
        midnight = datetime.combine(began.date() + _ONE_DAY, datetime.min.time(), CHINA)
        here = min(left, int((min(midnight, ended) - began).total_seconds()) // 60)
        yield began.date(), here
        left -= here
        began = midnight


class Timetable:
    """The time that members have given on the days in question.

    Made for a set of members and days, whose rows are read with one query; members
    must be locked by the caller.
    """

    def __init__(self, members: Iterable[int], days: Iterable[date]) -> None:
        days = list(days)
        self._minutes: defaultdict[tuple[int, date], int] = defaultdict(int)
        self._spans: defaultdict[tuple[int, date], list[Any]] = defaultdict(list)
        if not days:
            return
        # A service that began two days before may still reach into the first day.
        nearby = (min(days) - 2 * _ONE_DAY, max(days) + 2 * _ONE_DAY)
        for found in Participation.objects.filter(
            member__in=set(members), day__range=nearby, state__in=COUNTING
        ):
            self._keep(found.member_id, found)

    def take(self, member: int, span: Span) -> None:
        """Reserve ``span`` for ``member``. Raises :class:`HoursRefused` and changes nothing."""
        self._check_overlap(member, span)
        for day, minutes in by_day(span):
            already = self._minutes[member, day]
            if already + minutes > DAY:
                raise HoursRefused(
                    "day_full",
                    _(
                        "On %(day)s this volunteer has %(already)d minutes already; "
                        "%(minutes)d more make over 24 hours."
                    ),
                    day=day.isoformat(),
                    already=already,
                    minutes=minutes,
                )
        self._keep(member, span)

    def _check_overlap(self, member: int, span: Span) -> None:
        if span.began is None or span.ended is None:
            return
        for day in _days(span):
            for other in self._spans[member, day]:
                if span.began < other.ended and other.began < span.ended:
                    raise HoursRefused(
                        "overlap",
                        _("This volunteer serves elsewhere from %(began)s to %(ended)s."),
                        began=f"{other.began.astimezone(CHINA):%Y-%m-%d %H:%M}",
                        ended=f"{other.ended.astimezone(CHINA):%Y-%m-%d %H:%M}",
                    )

    def _keep(self, member: int, span: Span | Participation) -> None:
        for day, minutes in by_day(span):
            self._minutes[member, day] += minutes
        for day in _days(span):
            self._spans[member, day].append(span)


def _days(span: Span | Participation) -> Iterator[date]:
    """Yield each day that the times of ``span`` touch."""
    if span.began is None or span.ended is None:
        return
    day = span.began.astimezone(CHINA).date()
    while day <= span.ended.astimezone(CHINA).date():
        yield day
        day += _ONE_DAY
