"""Pictures on the private side, and how records use them.

A picture here is an original for staff. What the public may see of it is made by
``cms.pictures.renditions`` and goes out with a record that names it, and no other way.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.models import Orderable

from cms.publication.choices import choices
from cms.publication.vocabulary import PICTURE_ROLES
from media.public import Box


def check_boxes(value: Any) -> None:
    """Raise ``ValidationError`` unless ``value`` is a list of [x, y, width, height]."""
    try:
        for x, y, width, height in value:
            Box(float(x), float(y), float(width), float(height))
    except (TypeError, ValueError) as error:
        raise ValidationError(
            _("Boxes are given as fractions of the picture between 0 and 1.")
        ) from error


class Picture(AbstractImage):
    """A picture as it arrived (see ``media.arrival``), with what is to be made unreadable.

    ``boxes`` is a list of [x, y, width, height], fractions of the picture. ``looked`` says
    that somebody has looked at what the public will see. ``public`` names the files that
    were made last, of what ``public_of`` is the digest.
    """

    area = models.ForeignKey(
        "areas.Area",
        verbose_name=_("area"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    boxes = models.JSONField(_("unreadable parts"), default=list, blank=True)
    looked = models.BooleanField(
        _("I have looked at it: no face or plate can be seen, or who is seen has agreed"),
        default=False,
    )
    note = models.TextField(
        _("internal note"), blank=True, help_text=_("Never public: who agreed, where it is from.")
    )
    public = models.JSONField(default=dict, editable=False)
    public_of = models.CharField(max_length=64, blank=True, editable=False)
    public_sha256 = models.CharField(max_length=64, blank=True, editable=False, db_index=True)

    admin_form_fields = ("title", "file", "collection", "boxes", "looked", "note")

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def clean(self) -> None:
        """Check the boxes."""
        super().clean()
        check_boxes(self.boxes)

    @property
    def unreadable(self) -> list[Box]:
        """The parts that the public does not see."""
        return [Box(*map(float, box)) for box in self.boxes]


class Rendition(AbstractRendition):
    """A smaller copy for the admin's own pages; like the original, it is for staff."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta(AbstractRendition.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="rendition_once"
            )
        ]


class PictureUse(Orderable):
    """A picture in a record; a record's model adds the ``ParentalKey``.

    Its texts pass the gate with the record. What is not ``shown`` stays private.
    """

    picture = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("picture"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    role = models.CharField(
        _("what it shows"),
        max_length=10,
        choices=choices(PICTURE_ROLES),
        default="scene",
    )
    alt = models.CharField(
        _("description"),
        max_length=200,
        help_text=_("Public: what is to be seen, in one sentence, for those who do not see it."),
    )
    caption = models.CharField(_("caption"), max_length=200, blank=True)
    shown = models.BooleanField(_("show it to the public"), default=True)
    consent = models.TextField(
        _("consent"), blank=True, help_text=_("Never public: who on the picture agreed, and how.")
    )

    panels = [
        FieldPanel("picture"),
        FieldRowPanel([FieldPanel("role"), FieldPanel("shown")]),
        FieldPanel("alt"),
        FieldPanel("caption"),
        FieldPanel("consent"),
    ]

    class Meta(Orderable.Meta):
        abstract = True
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def __str__(self) -> str:
        return f"{self.role} {self.alt[:40]}"
