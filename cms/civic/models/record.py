"""A dated public record of an area, with a number, a title and a text: what all kinds share."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.timezone import localdate
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList, PublishingPanel

from cms.areas.models import Area
from cms.civic.errors import Overdrawn
from cms.civic.models.series import Series
from cms.civic.preview import preview_context
from cms.clock import day
from cms.publication.admin.review_panel import FindingsPanel
from cms.publication.api_fields import DOOR, taken, told
from cms.publication.door import review
from cms.publication.models import Publishable
from cms.rights.forms import AreaRowsForm

_BASE = ("title", "area", "date", "text")


def handler(*panels: Any) -> ObjectList:
    """Return the form of a kind: findings, what all share, then ``panels``."""
    shared = [
        FindingsPanel(),
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("area"), FieldPanel("date")]),
        FieldPanel("text"),
    ]
    last = [FieldPanel("change_reason"), PublishingPanel()]
    return ObjectList([*shared, *panels, *last], base_form_class=AreaRowsForm)


def api(*names: str) -> list[Any]:
    """Return the fields of a kind that the editors' API tells and takes."""
    return [*DOOR, *told("number"), *taken(*_BASE, *names)]


class CivicRecord(Publishable, ClusterableModel):
    """Base of the kinds. ``date`` is the day that lists are sorted by."""

    number = models.CharField(_("number"), max_length=12, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=100)
    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="+"
    )
    date = models.DateField(_("date"), default=localdate, db_index=True)
    text = models.TextField(_("text"), blank=True)

    #: Fetched with each row of the admin's list.
    list_related: ClassVar[tuple[str, ...]] = ("area",)
    # References of many records to a handful of areas help nobody.
    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True
        ordering = ["-date", "-id"]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a new record is given its number, which it keeps for ever."""
        if not self.number:
            self.number = Series.take(self.public_kind, self.date.year)
        super().save(*args, **kwargs)

    @property
    def public_key(self) -> str:
        """The number."""
        return self.number

    def shared(self) -> dict[str, Any]:
        """Return what every kind's public record holds; the area down to the community."""
        return {
            "number": self.number,
            "title": self.title,
            "area": self.area.public_code,
            "date": self.date.isoformat(),
            "text": self.text,
        }

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        """Show the public record, gate included, in a frame of the admin's own."""
        return "civic/preview.html"

    def get_preview_context(self, request: Any, mode_name: str) -> dict[str, Any]:
        """Return what the public would read."""
        if not self.area_id:
            return {"record": None}
        try:
            return preview_context(review.look(self), self.area)
        except Overdrawn as refusal:
            return {"record": {"title": self.title}, "area": self.area, "doubtful": [str(refusal)]}


class Staged(CivicRecord):
    """A record that goes through stages, each with its day; the state is the last one reached.

    A stage is told by its date alone, so state and dates cannot contradict each other.
    """

    #: State and the field of its day, in order; the first is always reached.
    stages: ClassVar[tuple[tuple[str, str], ...]]
    state_words: ClassVar[dict[str, str]]
    #: What has to be filled in when a state is reached.
    needs: ClassVar[dict[str, tuple[str, ...]]] = {}

    state = models.CharField(_("state"), max_length=12, editable=False, db_index=True)

    class Meta(CivicRecord.Meta):
        abstract = True

    def reached(self) -> str:
        """Return the last stage that has a day."""
        return [state for state, field in self.stages if getattr(self, field)][-1]

    @property
    def state_label(self) -> str:
        """What the state is called."""
        return translate(self.state_words[self.state])

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the state that the days tell."""
        self.state = self.reached()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Check that stages follow each other and have what they need."""
        super().clean()
        errors: dict[str, str] = {}
        before: tuple[str, date] | None = None
        gap = ""
        for state, field in self.stages:
            on = getattr(self, field)
            if not on:
                gap = gap or field
                continue
            if gap:
                errors[gap] = translate("A later step has a day already; give this one too.")
            if before and on < before[1]:
                errors[field] = translate("This is before the step that comes first.")
            before = field, on
            for name in self.needs.get(state, ()):
                if getattr(self, name) in (None, ""):
                    errors[name] = translate("Needed for the step “%s”.") % self.label_of(field)
        if errors:
            raise ValidationError(errors)

    def label_of(self, field: str) -> str:
        """Return what editors call ``field``."""
        return str(self._meta.get_field(field).verbose_name)

    def staged(self) -> dict[str, Any]:
        """Return state and days for the public record."""
        days = {field: day(getattr(self, field)) for _state, field in self.stages[1:]}
        return {**self.shared(), "state": self.reached(), **days}
