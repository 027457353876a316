"""微心愿: a small wish, somebody who adopts it, and the day it came true."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel

from cms.civic.models.record import Staged, api, handler
from cms.privacy import masking_styles
from cms.privacy.scan import Known
from cms.publication import civic_vocabulary as words
from cms.publication.choices import choices


class Wish(Staged):
    """A wish; whose it is and who adopted it are told by their masked names."""

    wisher = models.CharField(_("whose wish"), max_length=10, choices=choices(words.WISHERS))
    adopted = models.DateField(_("adopted on"), null=True, blank=True)
    adopter = models.CharField(
        _("who adopted it"), max_length=12, choices=choices(words.ADOPTERS), blank=True
    )
    adopter_unit = models.CharField(
        _("organisation or business"), max_length=100, blank=True, help_text=_("Public.")
    )
    fulfilled = models.DateField(_("fulfilled on"), null=True, blank=True)
    result = models.TextField(_("how it came true"), blank=True)

    # Private: the public record has the masked form.
    wisher_name = models.CharField(_("name of who wishes"), max_length=50, blank=True)
    wisher_phone = models.CharField(_("telephone of who wishes"), max_length=100, blank=True)
    wisher_address = models.CharField(_("address of who wishes"), max_length=300, blank=True)
    adopter_name = models.CharField(_("name of who adopted it"), max_length=50, blank=True)

    purged = models.DateTimeField(null=True, editable=False)

    public_kind = "wish"
    holds_private_data = True
    state_words = words.WISH_STATES
    stages = (("wished", "date"), ("adopted", "adopted"), ("fulfilled", "fulfilled"))
    needs = {"adopted": ("adopter",), "fulfilled": ("result",)}
    private = ("wisher_name", "wisher_phone", "wisher_address", "adopter_name")
    api_fields = api(
        "wisher", "adopted", "adopter", "adopter_unit", "fulfilled", "result", *private
    )
    edit_handler = handler(
        FieldPanel("wisher"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("adopted"), FieldPanel("adopter")]),
                FieldPanel("adopter_unit"),
            ],
            heading=_("Adoption"),
        ),
        MultiFieldPanel([FieldPanel("fulfilled"), FieldPanel("result")], heading=_("Fulfilment")),
        MultiFieldPanel(
            [
                HelpPanel(_("Of names the public reads the first character only.")),
                *map(FieldPanel, private),
            ],
            heading=_("Private"),
        ),
    )

    class Meta(Staged.Meta):
        verbose_name = _("wish")
        verbose_name_plural = _("wishes")

    def public_record(self) -> dict[str, Any]:
        """Return the public record before the gate."""
        return {
            **self.staged(),
            "wisher": self.wisher,
            "wisher_masked": masked(self.wisher_name),
            "adopter": self.adopter or None,
            "adopter_masked": masked(self.adopter_name),
            "adopter_unit": self.adopter_unit,
            "result": self.result,
        }

    def private_terms(self) -> Known:
        """Return what is known of both, for the gate to look for in the texts."""
        return Known(
            names=tuple(filter(None, [self.wisher_name, self.adopter_name])),
            phones=tuple(filter(None, [self.wisher_phone])),
            addresses=tuple(filter(None, [self.wisher_address])),
        )


def masked(name: str) -> str | None:
    """Return the first character of a name and a star; None for no name."""
    bare = name.strip()
    return masking_styles.name(bare[0]) if bare else None
