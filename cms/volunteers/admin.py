"""Lists and forms of teams, services, members, stations and plans in the Wagtail admin."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from cms.publication.admin.publishable import DayColumn
from cms.rights.admin import AreaViewSet, PrivateViewSet
from cms.volunteers.desk.menu import desk_items
from cms.volunteers.filters import MemberFilterSet, PlanFilterSet, ServiceFilterSet
from cms.volunteers.models import Certificate, Member, Plan, Service, Station, Team


class TeamViewSet(AreaViewSet):
    """The team pages."""

    model = Team
    icon = "group"
    menu_label = _("Volunteer teams")
    add_to_admin_menu = False
    menu_order = 21
    list_display = ["title", "area", "publication"]
    list_filter = ["publication"]
    is_searchable = True
    search_fields = ["title", "lead"]


class ServiceViewSet(AreaViewSet):
    """Occasions of service."""

    model = Service
    icon = "calendar-check"
    menu_label = _("Services")
    add_to_admin_menu = False
    menu_order = 22
    list_display = [
        "title",
        "number",
        "team",
        "kind",
        "area",
        DayColumn("day", label=_("day"), sort_key="day"),
        "publication",
    ]
    filterset_class = ServiceFilterSet
    search_fields = ["title", "number"]
    ordering = ["-day", "-id"]
    inspect_view_enabled = True


class MemberViewSet(PrivateViewSet):
    """Volunteers; private but for the name that one agreed to."""

    model = Member
    icon = "user"
    menu_label = _("Volunteers")
    menu_order = 23
    list_display = ["name", "number", "team", "area", "joined", "left"]
    filterset_class = MemberFilterSet
    search_fields = ["name", "number", "phone"]
    inspect_view_enabled = True
    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("number")]),
        FieldPanel("phone"),
        FieldRowPanel([FieldPanel("team"), FieldPanel("area")]),
        MultiFieldPanel([FieldPanel("agreed"), FieldPanel("alias")], heading=_("public name")),
        FieldRowPanel([FieldPanel("joined"), FieldPanel("left")]),
        FieldPanel("remarks"),
    ]


class StationViewSet(PrivateViewSet):
    """Volunteer stations."""

    model = Station
    icon = "home"
    menu_label = _("Volunteer stations")
    menu_order = 24
    list_display = ["name", "area", "place"]
    search_fields = ["name", "place"]
    panels = [FieldPanel("name"), FieldPanel("area"), FieldPanel("place"), FieldPanel("teams")]


class PlanViewSet(AreaViewSet):
    """What teams plan for a month."""

    model = Plan
    icon = "date"
    menu_label = _("Monthly plans")
    add_to_admin_menu = False
    menu_order = 25
    list_display = ["team", "month", "publication"]
    filterset_class = PlanFilterSet
    inspect_view_enabled = True


class CertificateViewSet(AreaViewSet):
    """Certificates that were issued; a pass-book issues them, the book says what is in them."""

    model = Certificate
    icon = "doc-full-inverse"
    menu_label = _("Certificates")
    add_to_admin_menu = False
    menu_order = 26
    list_display = ["number", "name", "team", "first", "last", "issued", "publication"]
    list_filter = ["publication", "issued"]
    search_fields = ["number", "name"]
    inspect_view_enabled = True


class VolunteersGroup(SnippetViewSetGroup):
    """All of it under one entry of the menu."""

    items = (
        TeamViewSet,
        ServiceViewSet,
        MemberViewSet,
        StationViewSet,
        PlanViewSet,
        CertificateViewSet,
    )
    menu_icon = "group"
    menu_label = _("Volunteers")
    menu_order = 25

    def get_submenu_items(self) -> list[MenuItem]:
        """Show what waits for somebody below the lists."""
        return [*super().get_submenu_items(), *desk_items()]
