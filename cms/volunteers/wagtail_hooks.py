"""Registers the volunteers' admin with Wagtail; the work is done elsewhere."""

from collections.abc import Iterator
from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import ListingButton
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from cms.desk.queues import HOOK, Queue, count
from cms.rights.policy import AreaPermissionPolicy
from cms.volunteers.admin import VolunteersGroup
from cms.volunteers.certificates.rights import IssuedPolicy
from cms.volunteers.desk import access, download, passbook, queues, service_page, upload
from cms.volunteers.models import Certificate, Member, Plan, Service, Station, Team

for model in (Team, Service, Member, Station, Plan):
    register_permission_policy(model, AreaPermissionPolicy(model))
register_permission_policy(Certificate, IssuedPolicy(Certificate))
register_snippet(VolunteersGroup)


@hooks.register("register_admin_urls")
def desk_urls() -> list[Any]:
    """Add the pages where hours are kept."""
    return [
        path("volunteers/services/<int:pk>/", service_page.hours, name="volunteers_service_hours"),
        path("volunteers/members/<int:pk>/", passbook.passbook, name="volunteers_passbook"),
        path("volunteers/confirm/", queues.confirm, name="volunteers_confirm"),
        path("volunteers/disputes/", queues.disputes, name="volunteers_disputes"),
        path("volunteers/export/", download.download, name="volunteers_export"),
        path("volunteers/import/", upload.upload, name="volunteers_import"),
        path("volunteers/import/<int:number>/", upload.refused, name="volunteers_refused"),
    ]


@hooks.register("register_snippet_listing_buttons")
def listing_buttons(snippet: Any, user: Any, next_url: Any = None) -> Iterator[ListingButton]:
    """Lead from a service to its hours, and from a volunteer to the pass-book."""
    if isinstance(snippet, Service) and user.has_perm(access.RECORD):
        url = reverse("volunteers_service_hours", args=[snippet.pk])
        yield ListingButton(_("Hours"), url, icon_name="time", priority=5)
    if isinstance(snippet, Member) and user.has_perm(access.SEE):
        url = reverse("volunteers_passbook", args=[snippet.pk])
        yield ListingButton(_("Pass-book"), url, icon_name="openquote", priority=5)


@hooks.register(HOOK)
def hours_queues(user: Any) -> Iterator[Queue]:
    """Tell how many parts in services wait for a second person, and how many disputes."""
    if user.has_perm(access.RECORD):
        waiting = count(queues.to_confirm(user))
        yield Queue(_("Hours to confirm"), waiting, reverse("volunteers_confirm"))
    if user.has_perm(access.VERIFY):
        opened = count(queues.to_settle(user))
        yield Queue(_("Disputes of hours"), opened, reverse("volunteers_disputes"), urgent=True)
