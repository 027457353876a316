"""Which cases' private data has outlived its time, and the whole purge."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.core.management import call_command
from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from cms.cases.models import Case, Import
from cms.cases.retention import erasing, imports
from cms.finding.indexing import forget_on_disk
from cms.publication.gate import directory
from cms.publication.vocabulary import CLOSED_STATES
from cms.retention import compaction
from cms.retention.age import months_ago

_BATCH = 200


@dataclass
class PurgeReport:
    """What was purged, or would be. ``still_open`` cases are old but not closed: kept."""

    before: str
    months: int
    dry_run: bool
    cases: int = 0
    still_open: int = 0
    reports: int = 0
    files: int = 0
    compacted: bool = False

    def as_dict(self) -> dict[str, Any]:
        """Return the report as JSON-ready values."""
        return asdict(self)


def outlived(before: datetime) -> QuerySet[Case]:
    """Return the cases that were closed before then and still have private data."""
    ended = Case.objects.annotate(ended=Coalesce("closed", "received"))
    closed = ended.filter(ended__lt=before, state__in=CLOSED_STATES)
    # Closed before, purged, and then written to again: purged again.
    again = Q(purged__isnull=False) & (
        ~Q(reporter_name="") | ~Q(reporter_phone="") | ~Q(reporter_address="") | ~Q(remarks="")
    )
    return closed.filter(Q(purged__isnull=True) | again)


def purge(
    months: int, *, dry_run: bool = False, progress: Callable[[int, int], None] | None = None
) -> PurgeReport:
    """Purge what is older than ``months``; stopped midway, the next run goes on.

    Raises ``ValueError`` for less than one month.
    """
    if months < 1:
        raise ValueError(months)
    before = months_ago(months, timezone.localtime())
    report = PurgeReport(before.isoformat(timespec="seconds"), months, dry_run)
    waiting = list(outlived(before).order_by("pk").values_list("pk", flat=True))
    report.cases = len(waiting)
    report.still_open = (
        Case.objects.filter(received__lt=before).exclude(state__in=CLOSED_STATES).count()
    )
    runs = set(
        Import.objects.filter(cases__in=outlived(before)).values_list("file_sha256", flat=True)
    )
    telling, files = imports.telling_runs(before, runs), list(imports.old_files(before, runs))
    report.reports, report.files = telling.count(), len(files)
    if dry_run:
        return report
    compaction.overwrite_freed()
    # What quotes the cases goes first: it is found by way of cases not yet purged.
    for run in telling:
        imports.forget_rows(run)
    for place in files:
        imports.delete(place)
    _erase(waiting, progress)
    call_command("clearsessions", verbosity=0)
    forget_on_disk()
    report.compacted = compaction.compact()
    return report


def _erase(waiting: list[int], progress: Callable[[int, int], None] | None) -> None:
    allowed = directory.allowed()
    for start in range(0, len(waiting), _BATCH):
        with transaction.atomic():
            for case in Case.objects.filter(pk__in=waiting[start : start + _BATCH]):
                erasing.erase(case, allowed)
        if progress:
            progress(min(start + _BATCH, len(waiting)), len(waiting))
