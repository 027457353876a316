"""Signing up, cancelling, and who came.

``day`` is one of the activity's days where people sign up for single days, else None.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.activities import places
from cms.activities.filling import fill, locked, tell_the_public
from cms.activities.models import Activity
from cms.activities.occasions import Attendance, Occasion
from cms.activities.sign_ups import SignUp
from cms.publication.door import actions as door


class SignUpRefused(Exception):
    """Somebody cannot sign up; ``str()`` tells that person why."""


def takes_sign_ups(activity: Activity, *, online: bool) -> bool:
    """Tell whether ``activity`` is public and takes sign-ups now, by the form where ``online``."""
    ways = {"form"} if online else {"form", "office"}
    until = activity.sign_up_until or activity.days()[-1]
    return (
        activity.publication in door.PUBLIC
        and activity.live
        and activity.state == "open"
        and activity.sign_up in ways
        and timezone.localdate() <= until
    )


@transaction.atomic
def sign_up(
    activity: Activity,
    *,
    name: str,
    phone: str,
    people: int,
    online: bool,
    day: date | None = None,
    by: Any = None,
) -> SignUp:
    """Give ``people`` places to one who asks, or a place on the waiting list behind all others.

    Raises :class:`SignUpRefused`; nothing was written then.
    """
    activity = locked(activity)
    if not takes_sign_ups(activity, online=online):
        raise SignUpRefused(_("This activity takes no sign-ups now."))
    offered = places.coming_days(activity) if activity.by_day else [None]
    if day not in offered:
        raise SignUpRefused(_("Choose one of the days to come."))
    if places.of_day(activity, day).exclude(state="cancelled").filter(phone=phone).exists():
        raise SignUpRefused(_("Somebody has signed up with this telephone number already."))
    # Nobody overtakes: who comes while others wait, waits behind them.
    ahead = places.waiting(activity, day)
    fits = not ahead and places.has_room(activity, people, day)
    if not fits and ahead + people > (activity.capacity or 0):
        raise SignUpRefused(_("All places are taken, and the waiting list is full too."))
    made = SignUp.objects.create(
        activity=activity,
        day=day,
        name=name.strip(),
        phone=phone,
        people=people,
        state="confirmed" if fits else "waiting",
        source="form" if online else "office",
        consented=timezone.now() if online else None,
    )
    tell_the_public(activity, by)
    return made


@transaction.atomic
def cancel(sign_up: SignUp, *, by: Any = None) -> list[SignUp]:
    """Cancel a sign-up; return those who moved up in its place. Twice changes nothing."""
    activity = locked(sign_up.activity)
    sign_up.refresh_from_db()
    if sign_up.state == "cancelled":
        return []
    sign_up.state = "cancelled"
    sign_up.save(update_fields=["state"])
    return fill(activity, by=by)


@transaction.atomic
def record_attendance(
    activity: Activity,
    day: date,
    came: Collection[int],
    *,
    people: int | None = None,
    by: Any = None,
) -> int:
    """Keep which sign-ups (by primary key) came on ``day``; return how many people that are.

    ``people`` is how many were counted in all, with those who had not signed up; None: as ticked.
    Raises ``ValueError`` for a day that is none of the activity's.
    """
    activity = locked(activity)
    if day not in activity.days():
        raise ValueError(day)
    here = places.of_day(activity, day if activity.by_day else None).filter(state="confirmed")
    Attendance.objects.filter(day=day, sign_up__activity=activity).delete()
    Attendance.objects.bulk_create(
        Attendance(sign_up=one, day=day) for one in here.filter(pk__in=came)
    )
    activity.occasions.filter(day=day).delete()
    if people is not None:
        Occasion.objects.create(activity=activity, day=day, people=people)
    tell_the_public(activity, by)
    return places.attendance_by_day(activity).get(day, 0)
