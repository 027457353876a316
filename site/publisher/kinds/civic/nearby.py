"""一刻钟便民服务: services within a quarter of an hour's walk."""

from __future__ import annotations

from typing import Any

from cms.publication import civic_vocabulary as words
from cms.translating import gettext_noop
from publisher.kinds.civic.base import COMMUNITIES, CivicKind, section
from publisher.kinds.kind import Group, Record
from publisher.kinds.view import View

_WORDS = {
    "place": gettext_noop("Place"),
    "hours": gettext_noop("opening hours"),
    "minutes": gettext_noop("minutes on foot"),
    "phone": gettext_noop("Office telephone"),
}


class Nearby(CivicKind):
    """A service."""

    name = "nearby"
    section = "nearby"
    heading = gettext_noop("Within a quarter of an hour")
    label = gettext_noop("service nearby")
    groups = {
        "kinds": Group(gettext_noop("By kind"), words=words.NEARBY),
        "communities": COMMUNITIES,
    }
    vocabularies = (words.NEARBY, _WORDS)

    def lists(self, record: Record) -> list[str]:
        """By kind instead of by month."""
        names = [name for name in super().lists(record) if "/months/" not in name]
        return [*names, f"nearby/kinds/{record['kind']}"]

    def brief(self, record: Record) -> dict[str, Any]:
        """All that a contact card prints."""
        return {name: record[name] for name in ("kind", "place", "hours", "minutes", "phone")}

    def show(self, line: dict[str, Any], view: View) -> dict[str, Any]:
        """Say what it is, how far, and when it is open."""
        say = view.translate
        kind = say(words.NEARBY[line["kind"]])
        far = f"{line['minutes']} {say(_WORDS['minutes'])}"
        lead = " · ".join(filter(None, [kind, far, line["hours"], line["phone"]]))
        return {**line, "kind_label": kind, "lead": lead}

    def parts(self, record: Record, view: View) -> dict[str, Any]:
        """Show place, hours, distance and telephone."""
        say, phone = view.translate, record["phone"]
        call = {"text": phone, "url": f"tel:{phone}"} if phone else ""
        cells = {name: record[name] for name in ("place", "hours", "minutes")} | {"phone": call}
        rows = [[say(_WORDS[name]), cell] for name, cell in cells.items() if cell]
        return {"tags": [say(words.NEARBY[record["kind"]])], "sections": [section("", rows=rows)]}
