"""Registers areas, categories and units with the Wagtail admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.areas.models import Area, Category, Unit
from cms.publication.admin import PublishableViewSet


class AreaViewSet(PublishableViewSet):
    """Districts, streets, communities and grids."""

    model = Area
    icon = "globe"
    list_display = ["name", "code", "level", "publication"]
    list_filter = ["level", "publication"]
    is_searchable = True
    search_fields = ["name", "code"]
    add_to_admin_menu = False


class CategoryViewSet(PublishableViewSet):
    """The category tree."""

    model = Category
    icon = "tag"
    list_display = ["name", "code", "publication"]
    search_fields = ["name", "code"]
    is_searchable = True
    add_to_admin_menu = False


class UnitViewSet(SnippetViewSet):
    """Units that answer for cases."""

    model = Unit
    icon = "group"
    list_display = ["name", "level", "phone"]
    search_fields = ["name"]


class AreasGroup(SnippetViewSetGroup):
    """One menu for all that says where and who."""

    menu_label = _("Areas and units")
    menu_icon = "globe"
    menu_order = 30
    items = (AreaViewSet, CategoryViewSet, UnitViewSet)


register_snippet(AreasGroup)
