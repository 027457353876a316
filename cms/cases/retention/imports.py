"""Ledgers and reports of imports: they hold whole rows, and go with the cases."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db.models import Q, QuerySet

from cms.cases.models import Import
from cms.privacy.mask import mask
from cms.privacy.scan import scan

#: Lists of a report that quote cells.
_QUOTING = ("problems", "warning_list", "review_list", "notices")


def old_files(before: datetime, runs: set[str]) -> Iterator[Path]:
    """Yield kept ledgers that are older than ``before`` or whose SHA-256 is in ``runs``.

    A folder of an upload counts as one; refused rows go by their age.
    """
    folder = Path(settings.HUIYINBI_HOME) / "imports"
    for place in [*folder.glob("uploaded/*"), *folder.glob("*")]:
        if place.name == "uploaded":
            continue
        if place.stat().st_mtime < before.timestamp() or runs & set(_digests(place)):
            yield place


def _digests(place: Path) -> Iterator[str]:
    for path in [place, *place.rglob("*")]:
        if path.is_file():
            with path.open("rb") as file:
                yield hashlib.file_digest(file, "sha256").hexdigest()


def delete(place: Path) -> None:
    """Delete a kept ledger, or the folder of an upload."""
    if place.is_dir():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)


def telling_runs(before: datetime, runs: set[str]) -> QuerySet[Import]:
    """Return the runs whose reports quote rows that are to go."""
    quoting = Q(report__has_any_keys=_QUOTING)
    return Import.objects.filter(Q(started__lt=before) | Q(file_sha256__in=runs)).filter(quoting)


def forget_rows(run: Import) -> None:
    """Keep the counts of a run's report; what it quotes goes."""
    run.report = {name: value for name, value in run.report.items() if name not in _QUOTING}
    for name in ("file", "refused_file"):
        if run.report.get(name):
            run.report[name] = _masked(run.report[name])
    run.file_name = _masked(run.file_name)
    run.save(update_fields=["report", "file_name"])


def _masked(text: str) -> str:
    return mask(text, scan(text))
