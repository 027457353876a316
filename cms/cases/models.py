"""Stations 1 to 3: a case from the ledger row to the reviewed draft."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from cms.areas.models import Area, Category, Unit
from cms.cases.panels import CASE_API, PROGRESS_API, case_edit_handler
from cms.cases.preview import preview_context
from cms.cases.public import case_record
from cms.clock import CHINA
from cms.finding.indexing import note
from cms.pictures.models import PictureUse
from cms.privacy.scan import Known
from cms.publication import vocabulary
from cms.publication.choices import choices
from cms.publication.door import review
from cms.publication.models import Publishable
from cms.publication.series import MonthSeries, range_of


class Import(models.Model):
    """One run of a ledger import, for the record of where a case came from."""

    file_name = models.CharField(_("file name"), max_length=255)
    file_sha256 = models.CharField(max_length=64)
    sheet = models.CharField(_("sheet"), max_length=100, blank=True)
    profile = models.CharField(_("profile"), max_length=100)
    by = models.CharField(_("by"), max_length=150, blank=True)
    started = models.DateTimeField(_("started"), default=timezone.now)
    finished = models.DateTimeField(_("finished"), null=True)
    report = models.JSONField(_("report"), default=dict)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-started"]

    def __str__(self) -> str:
        return f"{self.file_name} {self.started:%Y-%m-%d %H:%M}"


class Case(Publishable, ClusterableModel):
    """One problem on the wall (问题墙) and what became of it (回音壁)."""

    number = models.CharField(_("number"), max_length=13, unique=True, editable=False)
    ledger_number = models.CharField(_("ledger number"), max_length=100, blank=True, db_index=True)
    title = models.CharField(_("title"), max_length=200)
    source = models.CharField(_("source"), max_length=100, blank=True)
    channel = models.CharField(
        _("channel"), max_length=20, choices=choices(vocabulary.CHANNELS), default="other"
    )
    content = models.TextField(_("content"), blank=True)
    measures = models.TextField(_("measures"), blank=True)
    satisfaction = models.CharField(
        _("satisfaction"), max_length=20, choices=choices(vocabulary.SATISFACTION), blank=True
    )
    state = models.CharField(
        _("state of the case"),
        max_length=20,
        choices=choices(vocabulary.CASE_STATES),
        default="registered",
    )
    refusal = models.TextField(
        _("reason of refusal"),
        blank=True,
        help_text=_("Public: why the case was not accepted and where to go instead."),
    )
    case_class = models.CharField(
        _("class"), max_length=10, choices=choices(vocabulary.CASE_CLASSES), blank=True
    )
    category = models.ForeignKey(
        Category, verbose_name=_("category"), null=True, blank=True, on_delete=models.PROTECT
    )
    area = models.ForeignKey(Area, verbose_name=_("area"), on_delete=models.PROTECT)
    unit = models.ForeignKey(
        Unit, verbose_name=_("responsible unit"), null=True, blank=True, on_delete=models.PROTECT
    )
    received = models.DateTimeField(_("received"), default=timezone.now)
    due = models.DateField(_("due"), null=True, blank=True)
    closed = models.DateTimeField(_("closed"), null=True, blank=True)

    # Private: never part of a public record.
    reporter_name = models.CharField(_("reporter's name"), max_length=100, blank=True)
    reporter_phone = models.CharField(_("reporter's telephone"), max_length=100, blank=True)
    reporter_address = models.CharField(_("reporter's address"), max_length=300, blank=True)
    responsible = models.CharField(_("responsible person"), max_length=100, blank=True)
    remarks = models.TextField(_("internal remarks"), blank=True)

    # Where it came from.
    source_key = models.CharField(max_length=140, null=True, unique=True, editable=False)
    source_digests = models.JSONField(default=dict, editable=False)
    source_row = models.PositiveIntegerField(null=True, editable=False)
    import_run = models.ForeignKey(
        Import, null=True, editable=False, on_delete=models.PROTECT, related_name="cases"
    )

    public_kind = "case"
    holds_private_data = True
    #: Fetched with each row of the admin's list.
    list_related = ("area", "category", "unit", "latest_revision", "live_revision")
    # References of 135,298 cases to a handful of areas help nobody and double an import.
    wagtail_reference_index_ignore = True
    edit_handler = case_edit_handler()
    api_fields = CASE_API

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["-received", "-id"]
        indexes = [
            models.Index(fields=["-received", "-id"], name="case_received"),
            models.Index(fields=["state", "-received"], name="case_state"),
            models.Index(fields=["state", "due"], name="case_due"),
            models.Index(fields=["area", "-received"], name="case_area"),
            models.Index(fields=["category", "-received"], name="case_category"),
            models.Index(fields=["channel", "-received"], name="case_channel"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a new case is given its number, which it keeps for ever."""
        if not self.number:
            self.number = NumberSeries.take(month_of(self.received), 1)[0]
        with transaction.atomic():
            super().save(*args, **kwargs)
            note(Case, [self.pk])

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete; the editors' search forgets it too."""
        with transaction.atomic():
            note(Case, [self.pk])
            return super().delete(*args, **kwargs)

    @property
    def public_key(self) -> str:
        """The case number."""
        return self.number

    def public_record(self) -> dict[str, Any]:
        """Return the public record before the gate."""
        return case_record(self)

    def private_terms(self) -> Known:
        """Return what is known of the reporter, for the gate to look for in the texts."""
        return Known(
            names=tuple(filter(None, [self.reporter_name])),
            phones=tuple(filter(None, [self.reporter_phone])),
            addresses=tuple(filter(None, [self.reporter_address])),
        )

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        """The public page is shown in a frame of the admin's own."""
        return "cases/preview.html"

    def get_preview_context(self, request: Any, mode_name: str) -> dict[str, Any]:
        """Show what the public would see, gate included."""
        return preview_context(review.look(self), self.area) if self.area_id else {"record": None}


class Purged(models.Model):
    """A case whose private data went by rule; imports do not bring it back."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="purged")
    time = models.DateTimeField(_("time"), default=timezone.now)

    def __str__(self) -> str:
        return f"{self.case_id} {self.time:%Y-%m-%d}"


class Progress(Orderable):
    """One entry of the case's progress (进展情况)."""

    case = ParentalKey(Case, on_delete=models.CASCADE, related_name="progress")
    date = models.DateField(_("date"), null=True, blank=True)
    text = models.TextField(_("text"))
    unit = models.CharField(_("unit"), max_length=100, blank=True)

    api_fields = PROGRESS_API

    class Meta(Orderable.Meta):
        verbose_name = _("progress entry")
        verbose_name_plural = _("progress entries")

    def __str__(self) -> str:
        return f"{self.date or ''} {self.text[:40]}"


class CasePicture(PictureUse):
    """A photo of a case, most often before (整改前) and after (整改后) it was settled."""

    case = ParentalKey(Case, on_delete=models.CASCADE, related_name="pictures")

    class Meta(PictureUse.Meta):
        pass


class NumberSeries(MonthSeries):
    """The last case number given in each month."""

    most = range_of(vocabulary.DIGIT_OF_ACTIVITIES)[0] - 2


def month_of(received: datetime) -> str:
    """Return the month (YYYYMM) in China in which a case came in."""
    there = received.astimezone(CHINA)
    return f"{there.year}{there.month:02d}"
