"""五哨: a street whistles, departments come, and the order's results are figures."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable

from cms.areas.models import Unit
from cms.civic.models.record import CivicRecord, api, handler
from cms.publication import civic_vocabulary as words
from cms.publication.api_fields import taken
from cms.publication.choices import choices


class Whistle(CivicRecord):
    """One order to act together."""

    whistle = models.CharField(_("whistle"), max_length=12, choices=choices(words.WHISTLES))

    public_kind = "whistle"
    api_fields = api("whistle", "called", "results")
    edit_handler = handler(
        FieldPanel("whistle"),
        InlinePanel("called", label=_("Called unit")),
        InlinePanel("results", label=_("Result")),
    )

    class Meta(CivicRecord.Meta):
        verbose_name = _("whistle")
        verbose_name_plural = _("whistles")

    def public_record(self) -> dict[str, Any]:
        """Return the public record before the gate."""
        return {
            **self.shared(),
            "whistle": self.whistle,
            "called": [{"unit": row.unit.name} for row in self.called.all()],
            "results": [{"measure": row.measure, "count": row.count} for row in self.results.all()],
        }


class Called(Orderable):
    """A unit that was called."""

    whistle = ParentalKey(Whistle, on_delete=models.CASCADE, related_name="called")
    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="+"
    )

    api_fields = taken("unit")

    class Meta(Orderable.Meta):
        verbose_name = _("called unit")

    def __str__(self) -> str:
        return str(self.unit)


class Result(Orderable):
    """One figure of what came of it."""

    whistle = ParentalKey(Whistle, on_delete=models.CASCADE, related_name="results")
    measure = models.CharField(_("measure"), max_length=12, choices=choices(words.MEASURES))
    count = models.PositiveIntegerField(_("count"))

    panels = [FieldRowPanel([FieldPanel("measure"), FieldPanel("count")])]
    api_fields = taken("measure", "count")

    class Meta(Orderable.Meta):
        verbose_name = _("result")

    def __str__(self) -> str:
        return f"{self.get_measure_display()} {self.count}"
