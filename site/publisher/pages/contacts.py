"""The directory: who answers for what in each community and grid, and the card to print."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cms.translating import gettext_noop
from publisher.addresses import COMMUNITY_DIGITS, STREET_DIGITS, contact_path, root_of
from publisher.kinds.pages import ItemPages, Rendered
from publisher.page_parts.qr import qr_svg
from publisher.remembered.names import Names
from publisher.settings import SiteSettings

_HEADING = gettext_noop("Directory")
_CARD = gettext_noop("Contact card")
#: More does not fit on a card of 148 by 105 mm.
_CARD_CONTACTS, _CARD_OF_COMMUNITY, _CARD_NEARBY = 4, 3, 8


class ContactPages:
    """Makes the pages of areas that are or were public."""

    def __init__(self, settings: SiteSettings, names: Names, items: ItemPages) -> None:
        self._settings = settings
        self._names = names
        self._items = items

    def codes(self) -> list[str]:
        """Return what names a group of pages: "" for the overview, and every community."""
        known = [code for kind, code in self._names.rows if kind == "area"]
        return ["", *sorted(code for code in known if len(code) == COMMUNITY_DIGITS)]

    def paths(self) -> list[str]:
        """Return the address of every page there is."""
        areas = self._names.live("area")
        lengths = (COMMUNITY_DIGITS, COMMUNITY_DIGITS + 3)
        found = [
            code for code in areas if len(code) in lengths and code[:COMMUNITY_DIGITS] in areas
        ]
        return [contact_path(""), *map(contact_path, sorted(found))]

    def pages(self, code: str) -> Iterator[Rendered | str]:
        """Yield the overview, or a community's page and the card of each of its grids.

        A page that must not be there is its bare path.
        """
        if not code:
            yield "directory", contact_path(""), self._overview()
            return
        areas = self._names.live("area")
        below = [one for kind, one in self._names.rows if kind == "area" and one[:-3] == code]
        for one in (code, *sorted(below)):
            if one in areas and code in areas:
                maker = self._community if one == code else self._card
                template = "contacts" if one == code else "card"
                yield template, contact_path(one), maker(one)
            else:
                yield contact_path(one)

    def _overview(self) -> dict[str, Any]:
        areas = self._names.live("area")
        heading = self._names.translate(_HEADING)
        streets = [code for code in areas if len(code) == STREET_DIGITS]
        above = {code[:STREET_DIGITS] for code in areas if len(code) == COMMUNITY_DIGITS}
        streets += sorted(above.difference(streets))
        return {
            "heading": heading,
            "page_title": heading,
            "district": [body for code, body in areas.items() if len(code) < STREET_DIGITS],
            "streets": [
                {
                    "name": self._names.area(street),
                    "contacts": areas.get(street, {}).get("contacts", []),
                    "communities": [
                        {"name": body["name"], "url": f"{code}.html", **_reached(body)}
                        for code, body in self._names.children("area", street)
                    ],
                }
                for street in streets
            ],
        }

    def _community(self, code: str) -> dict[str, Any]:
        body = self._names.live("area")[code]
        root = root_of(contact_path(code))
        heading = f"{body['name']} · {self._names.translate(_HEADING)}"
        return {
            "heading": body["name"],
            "page_title": heading,
            "list_url": f"{root}communities/{code}/index.html",
            "area": body,
            "grids": [
                {**grid, "url": f"{key}.html"} for key, grid in self._names.children("area", code)
            ],
            "nearby": self._nearby(code, root),
            "nearby_url": self._items.view(root).list_url(f"nearby/communities/{code}"),
        }

    def _card(self, code: str) -> dict[str, Any]:
        areas = self._names.live("area")
        grid, community = areas[code], areas[code[:COMMUNITY_DIGITS]]
        path = contact_path(code)
        base = self._settings.base_url
        return {
            "heading": grid["name"],
            "page_title": f"{grid['name']} · {self._names.translate(_CARD)}",
            "community": community["name"],
            "community_url": f"{code[:COMMUNITY_DIGITS]}.html",
            "contacts": grid["contacts"][:_CARD_CONTACTS],
            "offices": community["contacts"][:_CARD_OF_COMMUNITY],
            "nearby": self._nearby(code[:COMMUNITY_DIGITS], root_of(path))[:_CARD_NEARBY],
            "qr": qr_svg(base + path) if base else "",
        }

    def _nearby(self, code: str, root: str) -> list[dict[str, Any]]:
        view = self._items.view(root)
        name = f"nearby/communities/{code}"
        lines = view.newest(name, view.count(name))
        return sorted(lines, key=lambda line: (line["minutes"], line["title"]))


def _reached(body: dict[str, Any]) -> dict[str, Any]:
    """Return whom to call first."""
    first = body["contacts"][:1]
    return {"contact": first[0] if first else None}
