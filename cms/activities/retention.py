"""Sign-ups are forgotten some weeks after the activity; how many came is kept."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from cms.activities import places
from cms.activities.models import Activity
from cms.activities.occasions import Occasion
from cms.activities.sign_ups import Attempt, SignUp


def forget_sign_ups(weeks: int, *, dry_run: bool = False) -> int:
    """Delete the sign-ups of activities that ended ``weeks`` weeks ago; return how many.

    Cancelled activities count from the day they were for. Raises ``ValueError`` for less than 1.
    """
    if weeks < 1:
        raise ValueError(weeks)
    before = timezone.localdate() - timedelta(weeks=weeks)
    gone = 0
    waiting = Activity.objects.filter(first_day__lt=before, sign_ups__isnull=False).distinct()
    for activity in waiting.iterator():
        if max(activity.days()[-1], activity.last_day or activity.first_day) >= before:
            continue
        gone += activity.sign_ups.count() if dry_run else _forget(activity)
    if not dry_run:
        Attempt.objects.filter(time__lt=timezone.now() - timedelta(hours=1)).delete()
    return gone


@transaction.atomic
def _forget(activity: Activity) -> int:
    counted = set(activity.occasions.values_list("day", flat=True))
    came = places.attendance_by_day(activity).items()
    Occasion.objects.bulk_create(
        Occasion(activity=activity, day=day, people=people)
        for day, people in came
        if day not in counted
    )
    _, gone = SignUp.objects.filter(activity=activity).delete()
    return gone.get(SignUp._meta.label, 0)
