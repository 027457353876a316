"""Opinions asked for, and the suggestions that were adopted."""

from __future__ import annotations

from typing import Any

from cms.publication import civic_vocabulary as words
from cms.translating import gettext_noop
from publisher.kinds.civic.base import CivicKind, figure, section
from publisher.kinds.kind import Record
from publisher.kinds.view import View

_WORDS = {
    "until": gettext_noop("Open until"),
    "groups": gettext_noop("Who was asked"),
    "group": gettext_noop("group of people"),
    "person_times": gettext_noop("person-times"),
    "opinions": gettext_noop("opinions"),
    "suggestions": gettext_noop("Suggestions and answers"),
    "suggestion": gettext_noop("Suggestion"),
    "answer": gettext_noop("Answer"),
    "reply": gettext_noop("Reply"),
    "adopted": gettext_noop("Suggestions adopted"),
    "sum": gettext_noop("In all"),
}
_TAKEN = frozenset({"adopted"})


class Consultation(CivicKind):
    """One asking."""

    name = "consultation"
    section = "consultations"
    heading = gettext_noop("Opinions asked for")
    label = gettext_noop("opinions asked for")
    counters = {key: _WORDS[key] for key in ("person_times", "opinions", "adopted")}
    summed = tuple(counters)
    vocabularies = (words.SUGGESTION_ANSWERS, _WORDS)

    def amounts(self, record: Record) -> dict[str, int]:
        """Count person-times, opinions and what was adopted."""
        return {
            "person_times": sum(row["person_times"] for row in record["groups"]),
            "opinions": sum(row["opinions"] for row in record["groups"]),
            "adopted": sum(1 for row in record["suggestions"] if row["answer"] in _TAKEN),
        }

    def brief(self, record: Record) -> dict[str, Any]:
        """How many opinions came."""
        return self.amounts(record)

    def tell(self, line: dict[str, Any], view: View) -> list[str]:
        """Say the figures."""
        return [f"{view.translate(_WORDS[key])} {line[key]}" for key in ("opinions", "adopted")]

    def parts(self, record: Record, view: View) -> dict[str, Any]:
        """Show the groups with their sum, and each suggestion with its answer."""
        say, sums = view.translate, self.amounts(record)
        anchors = {"person_times": "#groups", "opinions": "#groups", "adopted": "#suggestions"}
        found = [figure(say(_WORDS[key]), sums[key], anchors[key]) for key in anchors]
        groups = [[row["name"], row["person_times"], row["opinions"]] for row in record["groups"]]
        groups.append([say(_WORDS["sum"]), sums["person_times"], sums["opinions"]])
        rows = sorted(
            record["suggestions"],
            key=lambda row: list(words.SUGGESTION_ANSWERS).index(row["answer"]),
        )
        suggestions = [
            [row["suggestion"], say(words.SUGGESTION_ANSWERS[row["answer"]]), row["reply"]]
            for row in rows
        ]
        days = [{"label": "", "value": record["date"]}]
        if record["until"]:
            days.append({"label": say(_WORDS["until"]), "value": record["until"]})
        return {
            "days": days,
            "sections": [
                section("", figures=[one for one in found if one["value"]]),
                section(
                    say(_WORDS["groups"]),
                    head=[say(_WORDS[key]) for key in ("group", "person_times", "opinions")],
                    rows=groups if record["groups"] else [],
                    anchor="groups",
                ),
                section(
                    say(_WORDS["suggestions"]),
                    head=[say(_WORDS[key]) for key in ("suggestion", "answer", "reply")],
                    rows=suggestions,
                    anchor="suggestions",
                ),
            ],
        }
