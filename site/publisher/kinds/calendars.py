"""Activities as an iCalendar feed (RFC 5545); a function of the log alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_OID, uuid5
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vRecur

from publisher.kinds.items import ItemRow
from publisher.settings import SiteSettings

CHINA = ZoneInfo("Asia/Shanghai")
_STATUS = {"cancelled": "CANCELLED", "planned": "TENTATIVE"}


def calendar(
    rows: Iterable[ItemRow], title: str, settings: SiteSettings, path: Callable[[str], str]
) -> bytes:
    """Return the calendar of some activities; ``title`` is what readers see in their program.

    ``path`` gives the path of an activity's page. A time is written with the zone
    Asia/Shanghai, which every program knows since it is of the zone database.
    """
    made = new_calendar("activities", f"{settings.title} · {title}")
    for row in rows:
        url = settings.base_url + path(row.key) if settings.base_url else ""
        made.add_component(_event(row, url))
    return bytes(made.to_ical())


def new_calendar(what: str, title: str) -> Calendar:
    """Return an empty calendar with its head."""
    made = Calendar()
    made.add("prodid", f"-//huiyinbi//{what}//ZH")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", title)
    return made


def new_event(row: ItemRow, name: str, summary: str) -> Event:
    """Return an event that keeps its identity, ``name``, through the versions of its record."""
    made = Event()
    made.add("uid", f"{uuid5(NAMESPACE_OID, f'huiyinbi/{name}')}")
    made.add("dtstamp", datetime.fromisoformat(row.time.replace("Z", "+00:00")))
    made.add("sequence", row.version - 1)
    made.add("summary", summary)
    return made


def _event(row: ItemRow, url: str) -> Event:
    line = row.shown
    made = new_event(row, f"activity/{row.key}", line["title"])
    starts, ends = _moment(line["starts"]), _moment(line["ends"]) if line["ends"] else None
    made.add("dtstart", starts)
    if ends is not None:
        # An end that is a day is the first one after (RFC 5545, 3.6.1).
        made.add("dtend", ends if isinstance(ends, datetime) else ends + timedelta(days=1))
    if line["rule"]:
        made.add("rrule", _rule(line["rule"], starts))
    if line["skipped"]:
        made.add("exdate", [_on(day, starts) for day in line["skipped"]])
    made.add("location", line["place"])
    if line["lead"]:
        made.add("description", line["lead"])
    made.add("status", _STATUS.get(line["state"], "CONFIRMED"))
    if url:
        made.add("url", url)
    return made


def _moment(text: str) -> date:
    """Return a day, or a time in China, from its ISO form."""
    if len(text) == 10:
        return date.fromisoformat(text)
    return datetime.fromisoformat(text).astimezone(CHINA)


def _on(day: str, starts: date) -> date:
    """Return the occasion of a day: with the clock of ``starts``, if that has one."""
    found = date.fromisoformat(day)
    return datetime.combine(found, starts.timetz()) if isinstance(starts, datetime) else found


def _rule(text: str, starts: date) -> Any:
    """Return the rule; beside a time, its end has to be one in UTC (RFC 5545, 3.3.10)."""
    rule = vRecur.from_ical(text)
    if isinstance(starts, datetime):
        last = datetime.combine(rule["UNTIL"][0], time(23, 59, 59), CHINA)
        rule["UNTIL"] = [last.astimezone(UTC)]
    return rule
