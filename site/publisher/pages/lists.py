"""Contexts of the pages of lists."""

from __future__ import annotations

from typing import Any

from cms.publication.vocabulary import CASE_STATES
from cms.translating import gettext_noop
from publisher.addresses import (
    ALL_CASES,
    COMMUNITY_DIGITS,
    area_lineage,
    category_lineage,
    contact_path,
    list_path,
    root_of,
)
from publisher.kinds.pages import ItemPages
from publisher.kinds.registry import kind_of_list
from publisher.pages.lines import Lines
from publisher.remembered.figures import closed_count, rate, satisfaction_figures, state_counts
from publisher.remembered.lists import CaseList, ListBook
from publisher.remembered.names import Names, is_list

_ALL = gettext_noop("All cases")
_COMMUNITIES = gettext_noop("Communities")
_CATEGORIES = gettext_noop("Categories")
_MONTHS = gettext_noop("Months")


class ListPages:
    """Makes contexts of list pages."""

    def __init__(self, lists: ListBook, names: Names, lines: Lines, items: ItemPages) -> None:
        self._lists = lists
        self._items = items
        self._names = names
        self._lines = lines

    def exists(self, name: str) -> bool:
        """Tell whether a list has an address: it does once anything named it."""
        section, _, code = name.partition("/")
        if name in self._lists.lists or name == ALL_CASES:
            return True
        if section == "communities":
            return is_list(code) and ("area", code) in self._names.rows
        return (section == "states" and code in CASE_STATES) or ("category", code) in (
            self._names.rows if section == "categories" else ()
        )

    def all_names(self) -> list[str]:
        """Return every list of cases that has an address."""
        names = {ALL_CASES, *(f"states/{state}" for state in CASE_STATES)}
        names.update(name for name in self._lists.lists if kind_of_list(name) is None)
        for kind, code in self._names.rows:
            if kind == "category":
                names.add(f"categories/{code}")
            elif kind == "area" and is_list(code):
                names.add(f"communities/{code}")
        return sorted(names)

    def newest(self, name: str) -> dict[str, Any]:
        """Return the context of a list's newest page, with counts and what belongs to it."""
        found = self._lists.lists.get(name) or CaseList(name)
        ids, older = self._lists.newest(name)
        root = root_of(list_path(name))
        closed = closed_count(found)
        context = self._frame(name, root) | {
            "lines_html": self._lines.html(ids, root, self.heading(name)),
            "page": None,
            "older_url": f"page-{older}.html" if older else "",
            "newer_url": "",
            "newest_url": "",
            "total": found.live,
            "closed_total": closed,
            "rate": rate(closed, found.live),
            "counts": state_counts(found, root, self._names.translate, linked=name == ALL_CASES),
            "satisfaction": satisfaction_figures(found),
        }
        section, _, code = name.partition("/")
        if section == "communities":
            context |= self._area(code, root)
        elif section == "categories":
            context["children"] = self._subcategories(code, root)
        return context

    def numbered(self, name: str, part: int) -> dict[str, Any]:
        """Return the context of a full page; it holds nothing that later cases change."""
        found = self._lists.lists[name]
        root = root_of(list_path(name))
        ids = [case for case in reversed(self._lists.page(name, part)) if case]
        newer = f"page-{part + 1}.html" if part < found.full_pages else "index.html"
        return self._frame(name, root) | {
            "lines_html": self._lines.html(ids, root, self.heading(name)),
            "page": part,
            "older_url": f"page-{part - 1}.html" if part > 1 else "",
            "newer_url": newer,
            "newest_url": "index.html",
            "total": None,
        }

    def moved(self, name: str) -> dict[str, Any]:
        """Return the context of a page whose number is no longer used."""
        heading = self.heading(name)
        return {"target": "index.html", "heading": heading, "page_title": heading}

    def heading(self, name: str) -> str:
        """Return the name of a list."""
        section, _, code = name.partition("/")
        translate = self._names.translate
        if section == "communities":
            return self._names.area(code)
        if section == "categories":
            return self._names.category(code)
        if section == "states":
            return translate(CASE_STATES.get(code, code))
        return code or translate(_ALL)

    def _frame(self, name: str, root: str) -> dict[str, Any]:
        """Return what all pages of a list share."""
        heading = self.heading(name)
        return {
            "kind": name.partition("/")[0],
            "heading": heading,
            "page_title": heading,
            "crumbs": self._crumbs(name, root),
        }

    def _crumbs(self, name: str, root: str) -> list[dict[str, str]]:
        section, _, code = name.partition("/")
        overviews = {"communities": _COMMUNITIES, "categories": _CATEGORIES, "months": _MONTHS}
        if section not in overviews:
            return []
        title = self._names.translate(overviews[section])
        crumbs = [{"name": title, "url": f"{root}{section}/index.html"}]
        lineage: list[str] = []
        if section == "communities":
            lineage = [part for part in area_lineage(code)[:-1] if is_list(part)]
        elif section == "categories":
            lineage = category_lineage(code)[:-1]
        names = [f"{section}/{part}" for part in lineage]
        return crumbs + [
            {"name": self.heading(one), "url": root + list_path(one)}
            for one in names
            if self.exists(one)
        ]

    def _area(self, code: str, root: str) -> dict[str, Any]:
        """Return contacts, grids or communities, and what else an area has."""
        body = self._names.live("area").get(code, {})
        return {
            "contacts": body.get("contacts", []),
            "contacts_url": self._contacts_url(code, root),
            "households": body.get("households"),
            "people": body.get("people"),
            "children": [
                self._child(f"communities/{key}" if is_list(key) else "", child, root)
                for key, child in self._names.children("area", code)
            ],
            "related": self._items.of_area(code, root),
        }

    def _contacts_url(self, code: str, root: str) -> str:
        """Return the directory's page of a community, "" where there is none."""
        known = len(code) == COMMUNITY_DIGITS and code in self._names.live("area")
        return root + contact_path(code) if known else ""

    def _subcategories(self, code: str, root: str) -> list[dict[str, Any]]:
        children = self._names.children("category", code)
        return [self._child(f"categories/{key}", child, root) for key, child in children]

    def _child(self, name: str, body: dict[str, Any], root: str) -> dict[str, Any]:
        found = self._lists.lists.get(name) or CaseList(name)
        return {
            "name": body["name"],
            "url": root + list_path(name) if name else None,
            "count": found.live if name else None,
            "contacts": body.get("contacts", []),
            "households": body.get("households"),
            "people": body.get("people"),
        }
