"""Activities: what a community offers on some day, who signs up, and what came of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from cms.activities import places
from cms.activities.dates import MOST, REPEATS, Repetition
from cms.activities.filling import fill
from cms.activities.forms import ActivityForm
from cms.activities.occasions import Attendance, Occasion
from cms.activities.panels import ACTIVITY_API, activity_panels
from cms.activities.public import activity_record
from cms.activities.sign_ups import Attempt, SignUp
from cms.areas.models import Area
from cms.pictures.models import PictureUse
from cms.privacy.scan import Known
from cms.publication import vocabulary
from cms.publication.choices import choices
from cms.publication.models import Publishable
from cms.publication.series import MonthSeries, range_of

__all__ = [
    "Activity",
    "ActivityCount",
    "ActivityPicture",
    "ActivitySeries",
    "Attempt",
    "Attendance",
    "Occasion",
    "SignUp",
]
#: What an editor says; "full" follows from the sign-ups.
STATES = [one for one in choices(vocabulary.ACTIVITY_STATES) if one[0] != "full"]


class ActivitySeries(MonthSeries):
    """The last number of an activity given in each month: ``YYYYMM-7NNNNN``."""

    first, most = range_of(vocabulary.DIGIT_OF_ACTIVITIES)


class Activity(Publishable, ClusterableModel):
    """Something that takes place on one day, on several, or again and again."""

    number = models.CharField(_("number"), max_length=13, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=100)
    kind = models.CharField(
        _("kind of activity"),
        max_length=20,
        choices=choices(vocabulary.ACTIVITY_KINDS),
        default="other",
    )
    area = models.ForeignKey(Area, verbose_name=_("area"), on_delete=models.PROTECT)
    brand = models.ForeignKey(
        "brands.Brand",
        verbose_name=_("brand"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="activities",
    )
    lead = models.CharField(_("lead"), max_length=300, blank=True)
    content = models.TextField(_("what it is about"), blank=True)
    place = models.CharField(_("place"), max_length=200)
    organiser = models.CharField(_("organiser"), max_length=100, blank=True)

    first_day = models.DateField(_("first day"), db_index=True)
    begins_at = models.TimeField(
        _("begins at"), null=True, blank=True, help_text=_("Empty: the whole day.")
    )
    last_day = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("Of one occasion, if it takes days.")
    )
    ends_at = models.TimeField(_("ends at"), null=True, blank=True)
    repeats = models.CharField(_("repeats"), max_length=20, choices=REPEATS, blank=True)
    every = models.PositiveSmallIntegerField(
        _("every how many"), default=1, help_text=_("2 with “every week” is every other week.")
    )
    weekdays = models.JSONField(_("weekdays"), default=list, blank=True)
    repeats_until = models.DateField(_("repeats until"), null=True, blank=True)
    skipped = models.JSONField(_("days left out"), default=list, blank=True)

    sign_up = models.CharField(
        _("sign-up"),
        max_length=10,
        choices=choices(vocabulary.SIGN_UP_WAYS),
        default="none",
    )
    by_day = models.BooleanField(
        _("sign-up for each day"),
        default=False,
        help_text=_("Of what repeats: people sign up for one day, and each day has its places."),
    )
    capacity = models.PositiveIntegerField(
        _("places"), null=True, blank=True, help_text=_("Empty: as many as come.")
    )
    sign_up_until = models.DateField(_("sign-up until"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=STATES, default="planned")
    report = models.TextField(_("closing report"), blank=True)
    people = models.PositiveIntegerField(
        _("people who came"),
        null=True,
        blank=True,
        help_text=_("Empty: counted from the attendance of those who signed up."),
    )

    public_kind = "activity"
    base_form_class = ActivityForm
    list_related = ("area", "brand", "latest_revision", "live_revision")
    wagtail_reference_index_ignore = True

    panels = activity_panels()
    api_fields = ACTIVITY_API

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["-first_day", "-id"]
        indexes = [models.Index(fields=["area", "-first_day"], name="activity_area")]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse dates and sign-ups that contradict themselves."""
        super().clean()
        problems: dict[str, Any] = {}
        if self.first_day and self.last_day and self.last_day < self.first_day:
            problems["last_day"] = _("The last day is before the first.")
        if self.ends_at and not self.begins_at:
            problems["ends_at"] = _("Say when it begins, too.")
        one_day = not self.last_day or self.last_day == self.first_day
        if one_day and self.begins_at and self.ends_at and self.ends_at <= self.begins_at:
            problems["ends_at"] = _("It ends before it begins.")
        if self.repeats and not self.repeats_until:
            problems["repeats_until"] = _("Say until when it repeats.")
        elif self.repeats and self.first_day and len(self.days()) >= MOST:
            message = _("That is %(n)d days or more; end it earlier.")
            problems["repeats_until"] = message % {"n": MOST}
        if self.every < 1:
            problems["every"] = _("At least 1.")
        if self.state == "open" and self.sign_up == "none":
            problems["sign_up"] = _("Say how to sign up while sign-up is open.")
        if self.pk and self.first_day and "repeats_until" not in problems:
            problems |= self._promises()
        if problems:
            raise ValidationError(problems)

    def _promises(self) -> dict[str, Any]:
        """Return what contradicts the sign-ups that there are."""
        there = self.sign_ups.exclude(state="cancelled")
        if there.filter(day__isnull=self.by_day).exists():
            return {"by_day": _("People have signed up already; this can be changed no more.")}
        lost = there.exclude(day=None).exclude(day__in=self.days()).order_by("day").first()
        if lost is None:
            return {}
        message = _("People have signed up for %(day)s; tell them and cancel their sign-ups first.")
        return {"first_day": message % {"day": lost.day}}

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a new activity is given its number, which it keeps for ever."""
        if not self.number:
            self.number = ActivitySeries.take(f"{self.first_day:%Y%m}", 1)[0]
        super().save(*args, **kwargs)

    @property
    def repetition(self) -> Repetition:
        """How it repeats."""
        return Repetition(
            self.repeats,
            max(1, self.every),
            [int(number) for number in self.weekdays],
            self.repeats_until,
            sorted(date.fromisoformat(day) for day in self.skipped),
        )

    def days(self) -> list[date]:
        """Return the first day of each occasion."""
        return self.repetition.days(self.first_day)

    def public_state(self) -> str:
        """Return the state as the public is told it."""
        return "full" if self.state == "open" and self.pk and places.is_full(self) else self.state

    @property
    def public_key(self) -> str:
        """The number of the activity."""
        return self.number

    def public_record(self) -> dict[str, Any]:
        """Return the public record, before the gate; see ``public``."""
        return activity_record(self)

    def private_terms(self) -> Known:
        """Return who signed up, for the gate to look for in the report."""
        people = list(self.sign_ups.values_list("name", "phone")) if self.pk else []
        return Known(
            names=tuple(sorted({name for name, _phone in people if len(name) > 1})),
            phones=tuple(sorted({phone for _name, phone in people if phone})),
        )

    def publish(self, revision: Any, user: Any = None, **options: Any) -> None:
        """Publish; places that this makes free go to the waiting list."""
        super().publish(revision, user=user, **options)
        fill(self, by=user)

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        """Show the texts in a frame of the admin's own."""
        return "activities/preview.html"


class ActivityPicture(PictureUse):
    """A photo of an activity, or of the place before it."""

    activity = ParentalKey(Activity, on_delete=models.CASCADE, related_name="pictures")

    class Meta(PictureUse.Meta):
        pass


class ActivityCount(Orderable):
    """One figure of an activity's report."""

    activity = ParentalKey(Activity, on_delete=models.CASCADE, related_name="counts")
    unit = models.CharField(
        _("what is counted"),
        max_length=20,
        choices=choices(vocabulary.ACTIVITY_COUNTS),
    )
    amount = models.PositiveIntegerField(_("how many"))

    class Meta(Orderable.Meta):
        verbose_name = _("figure of the report")
        verbose_name_plural = _("figures of the report")
        constraints = [
            models.UniqueConstraint(fields=["activity", "unit"], name="activity_count_once")
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.amount}"
