"""From the names in a table to teams, areas and members of the database."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from cms.areas.models import Area
from cms.imports.lookup import AreaUnknown, Lookup
from cms.rights.scope import covers_code
from cms.translating import gettext_noop as _
from cms.volunteers.imports.report import Problem
from cms.volunteers.people import Member
from cms.volunteers.teams import Team


class NotFound(Exception):
    """A name in the column of ``field`` means nothing here."""

    def __init__(self, field: str, value: str, problem: Problem) -> None:
        self.field, self.value, self.problem = field, value, problem
        super().__init__(value)


_TEAM = Problem(
    "team_unknown",
    _("No team is called so. Write the title of a team that exists under Volunteer teams."),
)
_AREA = Problem("area_unknown", _("No single area where you work is called so."))
_MEMBER = Problem(
    "member_unknown",
    _("No volunteer is known by this. Import the list of members first."),
)
_SEVERAL = Problem(
    "several_members", _("Several volunteers have this name. Write the volunteer number.")
)


@dataclass
class Finder:
    """Teams and areas by name, members by number or name; read once and kept.

    ``team`` and ``area`` stand in where a row names none. What lies outside the areas
    of the user ``by`` is unknown.
    """

    by: Any
    team: Team | None = None
    area: Area | None = None

    def __post_init__(self) -> None:
        self._lookup = Lookup(self.area, dry_run=True, by=self.by)
        self._teams: dict[str, Team] = {}
        for team in Team.objects.select_related("area"):
            if covers_code(self.by, team.area.code):
                self._teams[team.title] = self._teams[team.slug] = team
        self._members: dict[str, Member] = {}
        self._named: defaultdict[tuple[int, str], set[str]] = defaultdict(set)
        for member in Member.objects.select_related("area"):
            if covers_code(self.by, member.area.code):
                self.keep(member)

    def keep(self, member: Member) -> None:
        """Know ``member`` from now on."""
        self._members[member.number] = member
        if member.name:
            self._named[member.team_id, member.name].add(member.number)

    def team_of(self, text: str) -> Team:
        """Return the team with this title or slug. Raises :class:`NotFound`."""
        found = self._teams.get(text) if text else self.team
        if found is None:
            raise NotFound("team", text, _TEAM)
        return found

    def area_of(self, text: str, team: Team) -> Area:
        """Return the area called so, that of ``team`` for no name. Raises :class:`NotFound`."""
        if not text:
            return self.area or team.area
        try:
            return self._lookup.area(text)
        except AreaUnknown:
            raise NotFound("area", text, _AREA) from None

    def known(self, number: str) -> Member | None:
        """Return the member with this number, or None."""
        return self._members.get(number)

    def member_of(self, number: str, name: str, team: Team) -> Member:
        """Return the member with this number, or with this name in ``team``.

        Raises :class:`NotFound`.
        """
        if number:
            if number not in self._members:
                raise NotFound("number", number, _MEMBER)
            return self._members[number]
        numbers = self._named[team.pk, name]
        if len(numbers) != 1:
            raise NotFound("name", name, _SEVERAL if numbers else _MEMBER)
        return self._members[next(iter(numbers))]
