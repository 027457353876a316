"""The public record of one service: counts and minutes, and whom of the members agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cms.volunteers.services import Service


def service_record(service: Service) -> dict[str, Any]:
    """Return the record by the schema ``service``, before the gate.

    ``people`` are different members, ``minutes`` whole minutes that a second person
    confirmed. For whom, exact place, telephones and unagreed names stay behind.
    """
    confirmed = service.participations.filter(state="confirmed").select_related("member")
    members = {one.member_id: one.member for one in confirmed}
    minutes = {"credit": 0, "honour": 0}
    for one in confirmed:
        minutes[one.time_class] += one.minutes
    return {
        "number": service.number,
        "title": service.title,
        "team": service.team.slug,
        "kind": service.kind,
        "area": service.area.public_code,
        "date": service.day.isoformat(),
        "people": len(members),
        "minutes": sum(minutes.values()),
        "credit_minutes": minutes["credit"],
        "honour_minutes": minutes["honour"],
        "names": sorted(
            member.shown for member in members.values() if member.agreed and member.name
        ),
    }
