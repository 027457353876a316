"""Meetings that solve things; what is solved is what the linked cases say."""

from __future__ import annotations

from typing import Any

from cms.publication import civic_vocabulary as words
from cms.translating import gettext_noop
from publisher.kinds.civic.base import COMMUNITIES, MONTHS, CivicKind, figure, section
from publisher.kinds.kind import Group, Record
from publisher.kinds.view import LINES, View

_WORDS = {
    "attendance": gettext_noop("Who came"),
    "people": gettext_noop("people came"),
    "topics": gettext_noop("topics"),
    "topics_heading": gettext_noop("Topics and decisions"),
    "solved": gettext_noop("solved"),
    "topic": gettext_noop("Topic"),
    "decision": gettext_noop("Decision"),
    "case": gettext_noop("Case"),
    "became": gettext_noop("What became of it"),
    "open": gettext_noop("In progress"),
    "on": gettext_noop("Solved on"),
}


class Meeting(CivicKind):
    """A meeting: notice, attendance by role, topics with decisions and cases."""

    name = "meeting"
    section = "meetings"
    heading = gettext_noop("Meetings")
    label = gettext_noop("meeting")
    home_heading = gettext_noop("Talked over and settled")
    home = 3
    groups = {
        "kinds": Group(gettext_noop("By kind"), words=words.MEETING_KINDS),
        "months": MONTHS,
        "communities": COMMUNITIES,
    }
    counters = {"people": _WORDS["people"], "topics": _WORDS["topics"]}
    summed = tuple(counters)
    vocabularies = (words.MEETING_KINDS, words.ATTENDING, _WORDS)

    def lists(self, record: Record) -> list[str]:
        """Also by kind of meeting."""
        return [*super().lists(record), f"meetings/kinds/{record['kind']}"]

    def amounts(self, record: Record) -> dict[str, int]:
        """Count people, topics, and what was settled without a case."""
        return {
            "people": sum(row["count"] for row in record["attendance"]),
            "topics": len(record["topics"]),
            "settled": sum(1 for row in record["topics"] if row["solved"] and not row["case"]),
        }

    def refers(self, record: Record) -> list[tuple[str, str]]:
        """Name the cases that topics became; their pages name the meeting."""
        return [("case", row["case"]) for row in record["topics"] if row["case"]]

    def brief(self, record: Record) -> dict[str, Any]:
        """Kind, place, and how many topics."""
        return {
            "kind": record["kind"],
            "place": record["place"],
            "topics": len(record["topics"]),
        }

    def tell(self, line: dict[str, Any], view: View) -> list[str]:
        """Say kind, place and the number of topics."""
        topics = f"{view.translate(_WORDS['topics'])} {line['topics']}" if line["topics"] else ""
        return [view.translate(words.MEETING_KINDS[line["kind"]]), line["place"], topics]

    def parts(self, record: Record, view: View) -> dict[str, Any]:
        """Show who came, what was decided, and what became of it."""
        say = view.translate
        rows = [self._row(topic, view) for topic in record["topics"]]
        solved = sum(done for done, _cells in rows)
        people = sum(row["count"] for row in record["attendance"])
        found = [
            figure(say(_WORDS["people"]), people, "#attendance"),
            figure(say(_WORDS["topics"]), len(rows), "#topics"),
            figure(say(_WORDS["solved"]), solved, "#topics"),
        ]
        came = [[say(words.ATTENDING[row["role"]]), row["count"]] for row in record["attendance"]]
        sections = [
            section("", figures=[one for one in found if one["value"]]),
            section(say(_WORDS["attendance"]), rows=came, anchor="attendance"),
            section(
                say(_WORDS["topics_heading"]),
                head=[say(_WORDS[key]) for key in ("topic", "decision", "became")],
                rows=[cells for _done, cells in rows],
                anchor="topics",
            ),
        ]
        days = [{"label": "", "value": f"{record['date']} {record['starts'] or ''}".strip()}]
        tags = [say(words.MEETING_KINDS[record["kind"]]), record["place"]]
        return {"tags": tags, "days": days, "sections": sections}

    def _row(self, topic: dict[str, Any], view: View) -> tuple[bool, list[Any]]:
        """Return whether a topic is solved, and its cells."""
        say = view.translate
        case = view.case(topic["case"]) if topic["case"] else None
        if case:
            became = {"text": f"{case['state_label']} · {case['number']}", "url": case["url"]}
            return case["solved"], [topic["topic"], topic["decision"], became]
        if topic["solved"]:
            return True, [
                topic["topic"],
                topic["decision"],
                f"{say(_WORDS['on'])} {topic['solved']}",
            ]
        return False, [topic["topic"], topic["decision"], say(_WORDS["open"])]

    def figures(self, name: str, view: View) -> list[dict[str, Any]]:
        """People, topics, and what is solved: by cases that are done, or at the meeting."""
        solved = view.amount(name, "settled") + view.solved_cases(name)
        found = view.figures(name)
        return found + ([figure(view.translate(_WORDS["solved"]), solved, LINES)] if solved else [])
