"""What an import did, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from cms.tables.errors import RowProblem

_KEPT = 200


@dataclass
class ImportReport:
    """Counts of rows and the rows that need an editor's eye."""

    file: str
    sheet: str = ""
    profile: str = ""
    dry_run: bool = False
    rows: int = 0
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    published: int = 0
    masked: int = 0
    problems: list[RowProblem] = field(default_factory=list)
    warnings: list[RowProblem] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    to_review: list[dict[str, str]] = field(default_factory=list)
    refused_file: Path | None = None
    seconds: float = 0.0

    def remark(self, remarks: Iterable[RowProblem]) -> None:
        """Keep what was remarked on a row: errors, which refuse it, and warnings."""
        for one in remarks:
            (self.problems if one.severity == "error" else self.warnings).append(one)

    @property
    def refused(self) -> int:
        """How many rows did not go in."""
        return len({(problem.sheet, problem.row) for problem in self.problems})

    @property
    def ok(self) -> bool:
        """Whether every row went in."""
        return not self.problems

    def as_dict(self) -> dict[str, Any]:
        """Return the report as JSON-ready values; long lists are cut, their counts are not."""
        return {
            "file": self.file,
            "sheet": self.sheet,
            "profile": self.profile,
            "dry_run": self.dry_run,
            "rows": self.rows,
            "created": self.created,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "refused": self.refused,
            "published": self.published,
            "masked": self.masked,
            "to_review": len(self.to_review),
            "warnings": len(self.warnings),
            "notices": self.notices,
            "refused_file": str(self.refused_file) if self.refused_file else None,
            "seconds": round(self.seconds, 2),
            "problems": [_problem(p) for p in self.problems[:_KEPT]],
            "warning_list": [_problem(p) for p in self.warnings[:_KEPT]],
            "review_list": self.to_review[:_KEPT],
        }


def _problem(problem: RowProblem) -> dict[str, Any]:
    return {
        "sheet": problem.sheet,
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "code": problem.code,
        "message": problem.message(_),
    }
