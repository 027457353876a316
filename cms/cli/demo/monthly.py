"""The plans that the demo's teams hang in their stations: last month's, and the one to come."""

from __future__ import annotations

from calendar import SATURDAY, Calendar
from collections.abc import Iterator
from datetime import date, time
from typing import Any

from cms.cli.demo.dates import END
from cms.cli.demo.texts import read_toml
from cms.cli.demo.volunteers import Volunteers
from cms.volunteers.models import Plan, PlanItem, Station, Team

_TEXT = "每月至少服务一次；当天有变动的，提前一天在服务站门口和居民群里说明。"
_MORNING, _AFTERNOON = (time(9, 0), time(11, 0)), (time(14, 30), time(16, 30))


def plans(made: Volunteers) -> Iterator[Plan]:
    """Yield the unpublished plans of each team that serves, for the last month and the next."""
    kinds: dict[str, list[str]] = {}
    for service in made.services:
        known = kinds.setdefault(service["team"], [])
        if service["kind"] not in known:
            known.append(service["kind"])
    teams = {team.slug: team for team in Team.objects.filter(slug__in=kinds).order_by("order")}
    for month in (END, date(END.year + END.month // 12, END.month % 12 + 1, 1)):
        for slug, team in teams.items():
            yield _plan(team, month, kinds[slug])


def _plan(team: Team, month: date, kinds: list[str]) -> Plan:
    station = Station.objects.filter(teams=team).first()
    plan = Plan(team=team, month=f"{month:%Y-%m}", text=_TEXT, live=False)
    plan.items = list(_items(month, kinds, station))
    plan.save()
    return plan


def _items(month: date, kinds: list[str], station: Station | None) -> Iterator[PlanItem]:
    """Plan the team's first kind on two Saturdays, up to three others on one, and one at need."""
    titles = {kind: what["titles"] for kind, what in read_toml("services.toml").items()}
    weeks = Calendar().monthdatescalendar(month.year, month.month)
    saturdays = [week[SATURDAY] for week in weeks if week[SATURDAY].month == month.month]
    chosen: list[Any] = [kinds[0], kinds[0], *kinds[1:3]]
    for number, kind in enumerate(chosen):
        begins, ends = _AFTERNOON if number % 2 else _MORNING
        words = titles[kind]
        yield PlanItem(
            sort_order=number, kind=kind, what=words[(month.month + number) % len(words)],
            day=saturdays[number % len(saturdays)], begins=begins, ends=ends, people=5 + number,
            station=station,
        )  # fmt: skip
    what = "按居民临时需要上门"
    yield PlanItem(sort_order=len(chosen), kind=kinds[0], what=what, times=2, station=station)
