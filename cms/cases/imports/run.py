"""A whole import: file in, cases out, a report in between.

Rows are written in batches of one transaction each and found again by their
source key, so a killed import is finished by running it once more.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.areas.models import Area
from cms.cases.imports import batch
from cms.cases.imports.lookup import AreaUnknown, Lookup, only_district
from cms.cases.imports.report import ImportReport
from cms.cases.imports.sorting import sort_out
from cms.cases.ledger.errors import LedgerError, RowProblem
from cms.cases.ledger.mapping import Profile, detect
from cms.cases.ledger.reading import Ledger, open_ledger
from cms.cases.ledger.refused import write_refused
from cms.cases.ledger.rows import LedgerRow, read_rows
from cms.cases.models import Import
from cms.publication.vocabulary import gettext_noop

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
    :class:`LedgerError` when the file as a whole cannot be read.
    """
    begun = time.monotonic()
    expected = request.profile.columns if request.profile else ()
    ledger = open_ledger(request.path, sheet=request.sheet, headers=expected)
    profile = request.profile or detect(ledger.headers)
    if profile is None:
        raise LedgerError(
            gettext_noop(
                "The columns of %(file)s are not known: %(headers)s. "
                "Give a profile, or import it in the admin, where columns can be assigned."
            ),
            {"file": request.path.name, "headers": "、".join(ledger.headers[:12])},
        )
    report = ImportReport(request.path.name, ledger.sheet, profile.name, request.dry_run)
    report.notices += [warning.message(_) for warning in ledger.warnings]
    options = _options(request, profile, ledger, report)
    _Run(request, ledger, profile, report, options).go(progress)
    if report.problems and not request.dry_run:
        report.refused_file = _refused_file(request, ledger, report)
    report.seconds = time.monotonic() - begun
    if not request.dry_run:
        options.run.finished = timezone.now()
        options.run.report = report.as_dict()
        options.run.save(update_fields=["finished", "report"])
    return report


def _options(
    request: Request, profile: Profile, ledger: Ledger, report: ImportReport
) -> batch.Options:
    default = request.area
    if default is None:
        default = only_district()
        if default:
            report.notices.append(
                _("Rows that name no area are given to %(area)s.") % {"area": default.name}
            )
    run = Import(
        file_name=request.path.name,
        file_sha256=_file_digest(request.path),
        sheet=ledger.sheet,
        profile=profile.name,
        by=request.by.get_username() if request.by else "",
    )
    if not request.dry_run:
        run.save()
    return batch.Options(
        run=run,
        lookup=Lookup(default, dry_run=request.dry_run),
        by=request.by,
        publish=request.publish,
        reason=request.reason or _("Corrected in the ledger"),
    )


class _Run:
    """Reads rows, puts bad ones aside, and writes the others batch by batch."""

    def __init__(
        self,
        request: Request,
        ledger: Ledger,
        profile: Profile,
        report: ImportReport,
        options: batch.Options,
    ) -> None:
        self.request, self.ledger, self.profile = request, ledger, profile
        self.report, self.options = report, options
        self.progress: ProgressBar | None = None

    def go(self, progress: ProgressBar | None) -> None:
        self.progress = progress
        pending: list[LedgerRow] = []
        for row in self._good_rows():
            pending.append(row)
            if len(pending) == BATCH:
                self._write(pending)
                pending = []
        if pending:
            self._write(pending)
        if self.request.publish and not self.request.dry_run:
            self.options.lookup.publish_new_categories(by=self.request.by)
        if self.progress:
            self.progress(self.report.rows, max(self.ledger.total_rows, self.report.rows))

    def _good_rows(self) -> Iterator[LedgerRow]:
        seen: set[str] = set()
        for found in read_rows(self.ledger, self.profile, now=timezone.now()):
            self.report.rows += 1
            if isinstance(found, list):
                self._put_aside(found)
                continue
            self.report.warnings += found.warnings
            if self.profile.numbers_restart and self.request.area:
                # Each community counts from 1: its ledgers are kept apart by its code.
                found.source_key = f"{found.source_key}@{self.request.area.code}"
            if found.source_key in seen:
                # The same line twice in one file: the first has gone in.
                self.report.unchanged += 1
                continue
            seen.add(found.source_key)
            if self._has_area(found):
                yield found

    def _put_aside(self, problems: list[RowProblem]) -> None:
        self.report.problems += [p for p in problems if p.severity == "error"]
        self.report.warnings += [p for p in problems if p.severity != "error"]

    def _has_area(self, row: LedgerRow) -> bool:
        try:
            self.options.lookup.area(row.values.get("area") or "")
        except AreaUnknown as unknown:
            self._refuse(row, "area", unknown.name, "area_unknown", _AREA_UNKNOWN)
            return False
        return True

    def _refuse(self, row: LedgerRow, field: str, value: str, code: str, msgid: str) -> None:
        column = self._header_of(field)
        problem = RowProblem(row.sheet, row.row, column, value[:80], code, msgid)
        self.report.problems.append(problem)

    def _header_of(self, field: str) -> str:
        return next((h for h, target in self.profile.columns.items() if target == field), "")

    def _write(self, rows: list[LedgerRow]) -> None:
        report = self.report
        if self.request.dry_run:
            found = sort_out(rows, publish=self.request.publish)
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
            self.progress(report.rows, self.ledger.total_rows)


def _file_digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _refused_file(request: Request, ledger: Ledger, report: ImportReport) -> Path:
    folder = Path(settings.HUIYINBI_HOME) / "imports"
    folder.mkdir(mode=0o700, exist_ok=True)
    stamp = datetime.now(tz=timezone.get_current_timezone()).strftime("%Y%m%d-%H%M%S")
    word = _("refused")
    target = folder / f"{request.path.stem}-{word}-{stamp}.xlsx"
    return write_refused(target, ledger, report.problems, translate=_)
