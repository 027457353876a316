"""Writes the rows of a list of services: occasions, and each member's part in them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from cms.areas.models import Area
from cms.translating import gettext_noop as _
from cms.volunteers import actions
from cms.volunteers.imports.finding import Finder, NotFound
from cms.volunteers.imports.report import Problem, VolunteersReport
from cms.volunteers.imports.values import ServiceRow
from cms.volunteers.people import Member
from cms.volunteers.services import COUNTING, Participation, Service, ServiceSeries
from cms.volunteers.teams import Team

_CHANGED = Problem(
    "changed",
    _(
        "This was recorded with other minutes. Correct it in the CMS: strike it out or reverse "
        "it there, then import the file again."
    ),
)


@dataclass
class _Part:
    """A row whose names are found."""

    row: ServiceRow
    refuse: Any
    team: Team
    area: Area
    member: Member
    service: Service | None = None

    @property
    def service_key(self) -> str:
        title, place = self.row.service["title"], self.row.service["place"]
        return _digest(self.team.slug, self.row.span.day, title, self.area.code, place)

    @property
    def key(self) -> str:
        span = self.row.span
        return _digest(
            self.service_key, self.member.number, span.began, span.minutes, self.row.source
        )


def _digest(*parts: object) -> str:
    text = "\n".join(str(part) for part in parts)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:40]


@dataclass
class Writing:
    """How rows are written: who records them, and who confirms them, if anybody does."""

    by: Any
    confirmed_by: Any = None


@transaction.atomic
def write(
    rows: Sequence[tuple[ServiceRow, Any]],
    finder: Finder,
    report: VolunteersReport,
    writing: Writing,
) -> set[int]:
    """Record a batch; each row comes with a function that refuses it.

    Returns the keys of the services that the batch confirmed something of.
    """
    parts = list(_found(rows, finder))
    parts = _without_known(parts, report)
    _name_services(parts)
    _give_services(parts, report)
    parts = list(_without_recorded(parts, report))
    served = {
        part.key: actions.Served(
            part.service, part.member, part.row.span, part.row.source, part.key
        )
        for part in parts
        if part.service
    }
    refusals = {part.key: part.refuse for part in parts}
    made, refused = actions.record_many(list(served.values()), by=writing.by)
    for one, refusal in refused:
        where = "began" if refusal.code == "overlap" else "day"
        refusals[one.source_key or ""](
            where, one.span.day, Problem(refusal.code, refusal.msgid, refusal.params)
        )
    report.created += len(made)
    report.minutes += sum(one.minutes for one in made)
    if writing.confirmed_by:
        done, _not = actions.confirm_many([one.pk for one in made], by=writing.confirmed_by)
        report.confirmed += len(done)
    return {one.service_id for one in made}


def _found(rows: Sequence[tuple[ServiceRow, Any]], finder: Finder) -> Any:
    for row, refuse in rows:
        try:
            team = finder.team_of(row.team)
            area = finder.area_of(row.area, team)
            member = finder.member_of(row.number, row.name, team)
        except NotFound as missing:
            refuse(missing.field, missing.value, missing.problem)
            continue
        yield _Part(row, refuse, team, area, member)


def _without_known(parts: list[_Part], report: VolunteersReport) -> list[_Part]:
    """Leave out what is in the database already, and repeated lines."""
    keys = {part.key for part in parts}
    seen = set(
        Participation.objects.filter(source_key__in=keys).values_list("source_key", flat=True)
    )
    new = []
    for part in parts:
        if part.key in seen:
            report.unchanged += 1
            continue
        seen.add(part.key)
        new.append(part)
    return new


def _name_services(parts: list[_Part]) -> None:
    """Give parts the service whose number their rows tell, as exports do."""
    numbers = {part.row.known_as for part in parts} - {""}
    known = {
        (service.number, service.team_id, service.day): service
        for service in Service.objects.select_related("team").filter(number__in=numbers)
    }
    for part in parts:
        part.service = known.get((part.row.known_as, part.team.pk, part.row.span.day))


def _give_services(parts: list[_Part], report: VolunteersReport) -> None:
    """Find the service of each part that has none yet, or make it."""
    first = {part.service_key: part for part in reversed(parts) if part.service is None}
    found = {
        service.source_key: service
        for service in Service.objects.select_related("team").filter(source_key__in=first)
    }
    for key, part in reversed(first.items()):
        if key in found:
            continue
        row = part.row
        found[key] = Service.objects.create(
            number=ServiceSeries.take(f"{row.span.day:%Y%m}", 1)[0],
            team=part.team,
            area=part.area,
            day=row.span.day,
            source_key=key,
            live=False,
            **row.service,
        )
        report.services += 1
    for part in parts:
        part.service = part.service or found[part.service_key]


def _without_recorded(parts: list[_Part], report: VolunteersReport) -> Any:
    """Leave out parts that are recorded, in the CMS too; refuse those with other minutes."""
    recorded = Participation.objects.filter(
        service__in={part.service for part in parts},
        member__in={part.member.pk for part in parts},
        state__in=COUNTING,
    )
    counted: dict[tuple[int, int, Any], set[int]] = {}
    for service, member, began, minutes in recorded.values_list(
        "service", "member", "began", "minutes"
    ):
        counted.setdefault((service, member, began), set()).add(minutes)
    for part in parts:
        service, span = part.service.pk if part.service else 0, part.row.span
        known = counted.get((service, part.member.pk, span.began))
        if known is None:
            yield part
        elif span.minutes in known:
            report.unchanged += 1
        else:
            part.refuse("hours", span.minutes, _CHANGED)
