"""Registers the door's own publish and unpublish with Wagtail, and the list to review."""

from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import TaskState

from cms.desk import queues
from cms.publication.admin import review_views, sight_views
from cms.publication.admin.settled import settled_for
from cms.publication.door import review
from cms.publication.door.wagtail_actions import PublishThroughTheDoor, WithdrawThroughTheDoor
from cms.publication.models import Publishable

#: Wagtail's panel of what waits for the user's approval.
_PANEL = "awaiting-review-section"


@hooks.register("register_actions")
def register_door_actions(registry: Any) -> None:
    """Make integrations that look actions up find ours."""
    registry.register(Publishable, PublishThroughTheDoor)
    registry.register(Publishable, WithdrawThroughTheDoor)


@hooks.register("register_admin_urls")
def review_urls() -> list[Any]:
    """Add the list to review and the report of looks at private data."""
    return [
        path("review/", review_views.waiting, name="publication_waiting"),
        path("review/settled/", review_views.settled, name="publication_settled"),
        path("reports/sights/", sight_views.sights, name="publication_sights"),
    ]


class _WaitingMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return review_views.may_see(request.user)


@hooks.register("register_admin_menu_item")
def review_menu_item() -> MenuItem:
    """Show the list to review to those who may change records."""
    return _WaitingMenuItem(
        _("To review"), reverse("publication_waiting"), icon_name="view", order=12
    )


@hooks.register(queues.HOOK)
def review_queue(user: Any) -> list[queues.Queue]:
    """Tell how many records wait to be reviewed, and how many to be published after it."""
    waiting = queues.count(review.waiting_for(user))
    settled = sum(queues.count(rows) for rows in settled_for(user))
    return [
        queues.Queue(_("To review"), waiting, reverse("publication_waiting")),
        queues.Queue(_("Reviewed, not yet public"), settled, reverse("publication_settled")),
    ]


@hooks.register(queues.HOOK)
def approval_queue(user: Any) -> list[queues.Queue]:
    """Tell how many drafts were handed to ``user`` to approve.

    They are listed on the same page: Wagtail's report of tasks is for who may edit pages.
    """
    waiting = queues.count(TaskState.objects.reviewable_by(user))
    return [queues.Queue(_("To approve"), waiting, f"{reverse('wagtailadmin_home')}#{_PANEL}")]


class _SightsMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return bool(request.user.has_perm("publication.view_sight"))


@hooks.register("register_reports_menu_item")
def sights_menu_item() -> MenuItem:
    """Show the report to administrators."""
    return _SightsMenuItem(
        _("Who saw private data"), reverse("publication_sights"), icon_name="view", order=900
    )
