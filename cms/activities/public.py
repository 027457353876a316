"""What of an activity may become public: an allow-list, field by field."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from cms.pictures.renditions import public_pictures

if TYPE_CHECKING:
    from cms.activities.models import Activity

CHINA = ZoneInfo("Asia/Shanghai")
_COMMUNITY_DIGITS = 12


def activity_record(activity: Activity) -> dict[str, Any]:
    """Return the public record of ``activity`` (schema activity/1), before the gate.

    Of those who signed up, only whether all places are taken and how many came is told.
    """
    brand = activity.brand
    held = activity.state == "held"
    return {
        "number": activity.number,
        "title": activity.title,
        "kind": activity.kind,
        "area": activity.area.code[:_COMMUNITY_DIGITS],
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
        "sign_up_until": activity.sign_up_until.isoformat() if activity.sign_up_until else None,
        "state": activity.public_state(),
        "report": activity.report if held else "",
        "pictures": public_pictures(activity.pictures.all()),
        "people": activity.attendance() if held else None,
        "counts": {one.unit: one.amount for one in activity.counts.all()} if held else {},
    }


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
