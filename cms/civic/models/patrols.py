"""三巡一查零报告: three patrols and one check a day, reported even when nothing was found."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable

from cms.civic.models.record import CivicRecord, api, handler
from cms.publication import civic_vocabulary as words
from cms.publication.api_fields import taken
from cms.publication.choices import choices


class Patrol(CivicRecord):
    """The report of one community for one day."""

    public_kind = "patrol"
    api_fields = api("rounds")
    edit_handler = handler(InlinePanel("rounds", label=_("Patrol or check")))

    class Meta(CivicRecord.Meta):
        verbose_name = _("patrol report")
        verbose_name_plural = _("patrol reports")
        constraints = [models.UniqueConstraint(fields=["area", "date"], name="patrol_a_day")]

    def public_record(self) -> dict[str, Any]:
        """Return the public record before the gate; no finding at all is a report too."""
        return {
            **self.shared(),
            "rounds": [
                {"round": row.round, "found": row.found, "done": row.done, "note": row.note}
                for row in self.rounds.all()
            ],
        }


class Round(Orderable):
    """One patrol, or the check: what was found, and what of it was put right at once."""

    patrol = ParentalKey(Patrol, on_delete=models.CASCADE, related_name="rounds")
    round = models.CharField(_("patrol or check"), max_length=8, choices=choices(words.ROUNDS))
    found = models.PositiveSmallIntegerField(_("found"), default=0)
    done = models.PositiveSmallIntegerField(_("put right at once"), default=0)
    note = models.CharField(_("what was found"), max_length=200, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("round"), FieldPanel("found"), FieldPanel("done")]),
        FieldPanel("note"),
    ]
    api_fields = taken("round", "found", "done", "note")

    class Meta(Orderable.Meta):
        verbose_name = _("patrol or check")

    def __str__(self) -> str:
        return f"{self.get_round_display()} {self.found}"
