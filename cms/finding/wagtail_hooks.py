"""Registers synonyms with the Wagtail admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.finding.models import SynonymGroup


class SynonymViewSet(SnippetViewSet):
    """Groups of words that mean the same."""

    model = SynonymGroup
    icon = "search"
    menu_label = _("Synonyms")
    menu_order = 60
    add_to_admin_menu = True
    list_display = ["words", "remark"]
    search_fields = ["words", "remark"]
    ordering = ["words"]


register_snippet(SynonymViewSet)
