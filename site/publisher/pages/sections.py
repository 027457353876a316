"""Contexts of the home page and of the overviews."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from cms.translating import gettext_noop
from publisher.addresses import ALL_CASES, STREET_DIGITS, list_path
from publisher.kinds.pages import ItemPages
from publisher.pages.lines import Lines
from publisher.remembered.figures import (
    closed_count,
    entry,
    rate,
    satisfaction_figures,
    state_counts,
)
from publisher.remembered.lists import CaseList, ListBook
from publisher.remembered.names import Names, parent

_HEADINGS = {
    "communities": gettext_noop("Communities"),
    "categories": gettext_noop("Categories"),
    "months": gettext_noop("Months"),
}
_LATEST, _MONTHS, _CATEGORIES = 10, 12, 12


class SectionPages:
    """Makes contexts of pages that sum up others."""

    def __init__(self, lists: ListBook, names: Names, lines: Lines, items: ItemPages) -> None:
        self._lists = lists
        self._items = items
        self._names = names
        self._lines = lines

    def home(self) -> dict[str, Any]:
        """Return the context of home.html."""
        everything = self._list(ALL_CASES)
        closed = closed_count(everything)
        satisfaction = satisfaction_figures(everything)
        satisfaction["satisfied_rate"] = satisfaction.pop("rate")
        latest, _ = self._lists.newest("states/done", _LATEST)
        if not latest:
            latest, _ = self._lists.newest(ALL_CASES, _LATEST)
        months = [line for group in self._months("") for line in group["items"]]
        return {
            "page_title": "",
            "totals": {
                "received": everything.live,
                "closed": closed,
                "open": everything.live - closed,
                "rate": rate(closed, everything.live),
                "received_url": "cases/index.html",
                "open_url": "states/in_progress/index.html",
                **satisfaction,
            },
            "counts": state_counts(everything, "", self._names.translate, linked=True),
            "latest_html": self._lines.html(latest[:_LATEST], ""),
            "streets": [
                group | {"count": group["total"], "communities": group["items"]}
                for group in self._communities("")
            ],
            "months": [{"month": line["name"], **line} for line in months[:_MONTHS]],
            "categories": self._top_categories(),
            "kinds": self._items.of_home(),
        }

    def overview(self, section: str) -> dict[str, Any]:
        """Return the context of overview.html."""
        makers = {
            "communities": self._communities,
            "categories": self._categories,
            "months": self._months,
        }
        heading = self._names.translate(_HEADINGS[section])
        groups = makers[section]("../")
        return {
            "kind": section,
            "heading": heading,
            "page_title": heading,
            "groups": groups,
        }

    def _list(self, name: str) -> CaseList:
        return self._lists.lists.get(name) or CaseList(name)

    def _line(self, name: str, title: str, root: str) -> dict[str, Any]:
        return entry(title, root + list_path(name), self._list(name))

    def _codes(self, section: str, kind: str) -> list[str]:
        """Return codes with a record, in their order, then those that only cases name."""
        known = list(self._names.live(kind))
        prefix = f"{section}/"
        others = {name[len(prefix) :] for name in self._lists.lists if name.startswith(prefix)}
        return known + sorted(
            code for code in others - set(known) if self._list(prefix + code).live
        )

    def _communities(self, root: str) -> list[dict[str, Any]]:
        codes = self._codes("communities", "area")
        streets = [code for code in codes if len(code) == STREET_DIGITS]
        return [
            self._line(f"communities/{street}", self._names.area(street), root)
            | {
                "items": [
                    self._line(f"communities/{code}", self._names.area(code), root)
                    for code in codes
                    if len(code) == STREET_DIGITS + 3 and code.startswith(street)
                ]
            }
            for street in streets
        ]

    def _categories(self, root: str) -> list[dict[str, Any]]:
        codes = self._codes("categories", "category")
        return [
            self._line(f"categories/{top}", self._names.category(top), root)
            | {
                "items": [
                    self._line(f"categories/{code}", self._names.category(code), root)
                    for code in codes
                    if code.startswith(top + ".")
                ]
            }
            for top in codes
            if not parent("category", top)
        ]

    def _months(self, root: str) -> list[dict[str, Any]]:
        names = [name for name, one in self._lists.lists.items() if one.live]
        months = sorted((name[7:] for name in names if name.startswith("months/")), reverse=True)
        groups = []
        for year, members in groupby(months, key=lambda month: month[:4]):
            lines = [self._line(f"months/{month}", month, root) for month in members]
            total = sum(line["count"] for line in lines)
            closed = sum(line["closed"] for line in lines)
            groups.append(
                {
                    "name": year,
                    "url": None,
                    "total": total,
                    "closed": closed,
                    "rate": rate(closed, total),
                    "items": lines,
                }
            )
        return groups

    def _top_categories(self) -> list[dict[str, Any]]:
        lines = [group for group in self._categories("") if group["total"]]
        return sorted(lines, key=lambda line: -int(line["total"]))[:_CATEGORIES]
