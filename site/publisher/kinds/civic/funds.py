"""Donations and hand-outs: each entry with what is left after it."""

from __future__ import annotations

from itertools import accumulate
from typing import Any

from cms.publication import civic_vocabulary as words
from cms.translating import gettext_noop
from publisher.kinds.civic.base import CivicKind, figure, section
from publisher.kinds.kind import Record
from publisher.kinds.view import View

_WORDS = {
    "entries": gettext_noop("Entries"),
    "date": gettext_noop("Date"),
    "flow": gettext_noop("donated or handed out"),
    "what": gettext_noop("By whom or for what"),
    "left": gettext_noop("Left"),
    "hand_outs": gettext_noop("hand-outs"),
    "people": gettext_noop("people helped"),
    "yuan_in": gettext_noop("yuan donated"),
    "yuan_out": gettext_noop("yuan handed out"),
    "piece_in": gettext_noop("pieces donated"),
    "piece_out": gettext_noop("pieces handed out"),
}


class Fund(CivicKind):
    """One collection of money or of things."""

    name = "fund"
    section = "funds"
    heading = gettext_noop("Donations and hand-outs")
    label = gettext_noop("donations and hand-outs")
    counters = {
        key: _WORDS[key]
        for key in ("yuan_in", "yuan_out", "piece_in", "piece_out", "hand_outs", "people")
    }
    summed = tuple(counters)
    vocabularies = (words.FUND_UNITS, words.FLOWS, _WORDS)

    def amounts(self, record: Record) -> dict[str, int]:
        """Count what came in and went out in the fund's unit, hand-outs and people."""
        sums = {"in": 0, "out": 0}
        for flow in record["flows"]:
            sums[flow["flow"]] += flow["amount"]
        unit = record["unit"]
        return {
            f"{unit}_in": sums["in"],
            f"{unit}_out": sums["out"],
            "hand_outs": sum(1 for flow in record["flows"] if flow["flow"] == "out"),
            "people": sum(flow["people"] or 0 for flow in record["flows"]),
        }

    def brief(self, record: Record) -> dict[str, Any]:
        """What came in and what is left."""
        sums, unit = self.amounts(record), record["unit"]
        return {
            "unit": unit,
            "in": sums[f"{unit}_in"],
            "left": sums[f"{unit}_in"] - sums[f"{unit}_out"],
        }

    def tell(self, line: dict[str, Any], view: View) -> list[str]:
        """Say both, with their unit."""
        unit = view.translate(words.FUND_UNITS[line["unit"]])
        came, left = view.translate(words.FLOWS["in"]), view.translate(_WORDS["left"])
        return [f"{came} {grouped(line['in'])} {unit}", f"{left} {grouped(line['left'])} {unit}"]

    def parts(self, record: Record, view: View) -> dict[str, Any]:
        """Show every entry with the balance after it."""
        say, sums, unit = view.translate, self.amounts(record), record["unit"]
        left = accumulate(
            flow["amount"] if flow["flow"] == "in" else -flow["amount"] for flow in record["flows"]
        )
        rows = [
            [
                flow["date"],
                say(words.FLOWS[flow["flow"]]),
                grouped(flow["amount"]),
                flow["what"],
                "" if flow["people"] is None else flow["people"],
                grouped(after),
            ]
            for flow, after in zip(record["flows"], left, strict=True)
        ]
        found = [
            figure(say(_WORDS[key]), grouped(sums[key]), "#entries") for key in sums if sums[key]
        ]
        remains = grouped(sums[f"{unit}_in"] - sums[f"{unit}_out"])
        found.append(figure(say(_WORDS["left"]), remains, "#entries"))
        heads = [_WORDS["date"], _WORDS["flow"], words.FUND_UNITS[unit]]
        return {
            "days": [{"label": "", "value": record["date"]}],
            "sections": [
                section("", figures=found),
                section(
                    say(_WORDS["entries"]),
                    head=[
                        *map(say, heads),
                        *(say(_WORDS[key]) for key in ("what", "people", "left")),
                    ],
                    rows=rows,
                    anchor="entries",
                ),
            ],
        }


def grouped(number: int) -> str:
    """Return a whole number with commas between thousands."""
    return f"{number:,}"
