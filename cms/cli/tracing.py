"""The way of one case, station by station, as ``huiyinbi trace`` tells it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.cases.models import Case
from cms.cli.work import Projections
from cms.publication.models import LogEntry
from publisher.build import page_of


@dataclass(frozen=True)
class Station:
    """One station: its name, when it was passed ("" if unknown), what and where."""

    name: str
    time: str
    text: str
    link: str = ""

    def as_dict(self) -> dict[str, str]:
        """Return the station as JSON-ready values."""
        return {"station": self.name, "time": self.time, "text": self.text, "link": self.link}


class CaseUnknown(Exception):
    """No case has this number; ``str()`` says so to the user."""


def find_case(number: str) -> Case:
    """Return the case with this number or ledger number. Raises :class:`CaseUnknown`."""
    cases = Case.objects.select_related("import_run", "area")
    case = cases.filter(number=number).first() or cases.filter(ledger_number=number).first()
    if case is None:
        raise CaseUnknown(_("No case has the number %(number)s.") % {"number": number})
    return case


def trace(case: Case) -> list[Station]:
    """Return the stations that ``case`` has passed, in their order."""
    projections = Projections()
    try:
        return [
            *_received(case),
            *_revisions(case),
            *_log(case),
            *_store(case, projections),
            *_search(case, projections),
            *_page(case),
        ]
    finally:
        projections.close()


def _local(moment: Any) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M:%S") if moment else ""


def _received(case: Case) -> list[Station]:
    run = case.import_run
    if run is None:
        return [Station(_("Entered by hand"), "", str(case))]
    text = _("%(file)s, sheet %(sheet)s, row %(row)s") % {
        "file": run.file_name,
        "sheet": run.sheet,
        "row": case.source_row,
    }
    return [Station(_("Import row"), _local(run.started), text)]


def _revisions(case: Case) -> list[Station]:
    link = reverse("wagtailsnippets_cases_case:edit", args=[case.pk])
    draft = Station(_("Draft"), "", f"{case.number} {case.get_state_display()}", link)
    return [
        draft,
        *(
            Station(
                _("Revision"),
                _local(revision.created_at),
                f"#{revision.pk}" + (f" {revision.user}" if revision.user else ""),
                reverse("wagtailsnippets_cases_case:history", args=[case.pk]),
            )
            for revision in case.revisions.select_related("user").order_by("created_at", "pk")
        ),
    ]


def _log(case: Case) -> list[Station]:
    entries = LogEntry.objects.filter(kind="case", key=case.number).order_by("version")
    return [
        Station(
            _("Log entry"),
            _local(timezone.datetime.fromisoformat(entry.time)),
            f"seq {entry.seq} v{entry.version} {entry.action} sha256 {entry.sha256}",
        )
        for entry in entries
    ]


def _store(case: Case, projections: Projections) -> list[Station]:
    entry = projections.store.latest("case", case.number)
    if entry is None:
        return []
    return [Station(_("Public store"), "", f"seq {entry.seq} v{entry.version}")]


def _search(case: Case, projections: Projections) -> list[Station]:
    found = projections.engine.document("case", case.number)
    if not found:
        return []
    text = f"{projections.engine.name} {case.public_kind}/{case.number}"
    return [Station(_("Index document"), "", text, f"/search?q={case.number}")]


def _page(case: Case) -> list[Station]:
    page = page_of(Path(settings.HUIYINBI_HOME), case.number)
    if page is None:
        return []
    path, digest, seq = page
    return [Station(_("Page"), "", f"seq {seq} sha256 {digest}", f"/{path}")]
