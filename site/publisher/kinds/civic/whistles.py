"""五哨: who was called, and the results in figures that add up over all whistles."""

from __future__ import annotations

from typing import Any

from cms.publication import civic_vocabulary as words
from cms.translating import gettext_noop
from publisher.kinds.civic.base import COMMUNITIES, MONTHS, CivicKind, figure, section
from publisher.kinds.kind import Group, Record
from publisher.kinds.view import View

_WORDS = {
    "called": gettext_noop("Units called"),
    "results": gettext_noop("Results"),
    "everywhere": gettext_noop("The same, over all whistles"),
}


class Whistle(CivicKind):
    """An order to act together."""

    name = "whistle"
    section = "whistles"
    heading = gettext_noop("Five whistles")
    label = gettext_noop("whistle")
    groups = {
        "kinds": Group(gettext_noop("By kind"), words=words.WHISTLES),
        "months": MONTHS,
        "communities": COMMUNITIES,
    }
    counters = words.MEASURES
    summed = tuple(words.MEASURES)
    vocabularies = (words.WHISTLES, _WORDS)

    def lists(self, record: Record) -> list[str]:
        """Also by whistle."""
        return [*super().lists(record), f"whistles/kinds/{record['whistle']}"]

    def amounts(self, record: Record) -> dict[str, int]:
        """Add up the results by measure."""
        sums: dict[str, int] = {}
        for row in record["results"]:
            sums[row["measure"]] = sums.get(row["measure"], 0) + row["count"]
        return sums

    def brief(self, record: Record) -> dict[str, Any]:
        """Which whistle, and the results."""
        return {"whistle": record["whistle"], "results": self.amounts(record)}

    def tell(self, line: dict[str, Any], view: View) -> list[str]:
        """Say them."""
        results = [
            f"{view.translate(words.MEASURES[key])} {count}"
            for key, count in line["results"].items()
        ]
        return [view.translate(words.WHISTLES[line["whistle"]]), *results]

    def parts(self, record: Record, view: View) -> dict[str, Any]:
        """Show who was called and what came of it."""
        say = view.translate
        found = [
            figure(say(words.MEASURES[key]), f"{count:,}")
            for key, count in self.amounts(record).items()
        ]
        everywhere = [
            {"text": say(words.MEASURES[key]), "url": view.list_url(self.figure_list(key))}
            for key in self.amounts(record)
        ]
        called = "、".join(row["unit"] for row in record["called"])
        return {
            "tags": [say(words.WHISTLES[record["whistle"]])],
            "days": [{"label": "", "value": record["date"]}],
            "sections": [
                section(say(_WORDS["results"]), figures=found),
                section(say(_WORDS["called"]), texts=[called]),
                section(say(_WORDS["everywhere"]), rows=[[one] for one in everywhere]),
            ],
        }
