"""Registers the activities with the Wagtail admin."""

from typing import Any

from django.urls import path, reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import ListingButton
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from cms.activities import office_import, office_views
from cms.activities.admin import ActivityViewSet
from cms.activities.models import Activity
from cms.rights.policy import AreaPermissionPolicy

register_permission_policy(Activity, AreaPermissionPolicy(Activity))
register_snippet(ActivityViewSet)


@hooks.register("register_admin_urls")
def sign_up_urls() -> list[Any]:
    """Add the pages of an activity's sign-ups, and of the import."""
    return [
        path("activities/<int:pk>/sign-ups/", office_views.sign_ups, name="activity_sign_ups"),
        path("activities/import/", office_import.upload, name="activities_import"),
        path("activities/import/<int:number>/", office_import.refused, name="activities_refused"),
    ]


class _ImportMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return bool(request.user.has_perm(office_import.ADD))


@hooks.register("register_admin_menu_item")
def import_menu_item() -> MenuItem:
    """Show the import beside the activities, to those who may add some."""
    return _ImportMenuItem(
        _("Import activities"), reverse_lazy("activities_import"), icon_name="upload", order=16
    )


@hooks.register("register_snippet_listing_buttons")
def sign_ups_button(snippet: Any, user: Any, next_url: str | None = None) -> Any:
    """Lead from an activity in the list to its sign-ups."""
    if isinstance(snippet, Activity) and snippet.sign_up != "none":
        url = reverse("activity_sign_ups", args=(snippet.pk,))
        yield ListingButton(_("Sign-ups"), url, priority=15, icon_name="group")
