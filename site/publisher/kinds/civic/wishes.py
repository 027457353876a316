"""微心愿: small wishes, adopted and fulfilled; names are masked in the record already."""

from __future__ import annotations

from typing import Any

from cms.publication import civic_vocabulary as words
from cms.translating import gettext_noop
from publisher.kinds.civic.base import (
    COMMUNITIES,
    MONTHS,
    CivicKind,
    reached,
    section,
    stages,
    states_reached,
)
from publisher.kinds.kind import Group, Record
from publisher.kinds.view import View

_DAYS = (
    ("date", words.WISH_STATES["wished"]),
    ("adopted", words.WISH_STATES["adopted"]),
    ("fulfilled", words.WISH_STATES["fulfilled"]),
)
_WORDS = {
    "adopter": gettext_noop("Who adopted it"),
    "result": gettext_noop("How it came true"),
}


class Wish(CivicKind):
    """A wish."""

    name = "wish"
    section = "wishes"
    heading = gettext_noop("Small wishes")
    label = gettext_noop("wish")
    groups = {
        "states": Group(gettext_noop("How far they came"), words=words.WISH_STATES),
        "wishers": Group(gettext_noop("Whose wishes"), words=words.WISHERS),
        "months": MONTHS,
        "communities": COMMUNITIES,
    }
    vocabularies = (words.WISH_STATES, words.WISHERS, words.ADOPTERS, _WORDS)

    def lists(self, record: Record) -> list[str]:
        """Also by each state it reached, and by whose it is."""
        names = super().lists(record)
        names += [f"wishes/states/{one}" for one in states_reached(record, words.WISH_STATES)]
        return [*names, f"wishes/wishers/{record['wisher']}"]

    def brief(self, record: Record) -> dict[str, Any]:
        """State and whose it is."""
        return {"state": record["state"], "wisher": record["wisher"]}

    def tell(self, line: dict[str, Any], view: View) -> list[str]:
        """Say whose wish it is and how far it came."""
        say = view.translate
        return [say(words.WISHERS[line["wisher"]]), say(words.WISH_STATES[line["state"]])]

    def parts(self, record: Record, view: View) -> dict[str, Any]:
        """Show whose it is, who adopted it and how it came true."""
        say = view.translate
        whose = " ".join(
            filter(None, [say(words.WISHERS[record["wisher"]]), record["wisher_masked"]])
        )
        sections = []
        if record["adopter"]:
            parts = [say(words.ADOPTERS[record["adopter"]]), record["adopter_masked"]]
            names = " ".join(filter(None, [*parts, record["adopter_unit"]]))
            sections.append(section(say(_WORDS["adopter"]), texts=[names]))
        if record["result"]:
            sections.append(section(say(_WORDS["result"]), texts=[record["result"]]))
        return {
            "tags": [say(words.WISH_STATES[record["state"]]), whose],
            "days": stages(record, _DAYS, view),
            "sections": sections,
        }

    def figures(self, name: str, view: View) -> list[dict[str, Any]]:
        """How many reached each state."""
        return reached(self, view, "states", words.WISH_STATES) if name == self.section else []
