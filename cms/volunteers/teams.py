"""Volunteer teams, the stations they serve from, and what they plan for a month."""

from __future__ import annotations

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.areas.models import Area
from cms.publication import vocabulary
from cms.publication.choices import choices
from cms.publication.pages import PublicPage
from cms.rights.forms import AreaForm, PrivateForm

KINDS = choices(vocabulary.SERVICE_KINDS)


class Team(PublicPage):
    """A volunteer team and what it does."""

    public_kind = "team"
    base_form_class = AreaForm

    class Meta(PublicPage.Meta):
        verbose_name = _("volunteer team")
        verbose_name_plural = _("volunteer teams")

    def public_record(self) -> dict[str, Any]:
        """Return the page's record with how many members serve, and from which stations."""
        return super().public_record() | {
            "members": self.members.filter(left__isnull=True).count(),
            "stations": list(self.stations.order_by("name").values_list("name", flat=True)),
        }


class Station(models.Model):
    """A volunteer station (志愿服务站) of a grid or community."""

    name = models.CharField(_("name"), max_length=100)
    area = models.ForeignKey(Area, verbose_name=_("area"), on_delete=models.PROTECT)
    place = models.CharField(_("place"), max_length=100, blank=True)
    teams = models.ManyToManyField(
        Team, verbose_name=_("teams"), blank=True, related_name="stations"
    )

    base_form_class = PrivateForm
    for_roles = True

    class Meta:
        verbose_name = _("volunteer station")
        verbose_name_plural = _("volunteer stations")
        ordering = ["area__code", "name"]
        constraints = [models.UniqueConstraint(fields=["area", "name"], name="station_name")]

    def __str__(self) -> str:
        return self.name


class MonthPlan(models.Model):
    """What a team means to do in a month, and how often."""

    team = models.ForeignKey(
        Team, verbose_name=_("team"), on_delete=models.CASCADE, related_name="plans"
    )
    month = models.CharField(
        _("month"),
        max_length=7,
        validators=[RegexValidator(r"^\d{4}-(0[1-9]|1[0-2])$", _("Write the month as 2020-06."))],
    )
    kind = models.CharField(_("kind of service"), max_length=20, choices=KINDS)
    times = models.PositiveSmallIntegerField(_("times"), default=1)

    #: Of the area of its team.
    area_path = "team__area__code"
    base_form_class = PrivateForm
    for_roles = True

    class Meta:
        verbose_name = _("monthly plan")
        verbose_name_plural = _("monthly plans")
        ordering = ["-month", "team__order", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["team", "month", "kind"], name="plan_once_a_month")
        ]

    @property
    def area_id(self) -> int | None:
        """The key of the team's area."""
        return self.team.area_id if self.team_id else None

    @property
    def area(self) -> Area:
        """The team's area."""
        return self.team.area

    def __str__(self) -> str:
        return f"{self.team} {self.month} {self.get_kind_display()}"
