"""What of an activity may become public: an allow-list, field by field."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from cms.activities import places
from cms.clock import CHINA
from cms.pictures.renditions import public_pictures

if TYPE_CHECKING:
    from cms.activities.models import Activity


def activity_record(activity: Activity) -> dict[str, Any]:
    """Return the public record of ``activity`` (schema activity/2), before the gate.

    Of those who signed up, only whether all places of all or of a day are taken and how many
    came is told.
    """
    brand = activity.brand
    held = activity.state == "held"
    return {
        "number": activity.number,
        "title": activity.title,
        "kind": activity.kind,
        "area": activity.area.public_code,
        "brand": brand.slug if brand and brand.publication in {"public", "corrected"} else None,
        "lead": activity.lead,
        "content": activity.content,
        "place": activity.place,
        "organiser": activity.organiser,
        "starts": moment(activity.first_day, activity.begins_at),
        "ends": _end(activity),
        "rule": activity.repetition.text(activity.first_day) or None,
        "skipped": [day.isoformat() for day in activity.repetition.skipped],
        "days": [day.isoformat() for day in activity.days()],
        "capacity": activity.capacity,
        "sign_up": activity.sign_up,
        "by_day": activity.by_day,
        "full_days": [day.isoformat() for day in places.full_days(activity)],
        "sign_up_until": activity.sign_up_until.isoformat() if activity.sign_up_until else None,
        "state": activity.public_state(),
        "report": activity.report if held else "",
        "pictures": public_pictures(activity.pictures.all()),
        "people": places.attendance(activity) if held else None,
        "attendance": _by_day(activity) if held else [],
        "counts": {one.unit: one.amount for one in activity.counts.all()} if held else {},
    }


def _by_day(activity: Activity) -> list[dict[str, Any]]:
    """Return how many came on each day that is one of the activity's."""
    known = set(activity.days())
    counted = places.attendance_by_day(activity).items()
    return [{"day": day.isoformat(), "people": people} for day, people in counted if day in known]


def moment(day: date, clock: time | None) -> str:
    """Return a day, or a day with its time in China and its offset, by ISO 8601."""
    if clock is None:
        return day.isoformat()
    return datetime.combine(day, clock, CHINA).isoformat(timespec="seconds")


def _end(activity: Activity) -> str | None:
    """Return the end of the first occasion in the same form as its start."""
    day = activity.last_day or activity.first_day
    if activity.begins_at is None:
        return day.isoformat() if activity.last_day else None
    return moment(day, activity.ends_at) if activity.ends_at else None
