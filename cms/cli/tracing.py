"""The way of one record, station by station, as ``huiyinbi trace`` tells it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.cli.work import Projections
from cms.publication.models import LogEntry, Publishable
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


def trace(item: Publishable) -> list[Station]:
    """Return the stations that ``item``, a record of any kind, has passed, in their order."""
    projections = Projections()
    try:
        return [
            *_received(item),
            *_revisions(item),
            *_log(item),
            *_store(item, projections),
            *_search(item, projections),
            *_page(item),
        ]
    finally:
        projections.close()


def _local(moment: Any) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M:%S") if moment else ""


def _received(item: Any) -> list[Station]:
    run = getattr(item, "import_run", None)  # only cases keep the row they came from
    if run is None:
        return [Station(_("Entered by hand"), "", str(item))] if item.public_kind == "case" else []
    text = _("%(file)s, sheet %(sheet)s, row %(row)s") % {
        "file": run.file_name,
        "sheet": run.sheet,
        "row": item.source_row,
    }
    return [Station(_("Import row"), _local(run.started), text)]


def _revisions(item: Any) -> list[Station]:
    address = item.snippet_viewset.get_url_name
    told: Callable[[], str] = getattr(item, "get_state_display", item.get_publication_display)
    link = reverse(address("edit"), args=[item.pk])
    draft = Station(_("Draft"), "", f"{item.public_key} {told()}", link)
    return [
        draft,
        *(
            Station(
                _("Revision"),
                _local(revision.created_at),
                f"#{revision.pk}" + (f" {revision.user}" if revision.user else ""),
                reverse(address("history"), args=[item.pk]),
            )
            for revision in item.revisions.select_related("user").order_by("created_at", "pk")
        ),
    ]


def _log(item: Publishable) -> list[Station]:
    entries = LogEntry.objects.filter(kind=item.public_kind, key=item.public_key)
    return [
        Station(
            _("Log entry"),
            _local(timezone.datetime.fromisoformat(entry.time)),
            f"seq {entry.seq} v{entry.version} {entry.action} sha256 {entry.sha256}",
        )
        for entry in entries.order_by("version")
    ]


def _store(item: Publishable, projections: Projections) -> list[Station]:
    entry = projections.store.latest(item.public_kind, item.public_key)
    if entry is None:
        return []
    return [Station(_("Public store"), "", f"seq {entry.seq} v{entry.version}")]


def _search(item: Publishable, projections: Projections) -> list[Station]:
    if not projections.engine.document(item.public_kind, item.public_key):
        return []
    text = f"{projections.engine.name} {item.public_kind}/{item.public_key}"
    return [Station(_("Index document"), "", text, f"/search?q={item.public_key}")]


def _page(item: Publishable) -> list[Station]:
    page = page_of(Path(settings.HUIYINBI_HOME), item.public_kind, item.public_key)
    if page is None:
        return []
    path, digest, seq = page
    return [Station(_("Page"), "", f"seq {seq} sha256 {digest}", f"/{path}")]
