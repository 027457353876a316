"""Places of an activity, of all of it or of one of its days, and how many came.

``day`` is None where people sign up for the whole activity, as for a course.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet, Sum
from django.utils import timezone

from cms.activities.sign_ups import SignUp

if TYPE_CHECKING:
    from cms.activities.models import Activity


def of_day(activity: Activity, day: date | None) -> QuerySet[SignUp]:
    """Return the sign-ups for a day, or for the whole activity."""
    return activity.sign_ups.filter(day=day)


def taken(activity: Activity, day: date | None = None) -> int:
    """Return how many places are taken."""
    return _people(of_day(activity, day).filter(state="confirmed"))


def waiting(activity: Activity, day: date | None = None) -> int:
    """Return how many people wait for a place."""
    return _people(of_day(activity, day).filter(state="waiting"))


def has_room(activity: Activity, people: int, day: date | None = None) -> bool:
    """Tell whether so many places are free."""
    return activity.capacity is None or taken(activity, day) + people <= activity.capacity


def free(activity: Activity) -> int | None:
    """Return how many places one who comes now can have; 0 where others wait already.

    None where there is no end of places, or where each day has its own.
    """
    if activity.capacity is None or activity.by_day:
        return None
    return 0 if waiting(activity) else max(0, activity.capacity - taken(activity))


def full_days(activity: Activity) -> list[date]:
    """Return the days of which all places are taken, where people sign up for single days."""
    if not activity.pk or not activity.by_day or activity.capacity is None:
        return []
    gone = _taken_by_day(activity)
    return sorted(day for day in set(activity.days()) if gone.get(day, 0) >= activity.capacity)


def is_full(activity: Activity) -> bool:
    """Tell whether nobody more can come: no place is free on any day to come."""
    if activity.capacity is None:
        return False
    if not activity.by_day:
        return taken(activity) >= activity.capacity
    coming = coming_days(activity)
    gone = _taken_by_day(activity)
    return bool(coming) and all(gone.get(day, 0) >= activity.capacity for day in coming)


def coming_days(activity: Activity) -> list[date]:
    """Return the days that are not over."""
    today = timezone.localdate()
    return [day for day in activity.days() if day >= today]


def on_offer(activity: Activity) -> list[tuple[date, int | None]]:
    """Return the days that people can sign up for, each with how many places are free.

    None where there is no end of places; nothing where people sign up for the whole activity.
    """
    if not activity.by_day:
        return []
    if activity.capacity is None:
        return [(day, None) for day in coming_days(activity)]
    gone = _taken_by_day(activity)
    return [(day, max(0, activity.capacity - gone.get(day, 0))) for day in coming_days(activity)]


def attendance_by_day(activity: Activity) -> dict[date, int]:
    """Return how many came on each day of which that is known: as counted, or as ticked."""
    if not activity.pk:
        return {}
    ticked = (
        activity.sign_ups.filter(attendances__isnull=False)
        .order_by()
        .values_list("attendances__day")
        .annotate(sum=Sum("people"))
    )
    counted = activity.occasions.values_list("day", "people")
    return dict(sorted({**dict(ticked), **dict(counted)}.items()))


def attendance(activity: Activity) -> int | None:
    """Return how many came in all, once for each day: as entered, else day by day; None if unknown.

    A day on which nobody came counts nothing, and is known.
    """
    if activity.people is not None:
        return activity.people
    days = attendance_by_day(activity)
    return sum(days.values()) if days else None


def _taken_by_day(activity: Activity) -> dict[date, int]:
    """Return how many places are taken on each day for which somebody has one."""
    confirmed = activity.sign_ups.filter(state="confirmed", day__isnull=False)
    return dict(confirmed.order_by().values_list("day").annotate(sum=Sum("people")))


def _people(sign_ups: QuerySet[SignUp]) -> int:
    return int(sign_ups.aggregate(sum=Sum("people"))["sum"] or 0)
