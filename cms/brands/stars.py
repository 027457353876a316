"""Star-rated communities (星级社区): each rating with its criteria; older ones stay as history."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, PublishingPanel
from wagtail.models import Orderable

from cms.areas.models import Area
from cms.publication.admin.review_panel import FindingsPanel
from cms.publication.api_fields import DOOR, taken
from cms.publication.models import Publishable
from cms.rights.forms import AreaForm

MOST = 5


class StarRating(Publishable, ClusterableModel):
    """How many stars a community has for a year, and for what."""

    area = models.ForeignKey(Area, verbose_name=_("community"), on_delete=models.PROTECT)
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(1990), MaxValueValidator(2100)]
    )
    stars = models.PositiveSmallIntegerField(
        _("stars"), validators=[MinValueValidator(1), MaxValueValidator(MOST)]
    )
    rated = models.DateField(_("rated on"))
    by = models.CharField(_("rated by"), max_length=100)
    remark = models.CharField(_("why so many"), max_length=300, blank=True)

    public_kind = "star"
    base_form_class = AreaForm
    list_related = ("area", "latest_revision", "live_revision")
    panels = [
        FindingsPanel(),
        FieldPanel("area"),
        FieldRowPanel([FieldPanel("year"), FieldPanel("stars")]),
        FieldRowPanel([FieldPanel("rated"), FieldPanel("by")]),
        InlinePanel("criteria", label=_("Criterion"), heading=_("Criteria"), min_num=1),
        FieldPanel("remark"),
        FieldPanel("change_reason"),
        PublishingPanel(),
    ]
    api_fields = [*DOOR, *taken("area", "year", "stars", "rated", "by", "remark")]

    class Meta:
        verbose_name = _("star rating")
        verbose_name_plural = _("star ratings")
        ordering = ["-year", "area__code"]
        constraints = [models.UniqueConstraint(fields=["area", "year"], name="star_once_a_year")]

    def __str__(self) -> str:
        return f"{self.area} {self.year} {'★' * self.stars}"

    def clean(self) -> None:
        """Refuse anything but a community, and a move of what was published."""
        super().clean()
        if self.area_id and self.area.level != "community":
            raise ValidationError({"area": _("Only communities are rated.")})
        before = type(self).objects.filter(pk=self.pk, public_version__gt=0).first()
        if before and before.public_key != self.public_key:
            raise ValidationError(_("Community and year cannot change once this was published."))

    @property
    def public_key(self) -> str:
        """Community and year."""
        return f"{self.area.code}-{self.year}"

    def public_record(self) -> dict[str, Any]:
        """Return the rating with its criteria, in the order of the form."""
        return {
            "area": self.area.code,
            "year": self.year,
            "stars": self.stars,
            "rated": self.rated.isoformat(),
            "by": self.by,
            "remark": self.remark,
            "criteria": [
                {"name": one.name, "points": one.points, "most": one.most}
                for one in self.criteria.all()
            ],
        }

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        """Show the rating in a frame of the admin's own."""
        return "brands/star_preview.html"


class Criterion(Orderable):
    """What was looked at, and how many points it got."""

    rating = ParentalKey(StarRating, on_delete=models.CASCADE, related_name="criteria")
    name = models.CharField(_("criterion"), max_length=100)
    points = models.PositiveSmallIntegerField(_("points"))
    most = models.PositiveSmallIntegerField(_("of"), default=20)

    class Meta(Orderable.Meta):
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(points__lte=models.F("most")),
                name="criterion_points",
                violation_error_message=_("More points than there are."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.points}/{self.most}"
