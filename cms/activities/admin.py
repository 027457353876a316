"""The list and forms of activities in the Wagtail admin."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django_filters import ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet

from cms.activities.models import Activity
from cms.publication.admin.publishable import DayColumn
from cms.rights.admin import AreaViewSet
from cms.rights.scope import within


def _brands(request: HttpRequest) -> QuerySet[Any]:
    """Return the brands of the user's areas."""
    brands = Activity._meta.get_field("brand").related_model._default_manager
    return within(brands.all(), request.user)


class ActivityFilterSet(WagtailFilterSet):
    """By kind, state, publication, and brands of the user's own areas."""

    brand = ModelChoiceFilter(label=_("Brand"), queryset=_brands)

    class Meta:
        model = Activity
        fields = ["kind", "state", "publication", "brand"]


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
        DayColumn("first_day", label=_("First day"), sort_key="first_day"),
        "state",
        "publication",
    ]
    filterset_class = ActivityFilterSet
    is_searchable = True
    search_fields = ["title", "place", "number"]
    ordering = ["-first_day", "-id"]
