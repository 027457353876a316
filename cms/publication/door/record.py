"""What the door asks of a record, and what it keeps with it."""

from __future__ import annotations

from abc import abstractmethod
from collections import Counter
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from cms.privacy.scan import Known
from cms.publication import vocabulary
from cms.publication.choices import choices
from cms.publication.door.overrides import Override, RecordRulings, Waiting
from cms.publication.errors import WasPublished


class DoorQuerySet(models.QuerySet["DoorRecord"]):
    """Rows that were public are not deleted in bulk either, nor others without what is theirs."""

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete all rows, or refuse if one of them was ever public.

        One by one: what editors said of a row and its words in an index go with it.
        """
        if published := self.filter(public_version__gt=0).first():
            raise WasPublished(published)
        deleted: Counter[str] = Counter()
        with transaction.atomic():
            for row in self:
                deleted.update(row.delete()[1])
        return deleted.total(), dict(deleted)

    # As Django's own: Case.objects.delete() is no way to delete everything.
    delete.alters_data = delete.queryset_only = True  # type: ignore[attr-defined]


class DoorRecord(models.Model):
    """A private record that can be made public; kinds are subclasses of ``Publishable``."""

    publication = models.CharField(
        _("publication"),
        max_length=10,
        choices=choices(vocabulary.PUBLICATION_STATES),
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
    #: What editors said, read for many records at once; None: asked for when it is needed.
    read_ahead: RecordRulings | None = None
    objects = DoorQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    @abstractmethod
    def public_key(self) -> str:
        """The key of the public record; never changes once published."""

    @abstractmethod
    def public_record(self) -> dict[str, Any]:
        """Return the public record before the gate: an allow-list, by the schema."""

    def private_terms(self) -> Known:
        """Return what this record knows to be private, for the gate to look for."""
        return Known()

    def rulings(self) -> RecordRulings:
        """Return what editors have said of the gate's findings in this record."""
        return self.read_ahead or RecordRulings(self.public_kind, self.pk)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Delete a record that was never public; refuse for any other."""
        if self.public_version:
            raise WasPublished(self)
        for said in (Override, Waiting):
            said.objects.filter(kind=self.public_kind, item=self.pk).delete()
        return super().delete(*args, **kwargs)
