"""What of a case may become public: an allow-list, field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cms.clock import day, moment
from cms.pictures.renditions import public_pictures

if TYPE_CHECKING:
    from cms.cases.models import Case


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
            {"date": day(step.date), "text": step.text, "unit": step.unit}
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
        "due": day(case.due),
        "closed": moment(case.closed) if case.closed else None,
    }
