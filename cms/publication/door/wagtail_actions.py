"""Wagtail's publish and unpublish, led through the door.

Every path of Wagtail (the editor, bulk actions, workflow, schedule, API) ends in
these two classes, so none can publish without the gate and the log.
"""

from __future__ import annotations

import logging
from typing import Any

from django.db import transaction
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.actions.unpublish import UnpublishAction

from cms.publication.door import actions, review, states
from cms.publication.door.record import DoorRecord
from cms.publication.errors import GateRefused, Refused

logger = logging.getLogger(__name__)
#: What Wagtail's command for schedules says it does.
_SCHEDULED = "wagtail.publish.scheduled"


class PublishThroughTheDoor(PublishRevisionAction):
    """Publishes a revision and its public record in one transaction, or neither."""

    def execute(self, skip_permission_checks: bool = False) -> None:
        """Raise :class:`cms.publication.errors.Refused` when the door stays shut.

        What the gate refused waits in the list to review. A scheduled revision does
        not raise, or it would hold up all that are scheduled after it; it stays
        scheduled, and goes out once an editor has looked at it.
        """
        try:
            with transaction.atomic():
                states.lock([self.object])  # Wagtail saves the object before the door asks
                super().execute(skip_permission_checks=skip_permission_checks)
        except Refused as refusal:
            self.object.refresh_from_db(fields=self.object.DOOR_FIELDS)
            if isinstance(refusal, GateRefused):
                review.note_refused([(self.object, refusal.findings)])
            if self.log_action != _SCHEDULED:
                raise
            # Not why: the reason quotes what must not get into a log file.
            logger.warning("scheduled publication of %s was refused", self.object.public_key)

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
        """Raise :class:`cms.publication.errors.Refused` when no reason is given.

        Of what the public has not, for another editor has just withdrawn it, the log is
        told nothing.
        """
        states.lock([self.object])
        super().execute(skip_permission_checks=skip_permission_checks)

    def _after_unpublish(self, object: DoorRecord) -> None:  # noqa: A002
        if object.publication in actions.PUBLIC:
            actions.withdraw(object, by=self.user, reason=object.change_reason)
        super()._after_unpublish(object)


def publish_revision(revision: Any, *, user: Any, **options: Any) -> None:
    """Publish ``revision`` as ``user``; options are Wagtail's own."""
    skip = options.pop("skip_permission_checks", False)
    PublishThroughTheDoor(revision, user=user, **options).execute(skip_permission_checks=skip)


def withdraw(item: DoorRecord, *, user: Any = None, **options: Any) -> None:
    """Withdraw ``item`` as ``user``; options are Wagtail's own."""
    WithdrawThroughTheDoor(item, user=user, **options).execute(skip_permission_checks=user is None)
