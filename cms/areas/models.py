"""Where things happen and who answers for them: areas, units, contacts, categories."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable

from cms.publication import vocabulary
from cms.publication.api_fields import DOOR, told
from cms.publication.choices import choices
from cms.publication.models import Publishable

#: Digits of an official area code at each level.
CODE_LENGTH = {"district": 6, "street": 9, "community": 12, "grid": 15}
LEVELS = choices(vocabulary.AREA_LEVELS)


class Area(Publishable, ClusterableModel):
    """A district, street, community or grid; its code begins with its parent's."""

    code = models.CharField(
        _("code"),
        max_length=15,
        unique=True,
        validators=[RegexValidator(r"^\d{6}(\d{3}){0,3}$")],
        help_text=_("Official code: 6 digits district, 9 street, 12 community, 15 grid."),
    )
    name = models.CharField(_("name"), max_length=50)
    level = models.CharField(_("level"), max_length=10, choices=LEVELS)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("parent"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    order = models.PositiveIntegerField(_("order"), default=0)
    households = models.PositiveIntegerField(_("households"), null=True, blank=True)
    people = models.PositiveIntegerField(_("people"), null=True, blank=True)

    public_kind = "area"
    api_fields = [
        *DOOR,
        *told("code", "name", "level", "parent", "order", "households", "people", "contacts"),
    ]
    for_roles = False
    panels = [
        MultiFieldPanel(
            [
                FieldPanel("code", required_on_save=True),
                FieldPanel("name", required_on_save=True),
                FieldPanel("level"),
                FieldPanel("parent"),
            ],
            heading=_("Area"),
        ),
        MultiFieldPanel(
            [FieldPanel("households"), FieldPanel("people"), FieldPanel("order")],
            heading=_("Figures"),
        ),
        InlinePanel("contacts", label=_("Office contact")),
        FieldPanel("change_reason"),
    ]

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Check that code, level and parent tell the same story."""
        super().clean()
        if not re.fullmatch(r"\d+", self.code or ""):
            return
        if len(self.code) != CODE_LENGTH.get(self.level, len(self.code)):
            raise ValidationError({"code": _("The code has the wrong length for this level.")})
        if self.parent and not self.code.startswith(self.parent.code):
            raise ValidationError({"code": _("The code must begin with the code of the parent.")})

    @property
    def public_code(self) -> str:
        """Where a record is, as the public is told it: the community, never the grid."""
        return self.code[: CODE_LENGTH["community"]]

    @property
    def public_key(self) -> str:
        """The official code."""
        return self.code

    def public_record(self) -> dict[str, Any]:
        """Return the area record; contacts are office contacts, public on purpose."""
        return {
            "code": self.code,
            "name": self.name,
            "level": self.level,
            "parent": self.parent.code if self.parent else None,
            "order": self.order,
            "households": self.households,
            "people": self.people,
            "contacts": [
                {"name": c.name, "role": c.role, "phone": c.phone, "duty": c.duty}
                for c in self.contacts.all()
            ]
            + self._unit_contacts(),
        }

    def _unit_contacts(self) -> list[dict[str, str]]:
        """Return the units of this area that can be called, after the people."""
        units = Unit.objects.filter(area_id=self.pk).exclude(phone="") if self.pk else ()
        return [{"name": "", "role": one.name, "phone": one.phone, "duty": ""} for one in units]


class Contact(Orderable):
    """A person's office contact in an area, published so that residents can call."""

    area = ParentalKey(Area, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(_("name"), max_length=30)
    role = models.CharField(_("role"), max_length=50)
    phone = models.CharField(_("office telephone"), max_length=30, blank=True)
    duty = models.CharField(_("answers for"), max_length=200, blank=True)

    api_fields = told("name", "role", "phone", "duty")

    class Meta(Orderable.Meta):
        verbose_name = _("office contact")
        verbose_name_plural = _("office contacts")

    def __str__(self) -> str:
        return f"{self.role} {self.name}"


class Unit(models.Model):
    """A unit that can be made responsible for a case (承办单位)."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    level = models.CharField(_("level"), max_length=10, choices=LEVELS, default="community")
    area = models.ForeignKey(
        Area, verbose_name=_("area"), null=True, blank=True, on_delete=models.SET_NULL
    )
    phone = models.CharField(_("office telephone"), max_length=30, blank=True)

    panels = [FieldPanel("name"), FieldPanel("level"), FieldPanel("area"), FieldPanel("phone")]
    api_fields = told("name", "level", "area", "phone")

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Category(Publishable):
    """One node of the category tree."""

    code = models.CharField(
        _("code"),
        max_length=100,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9-]+(\.[a-z0-9-]+)*$")],
        help_text=_("Small letters and digits; a dot begins the next level."),
    )
    name = models.CharField(_("name"), max_length=50)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("parent"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    order = models.PositiveIntegerField(_("order"), default=0)

    public_kind = "category"
    api_fields = [*DOOR, *told("code", "name", "parent", "order")]
    for_roles = False
    panels = [
        FieldPanel("code", required_on_save=True),
        FieldPanel("name", required_on_save=True),
        FieldPanel("parent"),
        FieldPanel("order"),
        FieldPanel("change_reason"),
    ]

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name

    @property
    def public_key(self) -> str:
        """The category's code."""
        return self.code

    def public_record(self) -> dict[str, Any]:
        """Return the category record."""
        return {
            "code": self.code,
            "name": self.name,
            "parent": self.parent.code if self.parent else None,
            "order": self.order,
        }
