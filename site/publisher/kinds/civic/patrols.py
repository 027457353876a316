"""三巡一查零报告: a report a day, and the days without one."""

from __future__ import annotations

from calendar import monthrange
from typing import Any

from cms.publication import civic_vocabulary as words
from cms.translating import gettext_noop
from publisher.kinds.civic.base import COMMUNITIES, MONTHS, CivicKind, reached, section
from publisher.kinds.kind import Group, Record
from publisher.kinds.view import View

_RESULTS = {
    "found": gettext_noop("Something was found"),
    "zero": gettext_noop("Zero report"),
}
_WORDS = {
    "round": gettext_noop("patrol or check"),
    "found": gettext_noop("problems found"),
    "done": gettext_noop("put right at once"),
    "note": gettext_noop("what was found"),
    "rounds": gettext_noop("Patrols and check"),
    "missing": gettext_noop("Days without a report"),
    "none_missing": gettext_noop("None: there is a report for every day."),
}


class Patrol(CivicKind):
    """The report of one community for one day."""

    name = "patrol"
    section = "patrols"
    heading = gettext_noop("Three patrols and a check")
    label = gettext_noop("patrol report")
    groups = {
        "results": Group(gettext_noop("By result"), words=_RESULTS),
        "months": MONTHS,
        "communities": COMMUNITIES,
    }
    counters = {"found": _WORDS["found"], "done": _WORDS["done"]}
    summed = tuple(counters)
    vocabularies = (words.ROUNDS, _RESULTS, _WORDS)

    def lists(self, record: Record) -> list[str]:
        """Also by result."""
        return [*super().lists(record), f"patrols/results/{result(record)}"]

    def amounts(self, record: Record) -> dict[str, int]:
        """Count what was found, and what was put right at once."""
        return {
            "found": sum(row["found"] for row in record["rounds"]),
            "done": sum(row["done"] for row in record["rounds"]),
        }

    def brief(self, record: Record) -> dict[str, Any]:
        """What was found."""
        return self.amounts(record)

    def tell(self, line: dict[str, Any], view: View) -> list[str]:
        """Say it, or that nothing was found."""
        if not line["found"]:
            return [view.translate(_RESULTS["zero"])]
        return [f"{view.translate(_WORDS[key])} {line[key]}" for key in ("found", "done")]

    def parts(self, record: Record, view: View) -> dict[str, Any]:
        """Show each patrol and the check."""
        say = view.translate
        rows = [
            [say(words.ROUNDS[row["round"]]), row["found"], row["done"], row["note"]]
            for row in record["rounds"]
        ]
        head = [say(_WORDS[key]) for key in ("round", "found", "done", "note")]
        return {
            "tags": [say(_RESULTS[result(record)])],
            "days": [{"label": "", "value": record["date"]}],
            "sections": [section(say(_WORDS["rounds"]), head=head, rows=rows)],
        }

    def figures(self, name: str, view: View) -> list[dict[str, Any]]:
        """What was found; on the whole list, how many reports there are of either sort."""
        found = reached(self, view, "results", _RESULTS) if name == self.section else []
        return found + view.figures(name)

    def list_context(self, name: str, view: View) -> dict[str, Any]:
        """Say, on the list of a month, for which days a community has no report."""
        context = super().list_context(name, view)
        if name.startswith("patrols/months/"):
            rows = [[area, "、".join(days)] for area, days in gaps(name, view)]
            none = [] if rows else [view.translate(_WORDS["none_missing"])]
            heading = view.translate(_WORDS["missing"])
            context["parts"] = [section(heading, rows=rows, texts=none)]
        return context


def result(record: Record) -> str:
    """Return "zero" when nothing was found, else "found"."""
    return "found" if any(row["found"] for row in record["rounds"]) else "zero"


def gaps(name: str, view: View) -> list[tuple[str, list[str]]]:
    """Return the days of a month without a report, by community.

    Of communities that report, up to the last day for which anybody has reported.
    """
    month = name.rpartition("/")[2]
    reported: dict[str, set[str]] = {}
    for row in view.rows(name):
        reported.setdefault(row.area, set()).add(row.shown["date"])
    last = max((day for days in reported.values() for day in days), default="")
    length = monthrange(int(month[:4]), int(month[5:]))[1]
    wanted = [day for n in range(1, length + 1) if (day := f"{month}-{n:02d}") <= last]
    return [
        (view.names.area(area), missing)
        for area, days in sorted(reported.items())
        if (missing := [day for day in wanted if day not in days])
    ]
