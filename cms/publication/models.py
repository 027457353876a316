"""Station 4, the door: what can be published, and the log it is written to."""

from __future__ import annotations

from typing import Any

from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)

from cms.publication.door.overrides import Override, Waiting
from cms.publication.door.record import DoorRecord
from cms.publication.door.wagtail_actions import publish_revision, withdraw
from cms.publication.forms import PublishableForm
from cms.publication.log_table.log_entries import LogEntry, LogHead
from cms.publication.sights import Sight

__all__ = ["LogEntry", "LogHead", "Override", "Publishable", "Sight", "Waiting"]


class Publishable(
    WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, DoorRecord
):
    """A record with drafts and revisions whose only way out is the door.

    ``live`` is Wagtail's word for "the newest approved revision is published";
    ``publication`` is ours for what the public was told.
    """

    #: Whether writers and reviewers work on records of this kind; others are an administrator's.
    for_roles = True
    #: Whether the record has fields of its own that are never public.
    holds_private_data = False
    base_form_class = PublishableForm

    class Meta:
        abstract = True

    def seen_as(self) -> tuple[str, str]:
        """What is kept of a look at this record's private data: its kind and key."""
        return self.public_kind, self.public_key

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """Restore a revision, but not the state of publication it was saved in."""
        restored = super().with_content_json(content)
        for field in self.DOOR_FIELDS:
            setattr(restored, field, getattr(self, field))
        return restored

    def publish(self, revision: Any, user: Any = None, **options: Any) -> None:
        """Publish ``revision`` through the door; Wagtail calls this on every path."""
        publish_revision(revision, user=user, **options)

    def unpublish(self, **options: Any) -> None:
        """Withdraw through the door; Wagtail calls this on every path."""
        withdraw(self, **options)
