"""Station 4, the door: what can be published, and the log it is written to."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)

from cms.privacy.scan import Known
from cms.publication import vocabulary
from cms.publication.errors import NotThroughTheDoor
from cms.publication.forms import PublishableForm
from cms.publication.reviewing import Override, RecordRulings, Waiting
from cms.publication.sights import Sight

__all__ = ["LogEntry", "LogHead", "Override", "Publishable", "Sight", "Waiting"]


class LogQuerySet(models.QuerySet["LogEntry"]):
    """Reads the log; the door writes it, and nobody changes it."""

    def bulk_create(self, objs: Any, *args: Any, **options: Any) -> Any:
        """Refuse."""
        raise NotThroughTheDoor("LogEntry")

    def update(self, **values: Any) -> int:
        """Refuse."""
        raise NotThroughTheDoor("LogEntry")

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse."""
        raise NotThroughTheDoor("LogEntry")


class LogEntry(models.Model):
    """One line of the publication log. Appended by ``actions``, never changed."""

    seq = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=100)
    version = models.PositiveIntegerField()
    action = models.CharField(max_length=10)
    time = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64)
    body = models.BinaryField(null=True)
    revision_id = models.BigIntegerField(null=True)
    by = models.CharField(max_length=150, blank=True)

    objects = LogQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication log entry")
        verbose_name_plural = _("publication log entries")
        ordering = ["seq"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "key", "version"], name="log_version")
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.kind} {self.key} v{self.version} {self.action}"

    def save(self, *args: Any, **options: Any) -> None:
        """Refuse: ``actions.append`` inserts, after the gate."""
        raise NotThroughTheDoor(self.key)

    def delete(self, *args: Any, **options: Any) -> Any:
        """Refuse."""
        raise NotThroughTheDoor(self.key)


class LogHead(models.Model):
    """The one row whose lock orders the log; holds the last ``seq`` given."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)


class PublishableQuerySet(models.QuerySet["Publishable"]):
    """Rows that were public are not deleted in bulk either."""

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete all rows, or refuse if one of them was ever public."""
        from cms.publication.errors import WasPublished

        if published := self.filter(public_version__gt=0).first():
            raise WasPublished(published)
        return super().delete()


class Publishable(
    WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, models.Model
):
    """A record with drafts and revisions whose only way out is the door.

    ``live`` is Wagtail's word for "the newest approved revision is published";
    ``publication`` is ours for what the public was told.
    """

    publication = models.CharField(
        _("publication"),
        max_length=10,
        choices=[(code, _(label)) for code, label in vocabulary.PUBLICATION_STATES.items()],
        default="draft",
        editable=False,
        db_index=True,
    )
    public_version = models.PositiveIntegerField(default=0, editable=False)
    public_digest = models.CharField(max_length=64, blank=True, editable=False)
    change_reason = models.CharField(
        _("reason of the change"),
        max_length=500,
        blank=True,
        help_text=_("Public. Needed when a published record is corrected or withdrawn."),
    )

    #: Of the door, not of the content: a revision never brings old values back.
    DOOR_FIELDS = ("publication", "public_version", "public_digest")
    public_kind: str
    #: Whether writers and reviewers work on records of this kind; others are an administrator's.
    for_roles = True
    #: Whether the record has fields of its own that are never public.
    holds_private_data = False
    objects = PublishableQuerySet.as_manager()
    base_form_class = PublishableForm

    class Meta:
        abstract = True

    @property
    @abstractmethod
    def public_key(self) -> str:
        """The key of the public record; never changes once published."""

    @abstractmethod
    def public_record(self) -> dict[str, Any]:
        """Return the public record before the gate: an allow-list, by the schema."""

    def seen_as(self) -> tuple[str, str]:
        """What is kept of a look at this record's private data: its kind and key."""
        return self.public_kind, self.public_key

    def private_terms(self) -> Known:
        """Return what this record knows to be private, for the gate to look for."""
        return Known()

    def rulings(self) -> RecordRulings:
        """Return what editors have said of the gate's findings in this record."""
        return RecordRulings(self.public_kind, self.pk)

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """Restore a revision, but not the state of publication it was saved in."""
        restored = super().with_content_json(content)
        for field in self.DOOR_FIELDS:
            setattr(restored, field, getattr(self, field))
        return restored

    def publish(self, revision: Any, user: Any = None, **options: Any) -> None:
        """Publish ``revision`` through the door; Wagtail calls this on every path."""
        from cms.publication.wagtail_actions import publish_revision

        publish_revision(revision, user=user, **options)

    def unpublish(self, **options: Any) -> None:
        """Withdraw through the door; Wagtail calls this on every path."""
        from cms.publication.wagtail_actions import unpublish

        unpublish(self, **options)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Delete a record that was never public; refuse for any other."""
        from cms.publication.errors import WasPublished

        if self.public_version:
            raise WasPublished(self)
        for said in (Override, Waiting):
            said.objects.filter(kind=self.public_kind, item=self.pk).delete()
        return super().delete(*args, **kwargs)
