"""What a kind may ask for while one of its pages is made."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cms.publication.vocabulary import CASE_STATES
from publisher.addresses import case_id, case_path, list_path
from publisher.kinds.kind import SUMMED
from publisher.remembered.figures import closed_count
from publisher.remembered.lists import PER_PAGE, CaseList, ListBook
from publisher.remembered.manifest import Manifest
from publisher.remembered.names import Names
from publisher.settings import SiteSettings

if TYPE_CHECKING:
    from publisher.kinds.items import ItemRow, ItemTable
    from publisher.kinds.kind import Group, Kind

_SOLVED = "done"
LINES = "#lines"  # the lines of the list that a page shows
_AT_ONCE = 500


@dataclass(frozen=True)
class Sources:
    """Where views read; one for all pages of a build."""

    settings: SiteSettings
    names: Names
    lists: ListBook
    table: ItemTable
    manifest: Manifest
    kinds: dict[str, Kind]


class View:
    """Names, lines and figures, with links relative to one page. ``root`` leads to the site's."""

    def __init__(self, sources: Sources, root: str) -> None:
        self._sources = sources
        self.root = root
        self.names = sources.names
        self.settings = sources.settings
        self.translate = sources.names.translate

    def areas(self, code: str) -> list[dict[str, Any]]:
        """Return street, community and grid of a code as links."""
        return self.names.areas(code, self.root) if code else []

    def item(self, kind: str, key: str) -> dict[str, Any] | None:
        """Return the line of another item with its "url"; None where it is not public.

        Name it in ``Kind.refers`` too, or the page will miss a change of its title.
        """
        row = self._sources.table.find(kind, key)
        return self.line(row) if row and row.live else None

    def case(self, number: str) -> dict[str, Any] | None:
        """Return what a public case says of itself; None where it is not public.

        Name it in ``Kind.refers``, as ("case", number); then its page names the item too.
        """
        row = self._sources.manifest.case(case_id(number))
        if row is None or not row.live:
            return None
        return {
            "number": number,
            "title": row.title,
            "url": self.root + case_path(number),
            "state": row.state,
            "state_label": self.translate(CASE_STATES.get(row.state, row.state)),
            "solved": row.state == _SOLVED,
        }

    def solved_cases(self, name: str) -> int:
        """Return how many different cases that the items of a list refer to are done."""
        ids = sorted({case_id(number) for row in self.rows(name) for number in row.cases})
        parts = (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))
        rows = (row for part in parts for row in self._sources.manifest.cases(part).values())
        return sum(row.live and row.state == _SOLVED for row in rows)

    def list_url(self, name: str) -> str:
        """Return the address of a list, "" where it has none."""
        known = name in self._sources.lists.lists or "/" not in name
        return self.root + list_path(name) if known else ""

    def names_of(self, prefix: str) -> list[str]:
        """Return the keys of the lists below ``prefix`` that are not empty, in order.

        Name a list that changes with each of them in ``Kind.watches`` too.
        """
        lists = self._sources.lists.lists
        return sorted(name for name, one in lists.items() if one.live and name.startswith(prefix))

    def count(self, name: str) -> int:
        """Return how many items or cases a list has. Name the list in ``Kind.watches`` too."""
        return self._list(name).live

    def amount(self, name: str, counter: str) -> int:
        """Return a figure of a list; of cases the counters are states and satisfaction."""
        return self._list(name).counts.get(counter, 0)

    def closed(self, name: str) -> int:
        """Return how many cases of a list are closed."""
        return closed_count(self._list(name))

    def figures(self, name: str) -> list[dict[str, Any]]:
        """Return the figures of a list of items, those that are not zero.

        On the list of a whole section a figure leads to the list of what adds to it; on any
        other it counts what stands there.
        """
        counts, kind = self._list(name).counts, self._kind(name)
        found = []
        for key, label in kind.counters.items():
            if value := counts.get(key):
                listed = kind.figure_list(key) if name == kind.section else ""
                url = (self.list_url(listed) if listed else "") or LINES
                found.append(
                    {"key": key, "label": self.translate(label), "value": f"{value:,}", "url": url}
                )
        return found

    def newest(self, name: str, count: int) -> list[dict[str, Any]]:
        """Return the first lines of a list in its own order."""
        return self.shown(self.first(name, count))

    def lines(self, name: str, part: int) -> list[dict[str, Any]]:
        """Return the lines of a page of a list; part 0 is its first page."""
        lists, kind = self._sources.lists, self._kind(name)
        if kind.order(name):
            start = part * PER_PAGE
            return self.shown(self._sorted(name)[start : start + PER_PAGE])
        ids = reversed(lists.page(name, part)) if part else lists.newest(name)[0]
        return self.shown(self._rows([identity for identity in ids if identity]))

    def group_label(self, group: str, code: str, how: Group) -> str:
        """Return what a list of a group is called."""
        if how.words is not None:
            return self.translate(how.words.get(code, code))
        if how.kind:
            item = self.item(how.kind, code)
            return str(item["title"]) if item else code
        return self.names.area(code) if group == "communities" else code

    def list_heading(self, name: str) -> str:
        """Return what a list of items is called."""
        kind = self._kind(name)
        _, _, rest = name.partition("/")
        group, _, code = rest.partition("/")
        if not rest:
            return self.translate(kind.heading)
        if group == SUMMED:
            return self.translate(kind.counters[code])
        how = kind.groups.get(group)
        return (
            kind.list_label(group, code, self)
            if how is None or how.own
            else self.group_label(group, code, how)
        )

    def first(self, name: str, count: int) -> list[ItemRow]:
        """Return the rows of a list's first items, newest first where it has no other order."""
        if self._kind(name).order(name):
            return self._sorted(name)[:count]
        return self._rows(self._sources.lists.newest(name, count)[0][:count])

    def rows(self, name: str) -> list[ItemRow]:
        """Return the rows of all items of a list."""
        return self.first(name, self._list(name).live)

    def shown(self, rows: list[ItemRow]) -> list[dict[str, Any]]:
        """Return rows as lines for a template."""
        return [self.line(row) for row in rows]

    def _kind(self, name: str) -> Kind:
        section = name.partition("/")[0]
        return next(kind for kind in self._sources.kinds.values() if kind.section == section)

    def _list(self, name: str) -> CaseList:
        return self._sources.lists.lists.get(name) or CaseList(name)

    def _sorted(self, name: str) -> list[ItemRow]:
        """Return all items of an ordered list."""
        lists = self._sources.lists
        ids, _ = lists.newest(name, self._list(name).live)
        down = self._kind(name).order(name) == "down"
        return sorted(self._rows(ids), key=lambda row: (row.rank, row.key), reverse=down)

    def _rows(self, ids: list[int]) -> list[ItemRow]:
        found = self._sources.table.some(ids)
        return [found[identity] for identity in ids]

    def line(self, row: ItemRow) -> dict[str, Any]:
        """Return a row as lists show it, with its "url"."""
        kind = self._sources.kinds[row.kind]
        area = self.names.item_area(row.area) if row.area else ""
        line = {"area_name": area, **json.loads(row.line)}
        line["url"] = self.root + kind.path(row.key)
        return kind.show(line, self)
