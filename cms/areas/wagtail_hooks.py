"""Registers areas, categories and units with the Wagtail admin."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import (
    CreateView,
    DeleteView,
    EditView,
    SnippetViewSet,
    SnippetViewSetGroup,
)

from cms.areas.actions import areas_of, tell_directory
from cms.areas.models import Area, Category, Unit
from cms.publication.admin.publishable import PublishableViewSet


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


class _Telling:
    """After a unit was saved or deleted, the directory says so."""

    def save_instance(self: Any) -> Any:
        before = areas_of([self.form.instance])
        saved = super().save_instance()  # type: ignore[misc]
        tell_directory(before | areas_of([saved]), by=self.request.user)
        return saved


class _Create(_Telling, CreateView):
    """Adds a unit."""


class _Edit(_Telling, EditView):
    """Changes a unit."""


class _Delete(DeleteView):
    """Deletes a unit."""

    def delete_action(self) -> None:
        """Delete it, and tell the directory."""
        before = areas_of([self.object])
        super().delete_action()
        tell_directory(before, by=self.request.user)


class UnitViewSet(SnippetViewSet):
    """Units that answer for cases; those with a telephone are in the public directory."""

    add_view_class, edit_view_class, delete_view_class = _Create, _Edit, _Delete
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
