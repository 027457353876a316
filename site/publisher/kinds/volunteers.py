"""Volunteer teams and their services; every figure is counted from the services' records."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from cms.publication.vocabulary import SERVICE_KINDS, TIME_CLASSES
from cms.translating import gettext_noop
from publisher.kinds.kind import Group, Kind, Record
from publisher.kinds.view import LINES, View
from publisher.kinds.written import WrittenPage

_NEWEST, _PLANS = 10, 3
_WHOLE = gettext_noop("%(hours)s h")
_BROKEN = gettext_noop("%(hours)s h %(minutes)s min")
_PEOPLE = gettext_noop("%(people)s people")
_HOURS = gettext_noop("Hours")
_PARTICIPATIONS = gettext_noop("Participations")


def hours_text(minutes: int, translate: Callable[[str], str]) -> str:
    """Return minutes as hours and minutes: 16,804 h, or 2 h 30 min."""
    hours, rest = divmod(minutes, 60)
    text = translate(_BROKEN if rest else _WHOLE)
    return text % {"hours": f"{hours:,}", "minutes": rest}


def hours_figure(minutes: int, label: str, translate: Callable[[str], str]) -> dict[str, str]:
    """Return minutes as a figure: the hours large, the unit and what is left over small."""
    text, hours = hours_text(minutes, translate), f"{minutes // 60:,}"
    return {"label": translate(label), "value": hours, "unit": text.partition(hours)[2]}


def sums(name: str, label: str, view: View) -> dict[str, Any]:
    """Return the figures of a list of services, with its address: one line of a table."""
    minutes = view.amount(name, "minutes")
    return {
        "name": label,
        "url": view.list_url(name),
        "services": f"{view.count(name):,}",
        "people": f"{view.amount(name, 'people'):,}",
        "minutes": minutes,
        "hours": hours_text(minutes, view.translate),
    }


def figures(name: str, view: View) -> list[dict[str, str]]:
    """Return the figures of a list of services: people, hours, and hours by how measured."""
    people = {
        "label": view.translate(_PARTICIPATIONS),
        "value": f"{view.amount(name, 'people'):,}",
    }
    hours = [(_HOURS, "minutes")]
    hours += [(label, f"{word}_minutes") for word, label in TIME_CLASSES.items()]
    return [people] + [
        hours_figure(view.amount(name, counter), label, view.translate)
        for label, counter in hours
        if view.amount(name, counter)
    ]


def service_figures(record: Record, view: View) -> list[dict[str, str]]:
    """Return the hours of one record: in all, and by how they were measured."""
    counters = [(_HOURS, "minutes")]
    counters += [(label, f"{word}_minutes") for word, label in TIME_CLASSES.items()]
    return [
        hours_figure(record[counter], label, view.translate)
        for label, counter in counters
        if record[counter]
    ]


class Team(WrittenPage):
    """A volunteer team."""

    name = "team"
    section = "teams"
    heading = gettext_noop("Volunteer teams")
    label = gettext_noop("Team page")
    template = "team"
    list_template = "teams"
    fields = {"members": gettext_noop("Members"), "stations": gettext_noop("Stations")}

    def watches(self, record: Record) -> list[str]:
        """Whatever changes a list of the team's services changes this one too; and its plans."""
        return [f"services/teams/{record['slug']}", f"plans/teams/{record['slug']}"]

    def context(self, key: str, record: Record, view: View) -> dict[str, Any]:
        """Return the team's text with what it did, by month and by kind."""
        everything = f"services/teams/{key}"
        return super().context(key, record, view) | {
            "members": record.get("members", 0),
            "stations": record.get("stations", []),
            "services": view.count(everything),
            "services_url": view.list_url(everything),
            "figures": figures(everything, view),
            "months": _table(f"services/team-months/{key}/", view),
            "kinds": _table(
                f"services/team-kinds/{key}/",
                view,
                lambda kind: view.translate(SERVICE_KINDS[kind]),
            ),
            "newest": view.newest(everything, _NEWEST),
            "plans": view.newest(f"plans/teams/{key}", _PLANS),
            "plans_url": view.list_url(f"plans/teams/{key}"),
        }

    def list_context(self, name: str, view: View) -> dict[str, Any]:
        """Lead on to the services."""
        return {"services_url": view.list_url("services")}


class Service(Kind):
    """One occasion on which volunteers served."""

    name = "service"
    section = "services"
    heading = gettext_noop("Volunteer services")
    label = gettext_noop("Volunteer service")
    template = "service"
    list_template = "services"
    dated = True
    groups = {
        "teams": Group(gettext_noop("By team"), kind="team"),
        "kinds": Group(gettext_noop("By kind"), words=SERVICE_KINDS),
        "communities": Group(gettext_noop("By community")),
        "months": Group(gettext_noop("By month")),
    }
    parted = {"team-months": "team", "team-kinds": "team"}
    counters = {
        "people": _PARTICIPATIONS,
        "minutes": gettext_noop("Minutes"),
    }
    fields = {
        "team": gettext_noop("Team"),
        "date": gettext_noop("Date"),
        "people": gettext_noop("People"),
        "minutes": gettext_noop("Minutes"),
        "credit_minutes": gettext_noop("Checked-in minutes"),
        "honour_minutes": gettext_noop("Entered minutes"),
        "names": gettext_noop("Names of volunteers who agreed"),
    }
    vocabularies = (
        SERVICE_KINDS,
        TIME_CLASSES,
        {text: text for text in (_WHOLE, _BROKEN, _PEOPLE, _HOURS)},
    )

    def lists(self, record: Record) -> list[str]:
        """By place, month, kind and team, and the team's months and kinds."""
        month, kind, team = record["date"][:7], record["kind"], record["team"]
        return [
            *super().lists(record),
            f"services/months/{month}",
            f"services/kinds/{kind}",
            f"services/teams/{team}",
            f"services/team-months/{team}/{month}",
            f"services/team-kinds/{team}/{kind}",
        ]

    def amounts(self, record: Record) -> dict[str, int]:
        """People, and minutes by class."""
        names = ("people", "minutes", "credit_minutes", "honour_minutes")
        return {name: record[name] for name in names}

    def line(self, record: Record) -> dict[str, Any]:
        """Return day, team and sums."""
        kept = ("title", "date", "team", "people", "minutes")
        return {name: record[name] for name in kept}

    def show(self, line: dict[str, Any], view: View) -> dict[str, Any]:
        """Name the team and write out the sums."""
        team = view.item("team", line["team"])
        parts = [
            line["date"],
            team["title"] if team else "",
            view.translate(_PEOPLE) % {"people": line["people"]},
            hours_text(line["minutes"], view.translate),
        ]
        return {**line, "lead": " · ".join(part for part in parts if part)}

    def refers(self, record: Record) -> list[tuple[str, str]]:
        """The team."""
        return [("team", record["team"])]

    def context(self, key: str, record: Record, view: View) -> dict[str, Any]:
        """Return who served, where, when and how long, each with its list."""
        kind = record["kind"]
        return {
            "service": record,
            "team": view.item("team", record["team"]),
            "kind_link": {
                "name": view.translate(SERVICE_KINDS[kind]),
                "url": view.list_url(f"services/kinds/{kind}"),
            },
            "month_url": view.list_url(f"services/months/{record['date'][:7]}"),
            "areas": view.areas(record["area"]),
            "figures": service_figures(record, view),
        }

    def list_context(self, name: str, view: View) -> dict[str, Any]:
        """Return the list's sums; of the whole section also tables of all its lists."""
        found = [one | {"url": LINES} for one in figures(name, view)]
        context: dict[str, Any] = {"figures": found}
        _, sort, *rest = [*name.split("/"), ""]
        if sort.startswith("team-"):
            return context | _heading(sort, rest[0], rest[1], view)
        if not sort:
            context |= {"groups": [], "tables": list(self._tables(view))}
        return context

    def _tables(self, view: View) -> Iterator[dict[str, Any]]:
        for sort, group in self.groups.items():
            label = None if sort == "months" else partial(view.group_label, sort, how=group)
            rows = _table(f"services/{sort}/", view, label)
            if rows:
                yield {"heading": view.translate(group.heading), "rows": rows}


def _table(
    prefix: str, view: View, label: Callable[[str], str] | None = None
) -> list[dict[str, Any]]:
    """Return a line for each list below ``prefix``: the most hours first, months the newest."""
    names = view.names_of(prefix)
    codes = [name[len(prefix) :] for name in names]
    rows = [
        sums(name, label(code) if label else code, view)
        for name, code in zip(names, codes, strict=True)
    ]
    return sorted(rows, key=lambda row: -row["minutes"]) if label else rows[::-1]


def _heading(sort: str, team: str, code: str, view: View) -> dict[str, str]:
    """Say whose list it is, where its name alone does not."""
    item = view.item("team", team)
    what = view.translate(SERVICE_KINDS[code]) if sort == "team-kinds" else code
    heading = f"{item['title'] if item else team} · {what}"
    return {"heading": heading, "page_title": heading}
