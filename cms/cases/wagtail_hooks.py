"""Registers the cases' admin with Wagtail; the work is done elsewhere."""

from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from cms.cases import desk
from cms.cases.admin import CaseViewSet
from cms.cases.bulk import DeleteBulkAction, PublishBulkAction, WithdrawBulkAction
from cms.cases.models import Case
from cms.cases.upload import views
from cms.desk.queues import HOOK
from cms.rights.policy import AreaPermissionPolicy

register_permission_policy(Case, AreaPermissionPolicy(Case))
register_snippet(CaseViewSet)
for action in (PublishBulkAction, WithdrawBulkAction):
    hooks.register("register_bulk_action", action)
# After Wagtail's own, which it replaces.
hooks.register("register_bulk_action", DeleteBulkAction, order=100)


hooks.register(HOOK, desk.queues)


@hooks.register("construct_homepage_panels")
def nearest_limit_panel(request: Any, panels: list[Any]) -> None:
    """Show which cases are nearest their limit."""
    panels.append(desk.NearestLimitPanel())


@hooks.register("register_admin_urls")
def import_urls() -> list[Any]:
    """Add the pages of the ledger import."""
    return [
        path("import/", views.upload, name="cases_import"),
        path("import/<str:token>/", views.columns, name="cases_import_columns"),
        path("import/<str:token>/progress/", views.progress, name="cases_import_progress"),
    ]


class _ImportMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return bool(request.user.has_perm("cases.add_case"))


@hooks.register("register_admin_menu_item")
def import_menu_item() -> MenuItem:
    """Show the import in the menu to those who may add cases."""
    return _ImportMenuItem(
        _("Import a ledger"), reverse("cases_import"), icon_name="upload", order=11
    )
