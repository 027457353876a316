"""A whole import: file in, cases out, a report in between.

Rows are written in batches of one transaction each and found again by their
source key, so a killed import is finished by running it once more.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeGuard, cast

from django.utils import timezone
from django.utils.translation import gettext as _

from cms.areas.models import Area
from cms.cases.imports import ahead, batch
from cms.cases.imports.filling import Filler
from cms.cases.imports.sorting import sort_out
from cms.cases.ledger.mapping import Profile
from cms.cases.ledger.opening import open_ledger
from cms.cases.ledger.rows import LedgerRow
from cms.cases.models import Import
from cms.collector import collect_young, no_collector
from cms.imports.lookup import AreaUnknown, Lookup, only_area
from cms.imports.refusals import refused_file
from cms.imports.report import ImportReport
from cms.publication.gate import directory
from cms.tables.errors import RowProblem
from cms.translating import gettext_noop

BATCH = 500
_AREA_UNKNOWN = gettext_noop(
    "No single area is called so. Write the name or code of a community "
    "that exists under Areas, or choose a default area."
)
_CLASH = gettext_noop(
    "A case of another content has this number already. Correct the number, or, if "
    "this is another community's ledger, import it with that community as default area."
)
#: Called with the rows done so far and their total.
ProgressBar = Callable[[int, int], None]


@dataclass(frozen=True)
class Request:
    """What to import and how. ``by`` is the user who answers for it, or None."""

    path: Path
    by: Any = None
    area: Area | None = None
    profile: Profile | None = None
    sheet: str | None = None
    publish: bool = False
    dry_run: bool = False
    reason: str = ""


def import_ledger(request: Request, progress: ProgressBar | None = None) -> ImportReport:
    """Import a ledger and say what became of each row.

    Good rows go in; bad rows are reported and written to a file to mend. Raises
    :class:`TableError` when the file as a whole cannot be read.
    """
    begun = time.monotonic()
    job = _job(request)
    with no_collector(), closing(ahead.read(job)) as messages:
        table = cast(ahead.LedgerFound, next(messages))
        report = ImportReport(request.path.name, table.sheet, table.profile.name, request.dry_run)
        options = _options(request, table, report)
        options.allowed = job.allowed
        _Run(request, table, report, options).go(messages, progress)
    if report.problems and not request.dry_run:
        report.refused_file = _refused_file(request, table, report)
    report.seconds = time.monotonic() - begun
    if not request.dry_run:
        options.run.finished = timezone.now()
        options.run.report = report.as_dict()
        options.run.save(update_fields=["finished", "report"])
    return report


def _job(request: Request) -> ahead.Job:
    looked = request.publish and not request.dry_run
    return ahead.Job(
        request.path,
        request.sheet,
        request.profile,
        timezone.now(),
        directory.allowed() if looked else None,
    )


def _options(request: Request, table: ahead.LedgerFound, report: ImportReport) -> batch.Options:
    default = request.area
    if default is None:
        default = only_area(request.by)
        if default:
            report.notices.append(
                _("Rows that name no area are given to %(area)s.") % {"area": default.name}
            )
    run = Import(
        file_name=request.path.name,
        file_sha256=_file_digest(request.path),
        sheet=table.sheet,
        profile=table.profile.name,
        by=request.by.get_username() if request.by else "",
    )
    if not request.dry_run:
        run.save()
    return batch.Options(
        run=run,
        filler=Filler(run, Lookup(default, dry_run=request.dry_run, by=request.by)),
        by=request.by,
        publish=request.publish,
        reason=request.reason or _("Corrected in the ledger"),
    )


class _Run:
    """Takes rows, puts bad ones aside, and writes the others batch by batch."""

    def __init__(
        self,
        request: Request,
        table: ahead.LedgerFound,
        report: ImportReport,
        options: batch.Options,
    ) -> None:
        self.request, self.table = request, table
        self.report, self.options = report, options
        self.progress: ProgressBar | None = None
        self._seen: set[str] = set()

    def go(self, messages: Iterator[ahead.Message], progress: ProgressBar | None) -> None:
        self.progress = progress
        pending: list[LedgerRow] = []
        for message in messages:
            if isinstance(message, list):
                pending += [row for row in message if self._is_good(row)]
            elif isinstance(message, ahead.End):
                self.report.notices += [warning.message(_) for warning in message.warnings]
            if len(pending) >= BATCH:
                self._write(pending)
                pending = []
        if pending:
            self._write(pending)
        if self.request.publish and not self.request.dry_run:
            self.options.filler.lookup.publish_new_categories(by=self.request.by)
        if self.progress:
            self.progress(self.report.rows, max(self.table.total_rows, self.report.rows))

    def _is_good(self, row: ahead.Row) -> TypeGuard[LedgerRow]:
        """Count a row; put it aside where something is wrong with it."""
        self.report.rows += 1
        if isinstance(row, list):
            self.report.remark(row)
            return False
        self.report.warnings += row.warnings
        if self.table.profile.numbers_restart and self.request.area:
            # Each community counts from 1: its ledgers are kept apart by its code.
            row.source_key = f"{row.source_key}@{self.request.area.code}"
        if row.source_key in self._seen:
            # The same line twice in one file: the first has gone in.
            self.report.unchanged += 1
            return False
        self._seen.add(row.source_key)
        return self._has_area(row)

    def _has_area(self, row: LedgerRow) -> bool:
        try:
            self.options.filler.lookup.area(row.values.get("area") or "")
        except AreaUnknown as unknown:
            self._refuse(row, "area", unknown.name, "area_unknown", _AREA_UNKNOWN)
            return False
        return True

    def _refuse(self, row: LedgerRow, field: str, value: str, code: str, msgid: str) -> None:
        column = self._header_of(field)
        problem = RowProblem(row.sheet, row.row, column, value[:80], code, msgid)
        self.report.problems.append(problem)

    def _header_of(self, field: str) -> str:
        return next((h for h, target in self.table.profile.columns.items() if target == field), "")

    def _write(self, rows: list[LedgerRow]) -> None:
        report = self.report
        collect_young()
        if self.request.dry_run:
            found = sort_out(rows, publish=self.request.publish, by=self.request.by)
            result = batch.BatchResult(
                len(found.new), len(found.again), found.unchanged, found.clashing
            )
        else:
            result = batch.write(rows, self.options)
        report.created += result.created
        report.changed += result.changed
        report.unchanged += result.unchanged
        report.published += result.published
        report.masked += result.masked
        report.to_review += result.to_review
        for row in result.clashing:
            self._refuse(row, "ledger_number", row.values["ledger_number"], "clash", _CLASH)
        if self.progress:
            self.progress(report.rows, self.table.total_rows)


def _file_digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _refused_file(request: Request, table: ahead.LedgerFound, report: ImportReport) -> Path:
    ledger = open_ledger(request.path, sheet=table.sheet, headers=table.profile.columns)
    return refused_file(request.path.stem, ledger, report.problems)
