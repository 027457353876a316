"""Who signed up for an activity. Private: none of it is ever part of a public record."""

from __future__ import annotations

import secrets

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

STATES = [
    ("confirmed", _("Has a place")),
    ("waiting", _("Waiting list")),
    ("cancelled", _("Cancelled")),
]
SOURCES = [("office", _("At the office")), ("form", _("Online form"))]


def new_token() -> str:
    """Return the secret part of the address at which somebody sees and cancels a sign-up."""
    return secrets.token_urlsafe(24)


class SignUp(models.Model):
    """One person, or a few who come together under one name."""

    activity = models.ForeignKey(
        "activities.Activity",
        verbose_name=_("activity"),
        on_delete=models.CASCADE,
        related_name="sign_ups",
    )
    day = models.DateField(_("day"), null=True, blank=True)  # empty: for the whole activity
    name = models.CharField(_("name"), max_length=30)
    phone = models.CharField(_("telephone"), max_length=20)
    people = models.PositiveSmallIntegerField(_("how many come"), default=1)
    state = models.CharField(_("state"), max_length=10, choices=STATES)
    source = models.CharField(_("signed up"), max_length=10, choices=SOURCES)
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    created = models.DateTimeField(_("signed up at"), default=timezone.now)
    consented = models.DateTimeField(_("agreed to the use of the data"), null=True)
    moved_up = models.DateTimeField(_("moved up from the waiting list"), null=True)

    class Meta:
        verbose_name = _("sign-up")
        verbose_name_plural = _("sign-ups")
        ordering = ["pk"]
        indexes = [models.Index(fields=["activity", "state"], name="sign_up_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "phone"],
                condition=~models.Q(state="cancelled") & models.Q(day=None),
                name="sign_up_once",
            ),
            models.UniqueConstraint(
                fields=["activity", "day", "phone"],
                condition=~models.Q(state="cancelled"),
                name="sign_up_once_a_day",
            ),
            models.CheckConstraint(condition=models.Q(people__gte=1), name="sign_up_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.name}"


class Attempt(models.Model):
    """One use of the public form, kept an hour so that nobody floods it.

    ``source`` is a keyed digest of the sender's address that changes every day.
    """

    source = models.CharField(max_length=64)
    time = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["source", "time"], name="attempt_source")]

    def __str__(self) -> str:
        return f"{self.time:%H:%M}"
