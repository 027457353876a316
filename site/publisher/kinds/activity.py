"""Activities: coming and past, by community, brand, month and kind, with calendars."""

from __future__ import annotations

from typing import Any

from cms.publication.vocabulary import (
    ACTIVITY_COUNTS,
    ACTIVITY_KINDS,
    ACTIVITY_STATES,
    SIGN_UP_WAYS,
)
from cms.translating import gettext_noop
from publisher.kinds.activity_times import WORDS, when
from publisher.kinds.events import event
from publisher.kinds.kind import File, Group, Kind, Record
from publisher.kinds.signing_up import days, sign_up_url
from publisher.kinds.view import View
from publisher.page_parts.plain_text import paragraphs
from publisher.remembered.pictures import shown

COMING = frozenset({"planned", "open", "full"})
_CALENDAR = 200  # activities of a calendar, the newest
_AHEAD = 12  # coming ones on top of a list
_STATES = {
    "coming": gettext_noop("Coming"),
    "held": ACTIVITY_STATES["held"],
    "cancelled": ACTIVITY_STATES["cancelled"],
}


class Activity(Kind):
    """Something that a community offers, and what came of it."""

    name = "activity"
    section = "activities"
    heading = gettext_noop("Activities")
    label = gettext_noop("Activity")
    template = "activity"
    list_template = "activities"
    menu = True
    home = 6
    beside = 4
    dated = True
    groups = {
        "states": Group(gettext_noop("By state"), words=_STATES),
        "kinds": Group(gettext_noop("By kind"), words=ACTIVITY_KINDS),
        "brands": Group(gettext_noop("By brand"), kind="brand"),
        "communities": Group(gettext_noop("By community")),
        "months": Group(gettext_noop("By month")),
    }
    counters = {
        "held": gettext_noop("Times held"),
        "people": gettext_noop("People who came"),
        **ACTIVITY_COUNTS,
    }
    summed = tuple(ACTIVITY_COUNTS)
    vocabularies = (ACTIVITY_KINDS, ACTIVITY_STATES, SIGN_UP_WAYS, WORDS)
    fields = {
        "kind": gettext_noop("Kind"),
        "brand": gettext_noop("Brand"),
        "place": gettext_noop("Place"),
        "organiser": gettext_noop("Organiser"),
        "starts": gettext_noop("Begins"),
        "ends": gettext_noop("Ends"),
        "rule": gettext_noop("Repeats"),
        "days": gettext_noop("Days"),
        "skipped": gettext_noop("Days left out"),
        "capacity": gettext_noop("Places"),
        "sign_up": gettext_noop("Sign-up"),
        "sign_up_until": gettext_noop("Sign-up until"),
        "by_day": gettext_noop("Sign-up for each day"),
        "full_days": gettext_noop("Days of which all places are taken"),
        "attendance": gettext_noop("People who came, day by day"),
        "report": gettext_noop("What came of it"),
        "counts": gettext_noop("Figures"),
    }

    def lists(self, record: Record) -> list[str]:
        """All, by area, state, kind and brand, and each month in which it takes place.

        Of a brand, the held ones of one kind are a list too, so that its figures have one each.
        """
        names = [*super().lists(record), f"activities/states/{_sort(record['state'])}"]
        names += [f"activities/kinds/{record['kind']}"]
        if record["brand"]:
            names += [f"activities/brands/{record['brand']}"]
        if record["brand"] and record["state"] == "held":
            names += [f"activities/programme/{record['brand']}.{record['kind']}"]
        months = sorted({day[:7] for day in record["days"]})
        return names + [f"activities/months/{month}" for month in months]

    def amounts(self, record: Record) -> dict[str, int]:
        """Times held, people who came, and what the report counts."""
        if record["state"] != "held":
            return {}
        return {
            "held": len(record["days"]),
            f"held:{record['kind']}": len(record["days"]),
            "people": record["people"] or 0,
            **record["counts"],
        }

    def figure_list(self, counter: str) -> str:
        """Times held and people lead to what was held; what a report counts has its own list."""
        if counter in {"held", "people"}:
            return "activities/states/held"
        return super().figure_list(counter)

    def line(self, record: Record) -> dict[str, Any]:
        """What lists and calendars need."""
        names = ("title", "lead", "kind", "state", "place", "starts", "ends", "rule", "skipped")
        last, times = record["days"][-1], len(record["days"])
        return {name: record[name] for name in names} | {"last": last, "times": times}

    def show(self, line: dict[str, Any], view: View) -> dict[str, Any]:
        """Add the labels."""
        state = line["state"]
        return line | {
            "state_label": view.translate(ACTIVITY_STATES.get(state, state)),
            "kind_label": view.translate(ACTIVITY_KINDS.get(line["kind"], line["kind"])),
            "when": when(line, view.translate),
            "coming": state in COMING,
        }

    def list_label(self, group: str, code: str, view: View) -> str:
        """Name the lists of a brand's held activities of one kind."""
        brand, _, kind = code.partition(".")
        item = view.item("brand", brand)
        label = view.translate(ACTIVITY_KINDS.get(kind, kind))
        return f"{item['title'] if item else brand} · {label}"

    def order(self, name: str) -> str:
        """Months and what is coming by date; all else as it was published."""
        return "up" if name.startswith(("activities/months/", "activities/states/coming")) else ""

    def rank(self, record: Record) -> str:
        """The beginning."""
        return str(record["starts"])

    def refers(self, record: Record) -> list[tuple[str, str]]:
        """The brand."""
        return [("brand", record["brand"])] if record["brand"] else []

    def context(self, key: str, record: Record, view: View) -> dict[str, Any]:
        """Return the texts, the times, the figures, and the schema.org Event."""
        brand = view.item("brand", record["brand"]) if record["brand"] else None
        line = self.show(self.line(record), view)
        figures = {"people": record["people"], **record["counts"]}
        return {
            "activity": {
                **line,
                "number": key,
                "content": paragraphs(record["content"]),
                "report": paragraphs(record["report"]),
                "pictures": shown(record["pictures"], view.root, view.translate),
                "organiser": record["organiser"],
                "days": days(key, record, view) if len(record["days"]) > 1 else [],
                "by_day": bool(record.get("by_day")),
                "capacity": record["capacity"],
                "sign_up_label": view.translate(SIGN_UP_WAYS[record["sign_up"]]),
                "sign_up_until": record["sign_up_until"],
                "sign_up_url": sign_up_url(key, record, view),
                "brand": brand,
                "areas": view.areas(record["area"]),
                "month": view.list_url(f"activities/months/{record['days'][0][:7]}"),
                "figures": [
                    {"label": view.translate(self.counters[name]), "value": f"{figures[name]:,}"}
                    for name in self.counters
                    if figures.get(name)
                ],
            },
            "calendar_url": _calendar_url(record, view),
            "event_json": event(key, record, view),
        }

    def list_context(self, name: str, view: View) -> dict[str, Any]:
        """Return what is coming in a community or of a brand, and its calendar."""
        group = name.split("/")[1] if "/" in name else ""
        context: dict[str, Any] = {"ahead": []}
        if group in {"", "brands", "communities"}:
            context["calendar_url"] = "calendar.ics" if view.count(name) else ""
            context["ahead"] = coming(name, view, _AHEAD)
        if group == "brands":
            context["groups"] = list(self._programme(name.rpartition("/")[2], view))
        return context

    def list_files(self, name: str, view: View) -> list[File]:
        """Return the calendar of a community, of a brand, or of all."""
        group = name.split("/")[1] if "/" in name else ""
        if group not in {"", "brands", "communities"}:
            return []
        path, rows = f"{name}/calendar.ics", view.first(name, _CALENDAR)
        if not rows:
            return [(path, None)]
        # The library is read when the first calendar is made: it takes a tenth of a second.
        from publisher.kinds.calendars import calendar

        return [(path, calendar(rows, view.list_heading(name), view.settings, self.path))]

    def _programme(self, brand: str, view: View) -> Any:
        prefix = f"activities/programme/{brand}."
        members = [
            {
                "name": view.translate(label),
                "url": view.list_url(prefix + kind),
                "count": view.count(prefix + kind),
            }
            for kind, label in ACTIVITY_KINDS.items()
            if view.list_url(prefix + kind)
        ]
        if members:
            yield {"heading": view.translate(self.counters["held"]), "members": members}


def coming(name: str, view: View, most: int) -> list[dict[str, Any]]:
    """Return lines of what is coming among the newest of a list, the next one first."""
    rows = [row for row in view.first(name, _CALENDAR) if row.shown["state"] in COMING]
    rows.sort(key=lambda row: (row.rank, row.key))
    return view.shown(rows[:most])


def _sort(state: str) -> str:
    return "coming" if state in COMING else state


def _calendar_url(record: Record, view: View) -> str:
    """Return the calendar nearest to an activity: its brand's, its community's, or that of all."""
    names = [f"activities/communities/{record['area']}", "activities"]
    if record["brand"]:
        names.insert(0, f"activities/brands/{record['brand']}")
    url = next(url for name in names if (url := view.list_url(name)))
    return url.replace("index.html", "calendar.ics")
