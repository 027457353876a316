"""The case list and forms in the Wagtail admin."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from cms.cases.export import ledger_file
from cms.cases.filters import CaseFilterSet
from cms.cases.models import Case
from cms.finding.admin import FindingMixin
from cms.publication import sights
from cms.publication.admin.publishable import DayColumn
from cms.rights.admin import AreaIndexView, AreaViewSet


class CaseIndexView(FindingMixin, AreaIndexView):
    """Cases, newest first; exports in the office's own ledger format."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer an export from the rows as they come; a page would fetch them all first."""
        if self.is_export:
            return self.as_spreadsheet(self.get_queryset(), request.GET["export"])
        return super().get(request, *args, **kwargs)

    def as_spreadsheet(self, queryset: QuerySet[Case], spreadsheet_format: str) -> Any:
        """Answer the export; xlsx is the ledger, csv is Wagtail's own."""
        sights.note(self.request.user, "export", kind="case", count=queryset.count())
        if spreadsheet_format != "xlsx":
            return super().as_spreadsheet(queryset, spreadsheet_format)
        return FileResponse(
            ledger_file(queryset),
            as_attachment=True,
            filename=f"台账-{localdate():%Y-%m-%d}.xlsx",
        )


class CaseViewSet(AreaViewSet):
    """Cases: the two walls' back office."""

    model = Case
    icon = "clipboard-list"
    menu_order = 10
    menu_label = _("Cases")
    index_view_class = CaseIndexView
    filterset_class = CaseFilterSet
    list_display = [
        "title",
        "number",
        "area",
        "category",
        "state",
        "publication",
        DayColumn("received", label=_("Received"), sort_key="received"),
        DayColumn("due", label=_("Due"), sort_key="due"),
        Column("unit", label=_("Unit")),
    ]
    list_export = ["number", "ledger_number", "title", "state", "publication", "received"]
    is_searchable = True
    search_fields = ["title"]
    ordering = ["-received", "-id"]
    inspect_view_enabled = True
