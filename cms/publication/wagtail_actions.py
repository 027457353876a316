"""Wagtail's publish and unpublish, led through the door.

Every path of Wagtail (the editor, bulk actions, workflow, schedule, API) ends in
these two classes, so none can publish without the gate and the log.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.actions.unpublish import UnpublishAction

from cms.publication import actions
from cms.publication.models import Publishable


class PublishThroughTheDoor(PublishRevisionAction):
    """Publishes a revision and its public record in one transaction, or neither."""

    @transaction.atomic
    def execute(self, skip_permission_checks: bool = False) -> None:
        """Raise :class:`cms.publication.errors.Refused` when the door stays shut."""
        super().execute(skip_permission_checks=skip_permission_checks)

    def _after_publish(self) -> None:
        if self.object.live:
            actions.publish(
                self.object,
                by=self.user,
                reason=self.object.change_reason,
                revision_id=self.revision.pk,
            )
        super()._after_publish()


class WithdrawThroughTheDoor(UnpublishAction):
    """Unpublishes a record and tells the public why, in one transaction."""

    @transaction.atomic
    def execute(self, skip_permission_checks: bool = False) -> None:
        """Raise :class:`cms.publication.errors.Refused` when no reason is given."""
        super().execute(skip_permission_checks=skip_permission_checks)

    def _after_unpublish(self, object: Publishable) -> None:  # noqa: A002
        actions.withdraw(object, by=self.user, reason=object.change_reason)
        super()._after_unpublish(object)


def publish_revision(revision: Any, *, user: Any, **options: Any) -> None:
    """Publish ``revision`` as ``user``; options are Wagtail's own."""
    skip = options.pop("skip_permission_checks", False)
    PublishThroughTheDoor(revision, user=user, **options).execute(skip_permission_checks=skip)


def unpublish(item: Publishable, *, user: Any = None, **options: Any) -> None:
    """Withdraw ``item`` as ``user``; options are Wagtail's own."""
    WithdrawThroughTheDoor(item, user=user, **options).execute(skip_permission_checks=user is None)
