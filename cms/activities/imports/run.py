"""A whole import of activities: a table in, drafts out, a report in between.

Rows are known again by their number, or by community, title and day, so the same file
twice changes nothing and a killed import is finished by running it once more.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cms.activities.imports.columns import HEADERS, PROFILE, missing
from cms.activities.imports.values import ActivityRow, Cells
from cms.activities.imports.writing import RowRefused, Writer
from cms.areas.models import Area
from cms.imports.refusals import name_with_sheet, refused_file
from cms.imports.report import ImportReport
from cms.imports.steps import batches, good_rows, rehearsal
from cms.tables.errors import RowProblem, TableError, shown
from cms.tables.reading import RawRow, Table, open_table
from cms.tables.values import columns_of
from cms.translating import gettext_noop

BATCH = 200
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Request:
    """What to import and how; ``area`` is that of rows that name none.

    With ``publish``, what the gate lets through becomes public; ``reason`` is told where
    a record was public already.
    """

    path: Path
    by: Any
    area: Area | None = None
    sheet: str | None = None
    dry_run: bool = False
    publish: bool = False
    reason: str = ""


def import_activities(request: Request, progress: Progress | None = None) -> ImportReport:
    """Import a table of activities and return the report.

    Raises :class:`TableError` when the file as a whole cannot be read or is no such table.
    """
    begun = time.monotonic()
    table = open_table(request.path, sheet=request.sheet, headers=HEADERS)
    if lacking := missing(table.headers):
        raise TableError(
            gettext_noop(
                "%(file)s is no table of activities: the columns %(missing)s are missing. Its "
                "columns: %(headers)s."
            ),
            file=request.path.name,
            missing="、".join(lacking),
            headers="、".join(table.headers[:15]),
        )
    report = ImportReport(
        request.path.name, sheet=table.sheet, profile=PROFILE.name, dry_run=request.dry_run
    )
    report.notices += [warning.message(_) for warning in table.warnings]
    with rehearsal(request.dry_run):
        _Run(request, table, report, progress).read()
    if report.problems and not request.dry_run:
        name = name_with_sheet(request.path, table)
        report.refused_file = refused_file(name, table, report.problems)
    report.seconds = time.monotonic() - begun
    return report


class _Run:
    def __init__(
        self, request: Request, table: Table, report: ImportReport, progress: Progress | None
    ) -> None:
        self._request, self._table, self._report = request, table, report
        self._progress = progress
        self._columns = columns_of(table.headers, PROFILE)
        self._writer = Writer(request.by, request.area)

    def read(self) -> None:
        rows = good_rows(self._table, self._report, self._cells, Cells.activity)
        for some in batches(rows, BATCH):
            with transaction.atomic():
                for row in some:
                    self._take(row)
            self._show()
        self._show()

    def _cells(self, raw: RawRow) -> Cells:
        return Cells(raw, self._columns, self._table.sheet)

    def _show(self) -> None:
        if self._progress:
            self._progress(self._report.rows, max(self._table.total_rows, self._report.rows))

    def _take(self, row: ActivityRow) -> None:
        try:
            with transaction.atomic():
                what, activity = self._writer.write(row)
        except RowRefused as refusal:
            column = self._columns.get(refusal.field, "")
            place = (self._table.sheet, row.row, column, shown(refusal.value))
            said = (refusal.code, refusal.msgid, dict(refusal.params))
            self._report.problems.append(RowProblem(*place, *said))
            return
        setattr(self._report, what, getattr(self._report, what) + 1)
        if self._request.publish and not self._request.dry_run:
            why = self._writer.publish(activity, self._request.reason)
            self._report.published += why is None
            if why:
                self._report.to_review.append(
                    {"number": activity.number, "row": str(row.row), "why": why}
                )
