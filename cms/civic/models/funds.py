"""Donations and hand-outs of one collection; what is left is their sum and never below zero."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable

from cms.civic.errors import Overdrawn
from cms.civic.models.record import CivicRecord, api, handler
from cms.publication import civic_vocabulary as words
from cms.publication.api_fields import taken
from cms.publication.choices import choices


class Fund(CivicRecord):
    """One collection of money (whole yuan) or of things (pieces)."""

    unit = models.CharField(_("counted in"), max_length=6, choices=choices(words.FUND_UNITS))

    public_kind = "fund"
    api_fields = api("unit", "flows")
    edit_handler = handler(FieldPanel("unit"), InlinePanel("flows", label=_("Entry")))

    class Meta(CivicRecord.Meta):
        verbose_name = _("donations and hand-outs")
        verbose_name_plural = _("donations and hand-outs")

    def public_record(self) -> dict[str, Any]:
        """Return the public record before the gate.

        Raises :class:`Overdrawn` when more was handed out on a day than was there.
        """
        flows = [flow.public_record() for flow in self.flows.all()]
        flows.sort(key=lambda flow: (flow["date"], flow["flow"]))  # what comes in, first
        check_balance(self.number, flows)
        return {**self.shared(), "unit": self.unit, "flows": flows}


def balance(flows: Iterable[dict[str, Any]]) -> int:
    """Return what is left: donated less handed out."""
    return sum(flow["amount"] if flow["flow"] == "in" else -flow["amount"] for flow in flows)


def check_balance(number: str, flows: list[dict[str, Any]]) -> None:
    """Raise :class:`Overdrawn` for the first entry, in order, that takes more than there is."""
    for count, flow in enumerate(flows, 1):
        if (left := balance(flows[:count])) < 0:
            raise Overdrawn(number, flow["date"], -left)


class Flow(Orderable):
    """Something came in, or went out to a number of people."""

    fund = ParentalKey(Fund, on_delete=models.CASCADE, related_name="flows")
    date = models.DateField(_("date"))
    flow = models.CharField(_("donated or handed out"), max_length=3, choices=choices(words.FLOWS))
    amount = models.PositiveIntegerField(_("amount"), validators=[MinValueValidator(1)])
    people = models.PositiveIntegerField(_("people helped"), null=True, blank=True)
    what = models.CharField(
        _("by whom or for what"),
        max_length=200,
        help_text=_("Public: an organisation, a number of households; no names of persons."),
    )

    panels = [
        FieldRowPanel([FieldPanel("date"), FieldPanel("flow")]),
        FieldRowPanel([FieldPanel("amount"), FieldPanel("people")]),
        FieldPanel("what"),
    ]
    api_fields = taken("date", "flow", "amount", "people", "what")

    class Meta(Orderable.Meta):
        verbose_name = _("entry")

    def __str__(self) -> str:
        return f"{self.date} {self.get_flow_display()} {self.amount}"

    def public_record(self) -> dict[str, Any]:
        """Return the entry; people are told of what is handed out only."""
        return {
            "date": self.date.isoformat(),
            "flow": self.flow,
            "amount": self.amount,
            "people": self.people if self.flow == "out" else None,
            "what": self.what,
        }
