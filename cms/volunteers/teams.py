"""Volunteer teams, and the stations they serve from."""

from __future__ import annotations

from typing import Any

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
