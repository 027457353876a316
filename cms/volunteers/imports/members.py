"""Writes the rows of a list of members."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from cms.translating import gettext_noop as _
from cms.volunteers.imports.finding import Finder, NotFound
from cms.volunteers.imports.report import Problem, VolunteersReport
from cms.volunteers.imports.values import MemberRow
from cms.volunteers.people import Member

_ELSEWHERE = Problem("elsewhere", _("This number belongs to a volunteer of another area."))
_LEFT_FIRST = Problem("left_first", _("The day of leaving lies before the day of joining."))


@transaction.atomic
def write(rows: Sequence[tuple[MemberRow, Any]], finder: Finder, report: VolunteersReport) -> None:
    """Create and update members; each row comes with a function that refuses it.

    A member whose data was purged stays as it is.
    """
    numbers = [row.number for row, _refuse in rows]
    taken = set(Member.objects.filter(number__in=numbers).values_list("number", flat=True))
    for row, refuse in rows:
        try:
            team = finder.team_of(row.team)
            values = {**row.values, "team": team, "area": finder.area_of(row.area, team)}
        except NotFound as missing:
            refuse(missing.field, missing.value, missing.problem)
            continue
        old = finder.known(row.number)
        if old is None and row.number in taken:
            refuse("number", row.number, _ELSEWHERE)
            continue
        if old and (old.purged or _same(old, values)):
            report.unchanged += 1
            continue
        member = old or Member(number=row.number)
        for name, value in values.items():
            setattr(member, name, value)
        if member.left and member.left < member.joined:
            refuse("left", member.left, _LEFT_FIRST)
            continue
        member.save()
        finder.keep(member)
        report.members += old is None
        report.created += old is None
        report.changed += old is not None


def _same(old: Member, values: dict[str, Any]) -> bool:
    return all(getattr(old, name) == value for name, value in values.items())
