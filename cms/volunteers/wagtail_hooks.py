"""Registers the team pages with the Wagtail admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet

from cms.publication.admin import PublishableViewSet
from cms.volunteers.models import Team


class TeamViewSet(PublishableViewSet):
    """The team pages."""

    model = Team
    icon = "group"
    menu_label = _("Volunteer teams")
    menu_order = 21
    list_display = ["title", "area", "publication"]
    list_filter = ["publication"]
    is_searchable = True
    search_fields = ["title", "lead"]


register_snippet(TeamViewSet)
