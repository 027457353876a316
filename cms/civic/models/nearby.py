"""一刻钟便民服务: what a resident finds within a quarter of an hour's walk."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from cms.civic.models.orders import OFFICE_PHONE
from cms.civic.models.record import CivicRecord, api, handler
from cms.publication import civic_vocabulary as words
from cms.publication.choices import choices


class Nearby(CivicRecord):
    """A shop, a canteen, a counter: where, when, and how many minutes on foot."""

    kind = models.CharField(_("kind of service"), max_length=10, choices=choices(words.NEARBY))
    place = models.CharField(_("place"), max_length=100)
    hours = models.CharField(_("opening hours"), max_length=50, blank=True)
    minutes = models.PositiveSmallIntegerField(
        _("minutes on foot"), validators=[MinValueValidator(1), MaxValueValidator(15)]
    )
    phone = models.CharField(
        _("office telephone"),
        max_length=30,
        blank=True,
        validators=[RegexValidator(OFFICE_PHONE, _("Give a landline or a service number."))],
    )

    public_kind = "nearby"
    api_fields = api("kind", "place", "hours", "minutes", "phone")
    edit_handler = handler(
        FieldRowPanel([FieldPanel("kind"), FieldPanel("minutes")]),
        FieldPanel("place"),
        FieldRowPanel([FieldPanel("hours"), FieldPanel("phone")]),
    )

    class Meta(CivicRecord.Meta):
        verbose_name = _("service nearby")
        verbose_name_plural = _("services nearby")

    def __str__(self) -> str:
        return self.title

    def public_record(self) -> dict[str, Any]:
        """Return the public record before the gate."""
        return {
            **self.shared(),
            "kind": self.kind,
            "place": self.place,
            "hours": self.hours,
            "minutes": self.minutes,
            "phone": self.phone,
        }
