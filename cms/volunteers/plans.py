"""What a team means to do in a month: the plan that hangs in its station."""

from __future__ import annotations

import calendar
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, PublishingPanel
from wagtail.models import Orderable

from cms.areas.models import Area
from cms.publication.admin.review_panel import FindingsPanel
from cms.publication.api_fields import DOOR, taken
from cms.publication.door import review
from cms.publication.models import Publishable
from cms.rights.forms import AreaRowsForm
from cms.volunteers.teams import KINDS, Station, Team

_MONTH = RegexValidator(r"^\d{4}-(0[1-9]|1[0-2])$", _("Write the month as 2020-06."))


class PlanForm(AreaRowsForm):
    """The form of a plan: what is planned has to lie in its month."""

    def is_valid(self) -> bool:
        """Look at the rows once the month is known."""
        if not super().is_valid():
            return False
        month, rows = self.cleaned_data["month"], self.formsets["items"].forms
        late = [
            row
            for row in rows
            if (day := row.cleaned_data.get("day")) and f"{day:%Y-%m}" != month
            if not row.cleaned_data.get("DELETE")
        ]
        for row in late:
            row.add_error("day", _outside(month))
        return not late


class Plan(Publishable, ClusterableModel):
    """The plan of one team for one month (月计划)."""

    team = models.ForeignKey(
        Team, verbose_name=_("team"), on_delete=models.PROTECT, related_name="plans"
    )
    month = models.CharField(_("month"), max_length=7, validators=[_MONTH])
    text = models.TextField(_("text"), blank=True)

    public_kind = "plan"
    #: Of the area of its team.
    area_path = "team__area__code"
    base_form_class = PlanForm
    list_related = ("team__area", "latest_revision", "live_revision")
    panels = [
        FindingsPanel(),
        FieldRowPanel([FieldPanel("team"), FieldPanel("month", help_text="2020-06")]),
        FieldPanel("text"),
        InlinePanel("items", label=_("Service planned"), min_num=1),
        FieldPanel("change_reason"),
        PublishingPanel(),
    ]
    api_fields = [*DOOR, *taken("team", "month", "text", "items")]

    class Meta:
        verbose_name = _("monthly plan")
        verbose_name_plural = _("monthly plans")
        ordering = ["-month", "team__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["team", "month"],
                name="plan_once_a_month",
                violation_error_message=_("This team has a plan for this month already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.team} {self.month}"

    @property
    def area_id(self) -> int | None:
        """The key of the team's area."""
        return self.team.area_id if self.team_id else None

    @property
    def area(self) -> Area:
        """The team's area."""
        return self.team.area

    def clean(self) -> None:
        """Refuse a plan that was published and moves to another team or month."""
        super().clean()
        before = type(self).objects.filter(pk=self.pk, public_version__gt=0).first()
        if before and before.public_key != self.public_key:
            raise ValidationError(_("Team and month cannot change once this was published."))

    @property
    def public_key(self) -> str:
        """Team and month."""
        return f"{self.team.slug}-{self.month}"

    def public_record(self) -> dict[str, Any]:
        """Return the plan, what has a day first; a station is named with its key.

        Raises :class:`ValidationError` for a day outside the month, which no form lets in.
        """
        items = [item.as_planned(self.month) for item in self.items.all()]
        title = translate("%(team)s: volunteer services planned for %(month)s")
        return {
            "title": title % {"team": self.team.title, "month": self.month},
            "team": self.team.slug,
            "month": self.month,
            "date": f"{self.month}-01",
            "area": self.area.public_code,
            "text": self.text,
            "items": sorted(items, key=lambda one: (one["day"] or "9", one["begins"] or "")),
        }

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        """Show the plan in a frame of the admin's own."""
        return "volunteers/plan_preview.html"

    def get_preview_context(self, request: Any, mode_name: str) -> dict[str, Any]:
        """Return what the public would read, gate included."""
        return {"passed": review.look(self) if self.team_id and self.month else None}


class PlanItem(Orderable):
    """One service of the plan: on a day, or so many times in the month."""

    plan = ParentalKey(Plan, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(_("kind of service"), max_length=20, choices=KINDS)
    what = models.CharField(_("what is planned"), max_length=100, blank=True)
    day = models.DateField(
        _("day"), null=True, blank=True, help_text=_("Empty: some days of the month.")
    )
    begins = models.TimeField(_("begins at"), null=True, blank=True)
    ends = models.TimeField(_("ends at"), null=True, blank=True)
    times = models.PositiveSmallIntegerField(
        _("times"),
        default=1,
        validators=[MinValueValidator(1)],
        help_text=_("How often in the month; of what has a day, 1."),
    )
    people = models.PositiveSmallIntegerField(_("volunteers wanted"), null=True, blank=True)
    station = models.ForeignKey(
        Station, verbose_name=_("station"), null=True, blank=True, on_delete=models.SET_NULL
    )

    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("what")]),
        FieldRowPanel([FieldPanel("day"), FieldPanel("begins"), FieldPanel("ends")]),
        FieldRowPanel([FieldPanel("times"), FieldPanel("people")]),
        FieldPanel("station"),
    ]
    api_fields = taken("kind", "what", "day", "begins", "ends", "times", "people", "station")

    class Meta(Orderable.Meta):
        verbose_name = _("planned service")
        verbose_name_plural = _("planned services")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.day or self.times}"

    def clean(self) -> None:
        """Refuse times that contradict themselves; the month is the form's to look at."""
        super().clean()
        problems: dict[str, Any] = {}
        if self.day and self.times != 1:
            problems["times"] = _("With a day it is once; add a line for each other day.")
        if self.begins and not self.day:
            problems["begins"] = _("A time of day needs its day.")
        if self.ends and (not self.begins or self.ends <= self.begins):
            problems["ends"] = _("It ends before it begins.")
        if problems:
            raise ValidationError(problems)

    def as_planned(self, month: str) -> dict[str, Any]:
        """Return the item of the record of ``month``."""
        if self.day and f"{self.day:%Y-%m}" != month:
            raise ValidationError(_outside(month))
        place = self.station
        return {
            "kind": self.kind,
            "what": self.what,
            "day": self.day.isoformat() if self.day else None,
            "begins": f"{self.begins:%H:%M}" if self.begins else None,
            "ends": f"{self.ends:%H:%M}" if self.ends else None,
            "times": self.times,
            "people": self.people,
            "station": place.name if place else "",
            "station_key": f"s{place.pk}" if place else "",
        }


def _outside(month: str) -> str:
    year, number = (int(part) for part in month.split("-"))
    last = date(year, number, calendar.monthrange(year, number)[1])
    said = translate("The plan is for %(month)s: give a day up to %(last)s.")
    return said % {"month": month, "last": last.isoformat()}
