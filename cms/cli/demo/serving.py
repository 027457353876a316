"""Loads the demo's volunteers by the ordinary way: recorded, confirmed by another, published."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from cms.areas.models import Area
from cms.cli.demo.volunteers import FAMOUS, Volunteers
from cms.volunteers import actions, publishing
from cms.volunteers.hours.models import Entry
from cms.volunteers.models import Member, Service, Station, Team
from cms.volunteers.rules import span_of
from cms.volunteers.services import ServiceSeries

_WAITING = 8
_PASS_BOOKS = 36
_GOODS = ("理发一次", "洗衣粉一袋", "食用油一桶", "体检一次", "雨伞一把")


def load_people(made: Volunteers, areas: dict[str, Area]) -> dict[str, Member]:
    """Make stations and members; return the members by number."""
    teams = {team.slug: team for team in Team.objects.select_related("area")}
    for team in teams.values():
        if len(team.area.code) == 12:
            name = f"{team.area.name}志愿服务站"
            station, _new = Station.objects.get_or_create(area=team.area, name=name)
            station.teams.add(team)
    members = [
        Member(**{**record, "team": teams[record["team"]], "area": areas[record["area"]]})
        for record in made.members
    ]
    return {member.number: member for member in Member.objects.bulk_create(members)}


def load_services(
    made: Volunteers,
    members: dict[str, Member],
    areas: dict[str, Area],
    *,
    by: Any,
    confirmed_by: Any,
    show: Callable[[int], None],
) -> None:
    """Record all services as ``by``, confirm all but the newest few, and publish."""
    services = _services(made, areas)
    served = [
        actions.Served(
            service,
            members[number],
            span_of(
                day=service.day,
                began=began,
                ended=began + timedelta(minutes=minutes) if began else None,
                minutes=minutes,
            ),
            "check_in" if began else "organiser",
        )
        for service, record in zip(services, made.services, strict=True)
        for number, minutes, began in record["parts"]
    ]
    recorded, refused = actions.record_many(served, by=by)
    if refused:
        raise refused[0][1]
    # Of the team whose sums are known, everything is confirmed.
    late = {one.pk for one in [one for one in services if one.team.slug != FAMOUS][-_WAITING:]}
    keys = [one.pk for one in recorded if one.service_id not in late]
    # The office's own list on paper was open to objections for long.
    old = timezone.localdate() - timedelta(days=1)
    actions.confirm_many(keys, by=confirmed_by, final_from=old)
    publishing.publish_services(Service.objects.all(), by=confirmed_by, progress=show)
    _pass_books(by)


def _services(made: Volunteers, areas: dict[str, Area]) -> list[Service]:
    teams = {team.slug: team for team in Team.objects.all()}
    services = []
    for record in made.services:
        values = {name: value for name, value in record.items() if name != "parts"}
        values |= {"team": teams[record["team"]], "area": areas[record["area"]]}
        number = ServiceSeries.take(f"{record['day']:%Y%m}", 1)[0]
        services.append(Service(number=number, live=False, **values))
    return Service.objects.bulk_create(services)


def _pass_books(by: Any) -> None:
    """Give 36 volunteers something for their time, as the glass case in the office shows."""
    entries = Entry.objects.filter(kind="service", participation__source="check_in")
    members = Member.objects.filter(participations__entries__in=entries).distinct()
    for serial, member in enumerate(members.select_related("area").order_by("pk")[:_PASS_BOOKS]):
        actions.redeem(
            member=member,
            minutes=30 + 15 * (serial % 3),
            what=_GOODS[serial % len(_GOODS)],
            counter=member.area,
            by=by,
        )
