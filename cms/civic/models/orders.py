"""三单服务: residents order, the community places the order, a social organisation takes it."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel

from cms.civic.models.record import CivicRecord, Staged, api, handler
from cms.privacy.scan import Known
from cms.publication import civic_vocabulary as words
from cms.publication.choices import choices

#: Landlines and service numbers: an organisation's telephone is public, a person's is not.
OFFICE_PHONE = r"^$|^0\d{2,3}-\d{7,8}(-\d{1,5})?$|^\d{7,8}$|^(400|800)-?\d{3}-?\d{4}$|^1?\d{4,5}$"


class Organisation(CivicRecord):
    """A social organisation with its profile; its record of orders is counted, not typed."""

    field = models.CharField(
        _("field of work"), max_length=12, choices=choices(words.ORGANISATION_FIELDS)
    )
    phone = models.CharField(
        _("office telephone"),
        max_length=30,
        blank=True,
        validators=[RegexValidator(OFFICE_PHONE, _("Give a landline or a service number."))],
    )

    public_kind = "organisation"
    api_fields = api("field", "phone")
    edit_handler = handler(FieldRowPanel([FieldPanel("field"), FieldPanel("phone")]))

    class Meta(CivicRecord.Meta):
        verbose_name = _("social organisation")
        verbose_name_plural = _("social organisations")

    def __str__(self) -> str:
        return self.title

    def public_record(self) -> dict[str, Any]:
        """Return the public record before the gate."""
        return {**self.shared(), "field": self.field, "phone": self.phone}


class Order(Staged):
    """One order, from the resident's wish to the rating; the resident stays private."""

    placed = models.DateField(_("placed on"), null=True, blank=True)
    placing = models.TextField(_("what the community ordered"), blank=True)
    taken = models.DateField(_("taken on"), null=True, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("social organisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="orders",
    )
    delivered = models.DateField(_("delivered on"), null=True, blank=True)
    result = models.TextField(_("what was done"), blank=True)
    rated = models.DateField(_("rated on"), null=True, blank=True)
    rating = models.PositiveSmallIntegerField(
        _("stars"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
        help_text=_("1 to 5, as the resident said."),
    )

    # Private: never part of a public record.
    resident_name = models.CharField(_("resident's name"), max_length=100, blank=True)
    resident_phone = models.CharField(_("resident's telephone"), max_length=100, blank=True)
    resident_address = models.CharField(_("resident's address"), max_length=300, blank=True)

    purged = models.DateTimeField(null=True, editable=False)

    public_kind = "order"
    holds_private_data = True
    state_words = words.ORDER_STATES
    list_related = ("area", "organisation")
    stages = (
        ("ordered", "date"),
        ("placed", "placed"),
        ("taken", "taken"),
        ("delivered", "delivered"),
        ("rated", "rated"),
    )
    needs = {
        "placed": ("placing",),
        "taken": ("organisation",),
        "delivered": ("result",),
        "rated": ("rating",),
    }
    private = ("resident_name", "resident_phone", "resident_address")
    api_fields = api(
        *("placed", "placing", "taken", "organisation", "delivered", "result", "rated", "rating"),
        *private,
    )
    edit_handler = handler(
        MultiFieldPanel([FieldPanel("placed"), FieldPanel("placing")], heading=_("Placing")),
        MultiFieldPanel([FieldPanel("taken"), FieldPanel("organisation")], heading=_("Taking")),
        MultiFieldPanel([FieldPanel("delivered"), FieldPanel("result")], heading=_("Delivery")),
        FieldRowPanel([FieldPanel("rated"), FieldPanel("rating")]),
        MultiFieldPanel(
            [HelpPanel(_("Nothing here is ever published.")), *map(FieldPanel, private)],
            heading=_("Private"),
        ),
    )

    class Meta(Staged.Meta):
        verbose_name = _("order of a service")
        verbose_name_plural = _("orders of services")

    def public_record(self) -> dict[str, Any]:
        """Return the public record before the gate."""
        return {
            **self.staged(),
            "placing": self.placing,
            "organisation": self.organisation.number if self.organisation else None,
            "result": self.result,
            "rating": self.rating,
        }

    def private_terms(self) -> Known:
        """Return what is known of the resident, for the gate to look for in the texts."""
        return Known(
            names=tuple(filter(None, [self.resident_name])),
            phones=tuple(filter(None, [self.resident_phone])),
            addresses=tuple(filter(None, [self.resident_address])),
        )
