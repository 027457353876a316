"""What of a case may become public: an allow-list, field by field."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from cms.pictures.renditions import public_pictures

if TYPE_CHECKING:
    from cms.cases.models import Case

#: China Standard Time; the zone's daylight saving of 1986 to 1991 is left out on purpose.
CHINA = timezone(timedelta(hours=8))


def case_record(case: Case) -> dict[str, Any]:
    """Return the public record of ``case`` (schema case/2), before the gate.

    The reporter, the responsible person, the remarks and the grid are left out;
    the area is told down to the community.
    """
    return {
        "number": case.number,
        "ledger_number": case.ledger_number or None,
        "title": case.title,
        "source": case.source,
        "content": case.content,
        "measures": case.measures,
        "progress": [
            {"date": _day(step.date), "text": step.text, "unit": step.unit}
            for step in case.progress.all()
        ],
        "pictures": public_pictures(case.pictures.all()),
        "satisfaction": case.satisfaction or None,
        "channel": case.channel,
        "category": case.category.code if case.category else None,
        "class": case.case_class or None,
        "area": case.area.public_code,
        "unit": case.unit.name if case.unit else "",
        "state": case.state,
        "refusal": case.refusal,
        "received": moment(case.received),
        "due": _day(case.due),
        "closed": moment(case.closed) if case.closed else None,
    }


def moment(value: datetime) -> str:
    """Return an aware time as China Standard Time, to the second, with its offset."""
    return value.astimezone(CHINA).isoformat(timespec="seconds")


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
