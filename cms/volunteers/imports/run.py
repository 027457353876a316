"""A whole import of volunteers: file in, members and services out, a report in between.

Rows are written in batches of one transaction each and known again by their own
digests, so a killed import is finished by running it once more.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from cms.areas.models import Area
from cms.imports.refusals import name_with_sheet, refused_file
from cms.imports.steps import batches, good_rows, rehearsal
from cms.tables.errors import TableError
from cms.tables.longtext import SHEET
from cms.tables.reading import Table, open_table
from cms.tables.values import columns_of
from cms.tables.xlsx.container import file_kind
from cms.tables.xlsx.workbook import Workbook
from cms.translating import gettext_noop
from cms.volunteers.imports import members, parts
from cms.volunteers.imports.columns import HEADERS, PROFILES, not_kept, table_kind
from cms.volunteers.imports.finding import Finder
from cms.volunteers.imports.report import Place, Problem, VolunteersReport
from cms.volunteers.imports.values import Cells
from cms.volunteers.teams import Team

BATCH = 500
ProgressBar = Callable[[int, int], None]


@dataclass(frozen=True)
class Request:
    """What to import and how. ``by`` records; ``confirmed_by``, another user, confirms.

    ``team`` and ``area`` are those of rows that name none.
    """

    path: Path
    by: Any
    confirmed_by: Any = None
    team: Team | None = None
    area: Area | None = None
    sheet: str | None = None
    dry_run: bool = False


def import_volunteers(
    request: Request, progress: ProgressBar | None = None
) -> tuple[VolunteersReport, set[int]]:
    """Import members and services; return the report and the keys of services touched.

    A workbook may hold both, on two sheets; members go in first. Raises
    :class:`TableError` when the file as a whole cannot be read.
    """
    begun = time.monotonic()
    tables = _tables(request)
    report = VolunteersReport(request.path.name, dry_run=request.dry_run)
    report.sheet = "、".join(table.sheet for _kind, table in tables)
    report.profile = "、".join(kind for kind, _table in tables)
    for _kind, table in tables:
        if left_out := not_kept(table.headers):
            said = _("Not read, and not kept: %(columns)s.")
            report.notices.append(said % {"columns": "、".join(left_out)})
    run = _Run(request, report, progress, sum(table.total_rows for _kind, table in tables))
    with rehearsal(request.dry_run):
        for kind, table in tables:
            run.read(kind, table)
    report.seconds = time.monotonic() - begun
    return report, run.services


def _tables(request: Request) -> list[tuple[str, Table]]:
    """Return the tables of the file that hold members or services, members first."""
    names: list[str | None] = [request.sheet]
    if request.sheet is None and file_kind(request.path) != "csv":
        names = [info.name for info in Workbook(request.path).sheets if info.name != SHEET]
    found, seen = [], []
    for name in names:
        try:
            table = open_table(request.path, sheet=name, headers=HEADERS)
        except TableError:
            if len(names) == 1:
                raise
            continue  # an empty sheet beside others
        seen += table.headers[:15]
        if kind := table_kind(table.headers):
            found.append((kind, table))
    if not found:
        raise TableError(
            gettext_noop(
                "%(file)s holds neither members (姓名, 志愿者编号, 队伍 …) nor services (姓名, "
                "服务日期, 服务时长 …). Its columns: %(headers)s."
            ),
            file=request.path.name,
            headers="、".join(seen),
        )
    return sorted(found, key=lambda pair: pair[0])


@dataclass(frozen=True)
class _Refusal:
    """Puts one row aside, when called with a field, what it says, and the reason."""

    report: VolunteersReport
    sheet: str
    columns: dict[str, str]
    row: int

    def __call__(self, field: str, value: object, problem: Problem) -> None:
        place = Place(self.sheet, self.row, self.columns.get(field, ""))
        self.report.refuse(place, value, problem)


class _Run:
    """Takes rows, puts bad ones aside, and writes the others batch by batch."""

    def __init__(
        self,
        request: Request,
        report: VolunteersReport,
        progress: ProgressBar | None,
        total: int,
    ) -> None:
        self.request, self.report, self.progress, self.total = request, report, progress, total
        self.finder = Finder(request.by, request.team, request.area)
        self.services: set[int] = set()

    def read(self, kind: str, table: Table) -> None:
        report, before = self.report, len(self.report.problems)
        columns = columns_of(table.headers, PROFILES[kind])
        read: Callable[[Cells], Any] = Cells.member if kind == "members" else Cells.service
        rows = good_rows(table, report, lambda raw: Cells(raw, columns, kind, table.sheet), read)
        refusable = ((row, _Refusal(report, table.sheet, columns, row.row)) for row in rows)
        for some in batches(refusable, BATCH):
            self._write(kind, some)
            self._show()
        self._show()
        report.notices += [warning.message(_) for warning in table.warnings]
        problems = report.problems[before:]
        if problems and not self.request.dry_run:
            name = name_with_sheet(self.request.path, table)
            report.refused_file = refused_file(name, table, problems)
            report.refused_files.append(str(report.refused_file))

    def _write(self, kind: str, rows: list[tuple[Any, Any]]) -> None:
        if kind == "members":
            members.write(rows, self.finder, self.report)
        else:
            writing = parts.Writing(self.request.by, self.request.confirmed_by)
            self.services |= parts.write(rows, self.finder, self.report, writing)

    def _show(self) -> None:
        if self.progress:
            self.progress(self.report.rows, max(self.total, self.report.rows))
