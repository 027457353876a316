"""Lists and forms of all kinds in the Wagtail admin, in one menu."""

from __future__ import annotations

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from cms.areas.filters import AreaFilterSet
from cms.civic import models
from cms.publication.choices import choices
from cms.rights.admin import AreaViewSet, PublicChooserViewSet

_STATE = Column("state_label", label=_("State"), sort_key="state")


class _Filters(AreaFilterSet):
    """By area with all below it, and by date."""

    date = django_filters.DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget)


def _filters(kind: Any, *fields: str) -> type[_Filters]:
    meta = type("Meta", (), {"model": kind, "fields": ["area", *fields, "publication", "date"]})
    more: dict[str, Any] = {"Meta": meta}
    if "state" in fields:
        labels = choices(kind.state_words)
        more["state"] = django_filters.ChoiceFilter(label=_("State"), choices=labels)
    return type(f"{kind.__name__}FilterSet", (_Filters,), more)


class _Records(AreaViewSet):
    """What the lists of all kinds share."""

    add_to_admin_menu = False
    list_display = ["title", "number", "area", "date", "publication"]
    list_export = ["number", "title", "date", "publication"]
    search_fields = ["title", "text", "number"]
    is_searchable = True
    ordering = ["-date", "-id"]
    inspect_view_enabled = True


class MeetingViewSet(_Records):
    """Meetings."""

    model = models.Meeting
    icon = "group"
    list_display = ["title", "kind", "area", "date", "publication"]
    filterset_class = _filters(models.Meeting, "kind")


class ConsultationViewSet(_Records):
    """Opinions asked for."""

    model = models.Consultation
    icon = "comment"
    filterset_class = _filters(models.Consultation)


class OrderViewSet(_Records):
    """Orders of services."""

    model = models.Order
    icon = "clipboard-list"
    list_display = ["title", "number", "area", _STATE, "organisation", "date", "publication"]
    filterset_class = _filters(models.Order, "state", "organisation")


class OrganisationViewSet(_Records):
    """Social organisations: orders choose among the public ones of all areas."""

    model = models.Organisation
    icon = "site"
    list_display = ["title", "field", "area", "phone", "publication"]
    filterset_class = _filters(models.Organisation, "field")
    chooser_viewset_class = PublicChooserViewSet


class WishViewSet(_Records):
    """Wishes."""

    model = models.Wish
    icon = "pick"
    list_display = ["title", "number", "area", _STATE, "wisher", "date", "publication"]
    filterset_class = _filters(models.Wish, "state", "wisher")


class FundViewSet(_Records):
    """Donations and hand-outs."""

    model = models.Fund
    icon = "order"
    list_display = ["title", "unit", "area", "date", "publication"]
    filterset_class = _filters(models.Fund, "unit")


class WhistleViewSet(_Records):
    """Whistles."""

    model = models.Whistle
    icon = "warning"
    list_display = ["title", "whistle", "area", "date", "publication"]
    filterset_class = _filters(models.Whistle, "whistle")


class PatrolViewSet(_Records):
    """Patrol reports."""

    model = models.Patrol
    icon = "view"
    filterset_class = _filters(models.Patrol)


class NearbyViewSet(_Records):
    """Services within a quarter of an hour's walk."""

    model = models.Nearby
    icon = "home"
    list_display = ["title", "kind", "minutes", "area", "publication"]
    filterset_class = _filters(models.Nearby, "kind")


class CivicGroup(SnippetViewSetGroup):
    """One menu for all of it."""

    menu_label = _("With the residents")
    menu_icon = "group"
    menu_order = 25
    items = (
        MeetingViewSet,
        ConsultationViewSet,
        OrderViewSet,
        OrganisationViewSet,
        WishViewSet,
        FundViewSet,
        WhistleViewSet,
        PatrolViewSet,
        NearbyViewSet,
    )
