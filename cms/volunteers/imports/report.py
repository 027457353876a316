"""What an import of volunteers did, for people and for programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from cms.imports.report import ImportReport
from cms.tables.errors import RowProblem, shown


@dataclass
class VolunteersReport(ImportReport):
    """Counts of rows; ``services`` are occasions made, ``minutes`` what the new rows hold."""

    members: int = 0
    services: int = 0
    confirmed: int = 0
    minutes: int = 0
    refused_files: list[str] = field(default_factory=list)

    def refuse(self, place: Place, value: object, problem: Problem) -> None:
        """Add the reason why a row does not go in."""
        said = (shown(value), problem.code, problem.msgid, dict(problem.params))
        self.problems.append(RowProblem(place.sheet, place.row, place.column, *said))

    def as_dict(self) -> dict[str, Any]:
        """Return the report as JSON-ready values."""
        return super().as_dict() | {
            "members": self.members,
            "services": self.services,
            "confirmed": self.confirmed,
            "minutes": self.minutes,
            "refused_files": self.refused_files,
        }


@dataclass(frozen=True)
class Problem:
    """A reason with the values of its sentence."""

    code: str
    msgid: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Place:
    """A cell of a table; ``row`` counts from 1, ``column`` is the header."""

    sheet: str
    row: int
    column: str


def summary(report: dict[str, Any]) -> str:
    """Return the report's counts as one sentence."""
    return (
        _(
            "%(rows)d rows: %(members)d new volunteers, %(services)d new services; %(created)d "
            "lines new, %(changed)d changed, %(unchanged)d unchanged, %(refused)d refused; "
            "%(minutes)d minutes recorded, %(confirmed)d lines confirmed, %(published)d services "
            "published. %(seconds)s s"
        )
        % report
    )
