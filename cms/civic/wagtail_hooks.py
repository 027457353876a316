"""Registers the kinds with the Wagtail admin; the work is done elsewhere."""

from __future__ import annotations

from typing import Any

from django.urls import path
from wagtail import hooks
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from cms.civic import desk, models, steps
from cms.civic.admin import CivicGroup
from cms.desk.queues import HOOK
from cms.rights.policy import AreaPermissionPolicy

for kind in models.KINDS:
    register_permission_policy(kind, AreaPermissionPolicy(kind))
register_snippet(CivicGroup)
hooks.register("register_snippet_listing_buttons", steps.buttons)
hooks.register(HOOK, desk.queues)


@hooks.register("register_admin_urls")
def step_urls() -> list[Any]:
    """Add the page of the next step."""
    return [path("civic/step/<str:kind>/<int:pk>/", steps.step, name="civic_step")]
