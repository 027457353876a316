"""What these kinds share: lists by month and community, one template of texts and tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from cms.translating import gettext_noop
from publisher.kinds.kind import Group, Kind, Record
from publisher.kinds.view import View

Cell = dict[str, Any]
COMMUNITIES = Group(gettext_noop("By community"))
MONTHS = Group(gettext_noop("By month"))


class CivicKind(Kind):
    """A dated record of a community. ``words`` are all messages that its pages print."""

    template = "civic"
    list_template = "civic_list"
    groups = {"months": MONTHS, "communities": COMMUNITIES}
    words: ClassVar[Mapping[str, str]] = {}

    def lists(self, record: Record) -> list[str]:
        """By community and by month."""
        return [*super().lists(record), f"{self.section}/months/{record['date'][:7]}"]

    def line(self, record: Record) -> dict[str, Any]:
        """Title, day, and what :meth:`brief` adds."""
        return {"title": record["title"], "date": record["date"], **self.brief(record)}

    def brief(self, record: Record) -> dict[str, Any]:
        """Return a few short values that a line shows."""
        return {}

    def show(self, line: dict[str, Any], view: View) -> dict[str, Any]:
        """Join the day and what :meth:`tell` says."""
        parts = [line["date"], *self.tell(line, view)]
        return {**line, "lead": " · ".join(part for part in parts if part)}

    def tell(self, line: dict[str, Any], view: View) -> list[str]:
        """Return what a line says after its day."""
        return []

    def context(self, key: str, record: Record, view: View) -> dict[str, Any]:
        """Return title, day, text and the kind's own parts."""
        return {
            "page": {
                "title": record["title"],
                "number": key,
                "date": record["date"],
                "areas": view.areas(record["area"]),
                "paragraphs": paragraphs(record["text"]),
                "tags": [],
                "days": [],
                "sections": [],
                **self.parts(record, view),
            }
        }

    def parts(self, record: Record, view: View) -> dict[str, Any]:
        """Return "tags", "days" and "sections" of the page."""
        return {}

    def list_context(self, name: str, view: View) -> dict[str, Any]:
        """Figures link to the lists that they count."""
        return {"figures": self.figures(name, view)}

    def figures(self, name: str, view: View) -> list[dict[str, Any]]:
        """Return the figures of a list: its counters, unless a kind knows better."""
        return view.figures(name)


def paragraphs(text: str) -> list[str]:
    """Split a plain text into its paragraphs, without empty ones."""
    return [line for part in text.split("\n") if (line := part.strip())]


def figure(label: str, value: Any, url: str = "") -> dict[str, Any]:
    """Return one figure; ``url`` leads to what it counts."""
    return {"label": label, "value": value, "url": url}


def reached(kind: Kind, view: View, group: str, words: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return, for each code of a group of lists, how many items it has, with its address."""
    names = {code: f"{kind.section}/{group}/{code}" for code in words}
    return [
        figure(view.translate(words[code]), count, view.list_url(name))
        for code, name in names.items()
        if (count := view.count(name))
    ]


def stages(record: Record, fields: Sequence[tuple[str, str]], view: View) -> list[dict[str, str]]:
    """Return the days of the stages that were reached: label and day."""
    return [
        {"label": view.translate(label), "value": record[field]}
        for field, label in fields
        if record[field]
    ]


def states_reached(record: Record, words: Mapping[str, str]) -> list[str]:
    """Return the states that an item has gone through, the present one last."""
    order = list(words)
    return order[: order.index(record["state"]) + 1]


def section(
    heading: str,
    *,
    texts: Iterable[str] = (),
    figures: Iterable[dict[str, Any]] = (),
    head: Sequence[str] = (),
    rows: Iterable[Sequence[Cell | str | int]] = (),
    anchor: str = "",
) -> dict[str, Any]:
    """Return one part of a page: texts, figures, and a table whose cells may link."""
    return {
        "heading": heading,
        "paragraphs": [line for text in texts for line in paragraphs(text)],
        "figures": list(figures),
        "head": list(head),
        "rows": [
            [cell if isinstance(cell, dict) else {"text": cell} for cell in row] for row in rows
        ],
        "anchor": anchor,
    }


def link(item: dict[str, Any] | None, missing: str = "") -> Cell:
    """Return a cell that leads to another item, or says ``missing``."""
    return {"text": item["title"], "url": item["url"]} if item else {"text": missing}
