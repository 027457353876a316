"""An activity as schema.org tells search engines of it: an Event, in JSON-LD."""

from __future__ import annotations

import json
from typing import Any

from publisher.kinds.kind import Record
from publisher.kinds.view import View

_STATUS = {"cancelled": "EventCancelled"}
_STEPS = {"DAILY": "P%sD", "WEEKLY": "P%sW", "MONTHLY": "P%sM"}
_DAYS = {
    "MO": "Monday",
    "TU": "Tuesday",
    "WE": "Wednesday",
    "TH": "Thursday",
    "FR": "Friday",
    "SA": "Saturday",
    "SU": "Sunday",
}


def event(key: str, record: Record, view: View) -> str:
    """Return the Event as JSON that may stand in a script element of HTML."""
    areas = [area["name"] for area in view.areas(record["area"])]
    base = view.settings.base_url
    made: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "identifier": key,
        "name": record["title"],
        "description": record["lead"] or record["content"] or record["title"],
        "startDate": record["starts"],
        "endDate": record["ends"],
        "eventStatus": f"https://schema.org/{_STATUS.get(record['state'], 'EventScheduled')}",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {
            "@type": "Place",
            "name": record["place"],
            "address": {
                "@type": "PostalAddress",
                "addressCountry": "CN",
                "addressLocality": "".join(areas),
                "streetAddress": record["place"],
            },
        },
        "organizer": {
            "@type": "Organization",
            "name": record["organiser"] or (areas[-1] if areas else view.settings.office),
            "url": base or None,
        },
        "isAccessibleForFree": True,
        "maximumAttendeeCapacity": record["capacity"],
        "eventSchedule": _schedule(record) if record["rule"] else None,
    }
    text = json.dumps({k: v for k, v in made.items() if v is not None}, ensure_ascii=False)
    return text.replace("<", "\\u003c")


def _schedule(record: Record) -> dict[str, Any]:
    rule = dict(part.split("=", 1) for part in record["rule"].split(";"))
    timed = len(record["starts"]) > 10
    days = [_DAYS[day[-2:]] for day in rule.get("BYDAY", "").split(",") if day]
    schedule = {
        "@type": "Schedule",
        "repeatFrequency": _STEPS[rule["FREQ"]] % rule.get("INTERVAL", "1"),
        "startDate": record["starts"][:10],
        "endDate": record["days"][-1],
        "startTime": record["starts"][11:19] if timed else None,
        "endTime": record["ends"][11:19] if timed and record["ends"] else None,
        "byDay": [f"https://schema.org/{day}" for day in days] or None,
        "exceptDate": record["skipped"] or None,
        "scheduleTimezone": "Asia/Shanghai",
    }
    return {name: value for name, value in schedule.items() if value is not None}
