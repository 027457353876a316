"""The plans that the demo's teams hang in their stations: last month's, and the one to come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta

from cms.cli.demo.dates import END
from cms.cli.demo.volunteers import Volunteers, fitting, work
from cms.volunteers.models import Plan, PlanItem, Station, Team

_TEXT = "每月至少服务一次；当天有变动的，提前一天在服务站门口和居民群里说明。"
_WEEKDAYS = (5, 6, 2, 5, 4, 6, 1)  # Monday is 0
_TIMES = tuple(
    (time(*a), time(*b)) for a, b in (((9,), (11,)), ((14, 30), (16, 30)), ((19,), (20, 30)))
)


def plans(made: Volunteers) -> Iterator[Plan]:
    """Yield the unpublished plans of each team that serves, for the last month and the next."""
    kinds: dict[str, list[str]] = {}
    for service in made.services:
        known = kinds.setdefault(service["team"], [])
        if service["kind"] not in known:
            known.append(service["kind"])
    teams = {team.slug: team for team in Team.objects.filter(slug__in=kinds).order_by("order")}
    for month in (END, date(END.year + END.month // 12, END.month % 12 + 1, 1)):
        for turn, (slug, team) in enumerate(teams.items()):
            yield _plan(team, month, kinds[slug], turn)


def _plan(team: Team, month: date, kinds: list[str], turn: int) -> Plan:
    station = Station.objects.filter(teams=team).first()
    plan = Plan(team=team, month=f"{month:%Y-%m}", text=_TEXT, live=False)
    plan.items = list(_items(month, kinds, station, turn))
    plan.save()
    return plan


def _items(month: date, kinds: list[str], station: Station | None, turn: int) -> Iterator[PlanItem]:
    """Plan the team's first kind twice, up to two others once, and something at need.

    ``turn`` tells teams apart, so that not all of them come on the same days.
    """
    known, seasons = work()
    days = _days(month, turn)
    for number, kind in enumerate([kinds[0], *kinds[:3]]):
        begins, ends = _TIMES[(turn + number) % len(_TIMES)]
        titles = fitting(known[kind]["titles"], seasons, month.month)
        yield PlanItem(
            sort_order=number, kind=kind, what=titles[(turn + number) % len(titles)],
            day=days[number], begins=begins, ends=ends, people=4 + (turn + number) % 5,
            station=station,
        )  # fmt: skip
    what = "按居民临时需要上门"
    yield PlanItem(sort_order=9, kind=kinds[0], what=what, times=2, station=station)


def _days(month: date, turn: int) -> list[date]:
    """Return a day of each of four weeks, on the weekday of the team."""
    first = date(month.year, month.month, 1)
    ahead = (_WEEKDAYS[turn % len(_WEEKDAYS)] - first.weekday()) % 7
    return [first + timedelta(days=ahead + 7 * week) for week in range(4)]
