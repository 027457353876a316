"""The single days of an activity: how many came, and which of those who had signed up."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.activities.sign_ups import SignUp


class Occasion(models.Model):
    """What the office counted on one day; days of which nothing was counted have none."""

    activity = models.ForeignKey(
        "activities.Activity",
        verbose_name=_("activity"),
        on_delete=models.CASCADE,
        related_name="occasions",
    )
    day = models.DateField(_("day"))
    people = models.PositiveIntegerField(_("people who came"))

    class Meta:
        verbose_name = _("day of an activity")
        verbose_name_plural = _("days of an activity")
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "day"], name="activity_occasion_once")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.people}"


class Attendance(models.Model):
    """Somebody who had signed up came on this day. Private, as the sign-up is."""

    sign_up = models.ForeignKey(SignUp, on_delete=models.CASCADE, related_name="attendances")
    day = models.DateField(_("day"))

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(fields=["sign_up", "day"], name="activity_attendance_once")
        ]

    def __str__(self) -> str:
        return f"{self.sign_up_id} {self.day}"
