"""What volunteers plan for single days, as an iCalendar feed (RFC 5545)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time
from typing import Any

from icalendar import Event

from cms.publication.vocabulary import SERVICE_KINDS
from publisher.kinds.calendars import CHINA, new_calendar, new_event
from publisher.kinds.items import ItemRow
from publisher.kinds.view import View


def plan_calendar(
    rows: Iterable[ItemRow], view: View, path: Callable[[str], str], title: str, station: str = ""
) -> bytes:
    """Return the calendar of some plans, ``path`` giving the path of a plan's page.

    Only what has a day is an event; with the key of a ``station`` only what is planned there.
    """
    made = new_calendar("plans", f"{view.settings.title} · {title}")
    for row in rows:
        for event in _events(row, view, station):
            if view.settings.base_url:
                event.add("url", view.settings.base_url + path(row.key))
            made.add_component(event)
    return bytes(made.to_ical())


def _events(row: ItemRow, view: View, station: str) -> Iterator[Event]:
    team = view.item("team", row.shown["team"])
    for number, one in enumerate(row.shown["items"]):
        if one["day"] and station in {"", one["station_key"]}:
            kind = view.translate(SERVICE_KINDS[one["kind"]])
            event = new_event(row, f"plan/{row.key}/{number}", one["what"] or kind)
            event.add("dtstart", _moment(one["day"], one["begins"]))
            if one["ends"]:
                event.add("dtend", _moment(one["day"], one["ends"]))
            said = [team["title"] if team else "", kind]
            event.add("description", " · ".join(part for part in said if part))
            if one["station"]:
                event.add("location", one["station"])
            yield event


def _moment(day: str, clock: str | None) -> Any:
    found = date.fromisoformat(day)
    return datetime.combine(found, time.fromisoformat(clock), CHINA) if clock else found
