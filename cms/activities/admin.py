"""The list and forms of activities in the Wagtail admin."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import DateColumn

from cms.activities.models import Activity
from cms.rights.admin import AreaViewSet


class ActivityViewSet(AreaViewSet):
    """Activities, newest first."""

    model = Activity
    icon = "calendar-alt"
    menu_label = _("Activities")
    menu_order = 15
    list_display = [
        "title",
        "kind",
        "area",
        "brand",
        DateColumn("first_day", label=_("First day"), sort_key="first_day"),
        "state",
        "publication",
    ]
    list_filter = ["kind", "state", "publication", "brand"]
    is_searchable = True
    search_fields = ["title", "place"]
    ordering = ["-first_day", "-id"]
