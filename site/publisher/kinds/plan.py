"""Monthly plans of volunteer teams: what is planned, beside what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cms.publication.vocabulary import SERVICE_KINDS
from cms.translating import gettext_noop
from publisher.kinds.civic.base import COMMUNITIES, MONTHS, CivicKind, figure, link, section
from publisher.kinds.items import ItemRow
from publisher.kinds.kind import File, Group, Record
from publisher.kinds.view import View

_CALENDAR = 200  # plans of a calendar, the newest
_WORDS = {
    "day": gettext_noop("Day"),
    "kind": gettext_noop("Kind of service"),
    "what": gettext_noop("What is planned"),
    "station": gettext_noop("Station"),
    "times": gettext_noop("times"),
    "people": gettext_noop("Volunteers wanted"),
    "team": gettext_noop("Team"),
    "any_day": gettext_noop("some days of the month"),
    "planned": gettext_noop("Planned services"),
    "served": gettext_noop("Served that month"),
    "line": gettext_noop("%(times)s services planned"),
    "all_of_team": gettext_noop("All plans of the team"),
}
_HEAD = ("day", "kind", "what", "station", "times", "people")


class Plan(CivicKind):
    """What one team plans for one month."""

    name = "plan"
    section = "plans"
    heading = gettext_noop("Monthly plans of volunteers")
    label = gettext_noop("monthly plan")
    list_template = "plans"
    groups = {
        "months": MONTHS,
        "teams": Group(gettext_noop("By team"), kind="team"),
        "stations": Group(gettext_noop("By station"), own=True),
        "communities": COMMUNITIES,
    }
    counters = {"planned": _WORDS["planned"]}
    fields = {
        "items": _WORDS["planned"],
        "text": gettext_noop("text"),
        "team": _WORDS["team"],
    }
    vocabularies = (SERVICE_KINDS, _WORDS)

    def lists(self, record: Record) -> list[str]:
        """By area, month, team, and each station that something is planned at."""
        stations = sorted({one["station_key"] for one in record["items"]} - {""})
        names = [*super().lists(record), f"plans/teams/{record['team']}"]
        return names + [f"plans/stations/{key}" for key in stations]

    def amounts(self, record: Record) -> dict[str, int]:
        """How many services are planned."""
        return {"planned": sum(one["times"] for one in record["items"])}

    def brief(self, record: Record) -> dict[str, Any]:
        """All that the tables of lists and calendars need."""
        return {name: record[name] for name in ("month", "team", "items")}

    def show(self, line: dict[str, Any], view: View) -> dict[str, Any]:
        """Say how much is planned."""
        times = sum(one["times"] for one in line["items"])
        return {**line, "lead": view.translate(_WORDS["line"]) % {"times": times}}

    def refers(self, record: Record) -> list[tuple[str, str]]:
        """The team."""
        return [("team", record["team"])]

    def watches(self, record: Record) -> list[str]:
        """What the team did that month."""
        return [_served(record)]

    def list_label(self, group: str, code: str, view: View) -> str:
        """Name a station as its newest plan does."""
        rows = view.first(f"plans/{group}/{code}", 1)
        planned = rows[0].shown["items"] if rows else []
        return next((one["station"] for one in planned if one["station_key"] == code), code)

    def order(self, name: str) -> str:
        """A team's and a station's plans by month; all else as they were published."""
        return "down" if name.startswith(("plans/teams/", "plans/stations/")) else ""

    def rank(self, record: Record) -> str:
        """The month."""
        return str(record["month"])

    def parts(self, record: Record, view: View) -> dict[str, Any]:
        """Show what is planned, and count what was done of it."""
        say, served = view.translate, _served(record)
        figures = [figure(say(_WORDS["planned"]), self.amounts(record)["planned"], "#planned")]
        if done := view.count(served):
            figures.append(figure(say(_WORDS["served"]), done, view.list_url(served)))
        team = view.item("team", record["team"])
        everything = {
            "text": say(_WORDS["all_of_team"]),
            "url": view.list_url(f"plans/teams/{record['team']}"),
        }
        return {
            "number": "",
            "days": [{"label": say(gettext_noop("Month")), "value": record["month"]}],
            "sections": [
                section("", figures=figures),
                section(
                    say(_WORDS["planned"]),
                    head=[say(_WORDS[name]) for name in _HEAD],
                    rows=[_row(one, view) for one in record["items"]],
                    anchor="planned",
                ),
                section(say(_WORDS["team"]), rows=[[link(team), everything]]),
            ],
        }

    def list_context(self, name: str, view: View) -> dict[str, Any]:
        """Return the calendar, and of a month or a station all that is planned, by day."""
        context = super().list_context(name, view)
        group, _, code = name.partition("/")[2].partition("/")
        context["calendar_url"] = "calendar.ics" if view.count(name) and group != "months" else ""
        if group in {"months", "stations"}:
            key = code if group == "stations" else ""
            rows = [row for _day, row in sorted(_planned(view.rows(name), key, view))]
            head = [view.translate(_WORDS[word]) for word in (*_HEAD, "team")]
            context["parts"] = [section(view.translate(_WORDS["planned"]), head=head, rows=rows)]
        return context

    def list_files(self, name: str, view: View) -> list[File]:
        """Return the calendar of what has a day: of all, a team, a station or a community."""
        group, _, code = name.partition("/")[2].partition("/")
        if group == "months":
            return []
        path, rows = f"{name}/calendar.ics", view.first(name, _CALENDAR)
        if not rows:
            return [(path, None)]
        # The library is read when the first calendar is made: it takes a tenth of a second.
        from publisher.kinds.plan_calendar import plan_calendar  # noqa: PLC0415

        station = code if group == "stations" else ""
        return [(path, plan_calendar(rows, view, self.path, view.list_heading(name), station))]


def _served(record: Record) -> str:
    return f"services/team-months/{record['team']}/{record['month']}"


def _row(one: dict[str, Any], view: View) -> list[Any]:
    """Return the cells of a planned service, for :data:`_HEAD`."""
    hours = "–".join(part for part in (one["begins"], one["ends"]) if part)
    when = " ".join(part for part in (one["day"], hours) if part)
    key = one["station_key"]
    station = {"text": one["station"], "url": view.list_url(f"plans/stations/{key}") if key else ""}
    return [
        when or view.translate(_WORDS["any_day"]),
        view.translate(SERVICE_KINDS[one["kind"]]),
        one["what"],
        station,
        "" if one["day"] else one["times"],
        one["people"] or "",
    ]


def _planned(
    rows: Iterable[ItemRow], station: str, view: View
) -> Iterable[tuple[tuple[str, str, str, int], list[Any]]]:
    """Yield the cells of what some plans plan, at one station or anywhere, with what sorts them."""
    for row in rows:
        team = link(view.item("team", row.shown["team"]), row.shown["team"])
        for number, one in enumerate(row.shown["items"]):
            if station in {"", one["station_key"]}:
                place = (one["day"] or f"{row.shown['month']}-99", one["begins"] or "")
                yield (*place, row.key, number), [*_row(one, view), team]
