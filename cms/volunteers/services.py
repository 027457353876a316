"""Occasions of service, and who took part in them for how long."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PublishingPanel

from cms.areas.models import Area
from cms.privacy.scan import Known
from cms.publication import vocabulary
from cms.publication.admin.review_panel import FindingsPanel
from cms.publication.choices import choices
from cms.publication.door import review
from cms.publication.models import Publishable
from cms.publication.series import MonthSeries, range_of
from cms.rights.forms import AreaForm
from cms.volunteers.people import Member
from cms.volunteers.public import service_record
from cms.volunteers.teams import KINDS, Team

SOURCES = [
    ("check_in", _("Checked in and out")),
    ("organiser", _("Entered by the organiser")),
]
#: Of which class the minutes are: 信用时 what a check-in measured, 荣誉时 what somebody entered.
CLASS_OF = {"check_in": "credit", "organiser": "honour"}
CLASSES = choices(vocabulary.TIME_CLASSES)
STATES = [
    ("recorded", _("Waiting for a second person")),
    ("confirmed", _("Confirmed")),
    ("reversed", _("Reversed")),
    ("struck", _("Struck out")),
]
#: Participations that take up a member's time.
COUNTING = ("recorded", "confirmed")


class ServiceSeries(MonthSeries):
    """The last number of a service given in each month: ``YYYYMM-8NNNNN``."""

    first, most = range_of(vocabulary.DIGIT_OF_SERVICES)


class Service(Publishable):
    """One occasion: a team served on a day, somewhere, for somebody."""

    number = models.CharField(_("number"), max_length=13, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=100)
    team = models.ForeignKey(
        Team, verbose_name=_("team"), on_delete=models.PROTECT, related_name="services"
    )
    kind = models.CharField(_("kind of service"), max_length=20, choices=KINDS, default="other")
    area = models.ForeignKey(Area, verbose_name=_("area"), on_delete=models.PROTECT)
    day = models.DateField(_("day"), db_index=True)

    # Private: never part of a public record.
    place = models.CharField(_("exact place"), max_length=200, blank=True)
    for_whom = models.CharField(_("for whom"), max_length=200, blank=True)
    organiser = models.CharField(_("organiser"), max_length=50, blank=True)
    remarks = models.TextField(_("internal remarks"), blank=True)

    source_key = models.CharField(max_length=140, null=True, unique=True, editable=False)

    public_kind = "service"
    holds_private_data = True
    wagtail_reference_index_ignore = True
    base_form_class = AreaForm
    #: Fetched with each row of the admin's list.
    list_related = ("team", "area", "latest_revision", "live_revision")
    panels = [
        FindingsPanel(),
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("team"), FieldPanel("kind")]),
        FieldRowPanel([FieldPanel("day"), FieldPanel("area")]),
        MultiFieldPanel(
            [
                FieldPanel("place"),
                FieldPanel("for_whom"),
                FieldPanel("organiser"),
                FieldPanel("remarks"),
            ],
            heading=_("Private: never published"),
        ),
        FieldPanel("change_reason"),
        PublishingPanel(),
    ]

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ["-day", "-id"]
        indexes = [
            models.Index(fields=["team", "-day"], name="service_team"),
            models.Index(fields=["area", "-day"], name="service_area"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a new service is given its number, which it keeps for ever."""
        if not self.number:
            self.number = ServiceSeries.take(f"{self.day:%Y%m}", 1)[0]
        super().save(*args, **kwargs)

    @property
    def public_key(self) -> str:
        """The number of the service."""
        return self.number

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        """The public record, in a frame of the admin's own."""
        return "volunteers/preview.html"

    def get_preview_context(self, request: Any, mode_name: str) -> dict[str, Any]:
        """Show what the public would see, gate included."""
        passed = review.look(self) if self.pk and self.team_id and self.area_id else None
        return {"service": self, "passed": passed}

    def public_record(self) -> dict[str, Any]:
        """Return the public record before the gate; only confirmed minutes are in it."""
        return service_record(self)

    def private_terms(self) -> Known:
        """Return who was served and who served, for the gate to look for in the title."""
        people = self.participations.values_list("member__name", "member__phone")
        names = {name for name, _phone in people} | {self.for_whom, self.organiser}
        return Known(
            names=tuple(sorted(name for name in names if name)),
            phones=tuple(sorted({phone for _name, phone in people if phone})),
            addresses=(self.place,) if self.place else (),
        )


class Participation(models.Model):
    """One member at one service. Times are whole minutes; the clock is China's.

    Without ``began`` and ``ended`` only the sum of ``minutes`` on ``day`` is known.
    ``minutes`` may be fewer than lie between them: breaks do not count.
    """

    service = models.ForeignKey(
        Service, verbose_name=_("service"), on_delete=models.PROTECT, related_name="participations"
    )
    member = models.ForeignKey(
        Member, verbose_name=_("volunteer"), on_delete=models.PROTECT, related_name="participations"
    )
    day = models.DateField(_("day"))
    began = models.DateTimeField(_("began"), null=True, blank=True)
    ended = models.DateTimeField(_("ended"), null=True, blank=True)
    minutes = models.PositiveIntegerField(_("minutes"))
    source = models.CharField(_("how measured"), max_length=10, choices=SOURCES)
    state = models.CharField(
        _("state"), max_length=10, choices=STATES, default="recorded", db_index=True
    )
    recorded_by = models.CharField(_("recorded by"), max_length=150)
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now)
    confirmed_by = models.CharField(_("confirmed by"), max_length=150, blank=True)
    struck_by = models.CharField(_("struck out by"), max_length=150, blank=True)
    struck_at = models.DateTimeField(_("struck out at"), null=True, blank=True)
    struck_why = models.CharField(_("why it was struck out"), max_length=200, blank=True)
    source_key = models.CharField(max_length=140, null=True, unique=True, editable=False)

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        ordering = ["-day", "-id"]
        indexes = [models.Index(fields=["member", "day"], name="participation_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=1440), name="participation_minutes"
            ),
            models.CheckConstraint(
                condition=Q(began__isnull=True, ended__isnull=True) | Q(began__lt=F("ended")),
                name="participation_times",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by="") | ~Q(confirmed_by=F("recorded_by")),
                name="participation_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_id} {self.member_id} {self.day} {self.minutes}"

    @property
    def time_class(self) -> str:
        """``credit`` or ``honour``."""
        return CLASS_OF[self.source]
