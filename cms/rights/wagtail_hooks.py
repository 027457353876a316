"""Registers the areas of work with the Wagtail admin."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.documents.models import Document
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.pictures.models import Picture
from cms.rights.documents import DocumentPolicy, refuse_elsewhere
from cms.rights.models import Scope
from cms.rights.pictures import PicturePolicy
from cms.rights.scope import codes_of


class ScopeViewSet(SnippetViewSet):
    """Who works where."""

    model = Scope
    icon = "user"
    menu_label = _("Areas of work")
    add_to_settings_menu = True
    list_display = ["user", BooleanColumn("whole_office", label=_("whole office"))]


register_snippet(ScopeViewSet)
# Exactly this class: Wagtail registers its own policy for it too, whichever is loaded first.
register_permission_policy(Picture, PicturePolicy(), exact_class=True)
register_permission_policy(Document, DocumentPolicy(), exact_class=True)
hooks.register("before_serve_document", refuse_elsewhere)


@hooks.register("construct_admin_api", order=100)  # after Wagtail's own
def bound_admin_api(router: Any) -> None:
    """Let the admin API list what is of the user's areas."""
    from cms.rights.admin_api import bound  # noqa: PLC0415 - needs all models loaded

    bound(router)


@hooks.register("construct_reports_menu")
def hide_reports(request: Any, menu_items: list[Any]) -> None:
    """Show no reports to users whose work has bounds; they could not open them."""
    if codes_of(request.user) is not None:
        menu_items.clear()
