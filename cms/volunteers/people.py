"""Members of volunteer teams. All of it is private but the name that a member agreed to."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cms.areas.models import Area
from cms.privacy.surnames import COMPOUND
from cms.rights.forms import PrivateForm
from cms.volunteers.teams import Team

#: Stands for each sign of a name but the surname, as in 张**.
_HIDDEN = "*"


def masked_name(name: str) -> str:
    """Return a Chinese name with the surname only: 张三丰 gives 张**, 欧阳锋 gives 欧阳*."""
    kept = 2 if name[:2] in COMPOUND and len(name) > 2 else 1
    return name[:kept] + _HIDDEN * max(1, min(len(name) - kept, 3))


class Member(models.Model):
    """Somebody who serves. No identity number is kept: nothing here needs one."""

    number = models.CharField(
        _("volunteer number"),
        max_length=40,
        unique=True,
        help_text=_("The number in the national volunteer system, or the office's own."),
    )
    name = models.CharField(_("name"), max_length=50, blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    team = models.ForeignKey(
        Team, verbose_name=_("team"), on_delete=models.PROTECT, related_name="members"
    )
    area = models.ForeignKey(Area, verbose_name=_("area"), on_delete=models.PROTECT)
    alias = models.CharField(
        _("public name"),
        max_length=20,
        blank=True,
        help_text=_("Instead of the masked name, if the member agreed to be named."),
    )
    agreed = models.BooleanField(
        _("agreed to be named"),
        default=False,
        help_text=_("Public name or masked name (张**) beside the services."),
    )
    joined = models.DateField(_("joined"), default=localdate)
    left = models.DateField(_("left"), null=True, blank=True)
    purged = models.DateField(null=True, editable=False)
    remarks = models.TextField(_("internal remarks"), blank=True)

    holds_private_data = True
    for_roles = True
    base_form_class = PrivateForm
    wagtail_reference_index_ignore = True
    list_related = ("team", "area")

    class Meta:
        verbose_name = _("volunteer")
        verbose_name_plural = _("volunteers")
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(left__isnull=True) | Q(left__gte=models.F("joined")),
                name="member_left_after_joining",
                violation_error_message=_("The day of leaving lies before the day of joining."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name or masked_name('?')} {self.number}"

    def seen_as(self) -> tuple[str, str]:
        """What is kept of a look at this record: the kind and the volunteer number."""
        return "member", self.number

    @property
    def shown(self) -> str:
        """The public name, or the masked one; both need the member's agreement to be used."""
        return self.alias or masked_name(self.name)
