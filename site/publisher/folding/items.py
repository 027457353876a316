"""The part of the fold for items: their lists, figures, and the pages that print something of them.

It holds nothing but what a batch touches, however many items there are.
"""

from __future__ import annotations

import json
from typing import Any

from cms.publication.log import Entry
from publisher.addresses import COMMUNITY_DIGITS, STREET_DIGITS, area_lineage
from publisher.folding.dirty import Dirty
from publisher.kinds.items import ItemRow, ItemTable
from publisher.kinds.kind import Kind, Record
from publisher.kinds.registry import KINDS
from publisher.page_parts.versions import with_predecessor
from publisher.remembered.lists import ListBook
from publisher.remembered.manifest import Manifest

_AFTER = "\uffff"  # sorts after every character of a code


class ItemFold:
    """Keeps the items and marks what their changes touch."""

    def __init__(self, manifest: Manifest, lists: ListBook, dirty: Dirty) -> None:
        self._table = ItemTable(manifest)
        self._table.create()
        self._lists = lists
        self._dirty = dirty
        self._held: dict[tuple[str, str], ItemRow] = {}

    def apply(self, entry: Entry) -> None:
        """Store the entry's item and mark the pages it touches."""
        kind = KINDS[entry.kind]
        old = self._find(entry.kind, entry.key) if entry.version > 1 else None
        record = entry.record if entry.action != "withdraw" else None
        row = _row(kind, entry, record, old)
        slots = self._move(kind, row, old, kind.all_lists(record) if record else [])
        row = row._replace(slots=_json(slots))
        self._held[entry.kind, entry.key] = row
        self._table.print(row, old)
        for name in old.places if old else ():
            self._pack_if_needed(name)
        if not self._dirty.everything:
            self._mark(kind, row, old)

    def flush(self) -> None:
        """Write the rows; mark the items that print figures of a list which has changed."""
        self._write()
        if self._dirty.everything:
            return
        changed = [key.name for key in self._dirty.pages if key.kind == "list" and not key.part]
        for name in sorted(changed):
            for row in self._table.some(self._table.printing(f"list:{name}")).values():
                self._mark_page(row)

    def case_changed(self, number: str) -> None:
        """Mark the items that refer to a case: they print its state."""
        if self._dirty.everything:
            return
        found = self._table.printing(f"item:case/{number}")
        if found:
            self._write()
        for row in self._table.some(found).values():
            self._mark_page(row)
            self._mark_lines(row)

    def area_renamed(self, code: str) -> None:
        """Mark every item and list that prints the name of an area; call :meth:`flush` before."""
        for row in self._table.select("live and area >= ? and area < ?", (code, code + _AFTER)):
            self._mark_page(row)
            self._mark_lines(row)
        for name, found in list(self._lists.lists.items()):
            if f"/communities/{code}" in name:
                self._dirty.whole(found)
                section = name.partition("/")[0]
                self._dirty.newest(section)
                self._dirty.add("feed", section)

    def _write(self) -> None:
        self._table.put(self._held.values())
        self._held.clear()

    def _find(self, kind: str, key: str) -> ItemRow | None:
        return self._held.get((kind, key)) or self._table.find(kind, key)

    def _move(
        self, kind: Kind, row: ItemRow, old: ItemRow | None, names: list[str]
    ) -> dict[str, int]:
        """Take the item out of lists it leaves, put it into those it joins; return its slots."""
        lists, dirty = self._lists, self._dirty
        before = old.places if old else {}
        for name, slot in before.items():
            dirty.slot(name, slot)
            lists.add(name, old.figures if old else {}, -1)
            if name not in names:
                lists.leave(name, slot)
        slots = {}
        for name in names:
            slot = before.get(name, -1)
            if slot < 0:
                slot = lists.join(name, row.id)
                dirty.joined(name, slot)
            slots[name] = slot
            lists.add(name, row.figures, 1)
        for name in {*before, *names}:
            if kind.order(name):
                dirty.whole(lists.get(name))
        return slots

    def _pack_if_needed(self, name: str) -> None:
        """Close the holes of a list that is more holes than items."""
        if not self._lists.needs_packing(name):
            return
        moved = dict(self._lists.pack(name))
        self._write()
        for row in self._table.some(moved).values():
            places = row.places | {name: moved[row.id]}
            self._held[row.kind, row.key] = row._replace(slots=_json(places))
        self._dirty.whole(self._lists.get(name))

    def _mark(self, kind: Kind, row: ItemRow, old: ItemRow | None) -> None:
        """Mark the item's page and the pages of others that show it."""
        dirty = self._dirty
        self._mark_page(row)
        dirty.newest(kind.section)
        dirty.add("feed", kind.section)
        dirty.add("overview", "home")
        dirty.add("sitemap", kind.shard(row.key))
        dirty.add("sitemap")
        for number in {*row.cases, *(old.cases if old else ())}:
            dirty.add("case", number)
        for area in {row.area, old.area if old else ""}:
            for code in area_lineage(area):
                if len(code) in {STREET_DIGITS, COMMUNITY_DIGITS}:
                    dirty.newest(f"communities/{code}")
        if (row.live, row.shown.get("title")) != (
            (old.live, old.shown.get("title")) if old else (0, None)
        ):
            self._mark_naming(row)

    def _mark_naming(self, named: ItemRow) -> None:
        """Mark everything that prints an item's title."""
        self._write()
        name = f"item:{named.kind}/{named.key}"
        for row in self._table.some(self._table.printing(name)).values():
            self._mark_page(row)
            self._mark_lines(row)
        headed = tuple(
            f"{kind.section}/{sort}/{named.key}/"
            for kind in KINDS.values()
            for sort in kind.headed_by(named.kind)
        )
        # Lists that are empty too: nothing else tells of those.
        for found in self._lists.lists.values() if headed else ():
            if f"{found.name}/".startswith(headed):
                self._dirty.whole(found)
                self._dirty.newest(found.name.partition("/")[0])

    def _mark_page(self, row: ItemRow) -> None:
        self._dirty.add("item", f"{row.kind}/{row.key}")

    def _mark_lines(self, row: ItemRow) -> None:
        kind = KINDS[row.kind]
        for name, slot in row.places.items():
            self._dirty.slot(name, slot)
            if kind.order(name):
                self._dirty.whole(self._lists.get(name))


def _row(kind: Kind, entry: Entry, record: Record | None, old: ItemRow | None) -> ItemRow:
    """Make the row of an item from its newest entry, its slots still missing."""
    prints = []
    if record is not None:
        prints = [f"item:{other}/{key}" for other, key in kind.refers(record)]
        prints += [f"list:{name}" for name in kind.watches(record)]
    return ItemRow(
        id=old.id if old else entry.seq,
        kind=entry.kind,
        key=entry.key,
        seq=entry.seq,
        version=entry.version,
        action=entry.action,
        time=entry.time,
        sha256=entry.sha256,
        reason=entry.reason,
        live=int(record is not None),
        area=kind.area(record) if record else "",
        rank=kind.rank(record) if record else "",
        line=_json(kind.line(record)) if record else "",
        amounts=_json(kind.amounts(record)) if record else "",
        slots="",
        prints=_json(prints),
        history=with_predecessor(entry.action, old),
    )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) if value else ""
