"""The part of the fold for areas and categories: few, but widely named."""

from __future__ import annotations

import json

from cms.publication.log import Entry
from publisher.addresses import (
    COMMUNITY_DIGITS,
    PageKey,
    area_lineage,
    case_number,
    category_lineage,
)
from publisher.folding.dirty import Dirty
from publisher.folding.items import ItemFold
from publisher.page_parts.versions import with_predecessor
from publisher.remembered.lists import ListBook
from publisher.remembered.manifest import Manifest
from publisher.remembered.rows import RecordRow

SECTION = {"area": "communities", "category": "categories"}
_AFTER = "\uffff"  # sorts after every character of a code


class RecordFold:
    """Keeps the small kinds and marks what their changes touch."""

    def __init__(self, manifest: Manifest, lists: ListBook, dirty: Dirty, items: ItemFold) -> None:
        self._manifest = manifest
        self._lists = lists
        self._dirty = dirty
        self._items = items
        self._rows = manifest.records()
        self._changed: dict[tuple[str, str], RecordRow] = {}

    def apply(self, entry: Entry) -> None:
        """Store the entry's record and mark the pages it touches."""
        identity = (entry.kind, entry.key)
        old = self._rows.get(identity)
        record = entry.record if entry.action != "withdraw" else None
        row = RecordRow(
            *identity,
            entry.seq,
            entry.version,
            entry.action,
            entry.time,
            entry.sha256,
            entry.reason,
            json.dumps(record, ensure_ascii=False, sort_keys=True) if record else "",
            with_predecessor(entry.action, old),
        )
        self._rows[identity] = self._changed[identity] = row
        self._dirty.sections(["home", SECTION[entry.kind]])
        self._dirty.add("sitemap", "lists")
        self._dirty.add("sitemap")
        if entry.kind == "area":
            self._contacts(entry.key)
        self._name_changed(row, old)

    def _contacts(self, code: str) -> None:
        """Mark the directory's pages that print an area: its own, and all below it."""
        self._dirty.add("contacts")
        for kind, other in self._rows:
            if kind == "area" and len(other) == COMMUNITY_DIGITS and _kin(other, code):
                self._dirty.add("contacts", other)

    def flush(self) -> None:
        """Write what changed into the manifest."""
        self._manifest.put_records(self._changed.values())
        self._changed.clear()

    def _lists_of_lineage(self, section: str, codes: list[str]) -> None:
        for code in codes:
            if section != "communities" or len(code) in {9, COMMUNITY_DIGITS}:
                self._dirty.newest(f"{section}/{code}")

    def _name_changed(self, row: RecordRow, old: RecordRow | None) -> None:
        """Mark lists of an area or category and its ancestors; all below if its name changed."""
        section, code = SECTION[row.kind], row.key
        lineage = area_lineage(code) if row.kind == "area" else category_lineage(code)
        self._lists_of_lineage(section, lineage)
        if _name(row) != _name(old) and not self._dirty.everything:
            self._mark_below(row.kind, section, code)

    def _mark_below(self, kind: str, section: str, code: str) -> None:
        """Mark every page that may print the name of ``code``."""
        dirty = self._dirty
        dirty.add("feed")
        dirty.add("feed", "corrections")
        for found in list(self._lists.lists.values()):
            if found.name.startswith(f"{section}/{code}"):
                dirty.whole(found)
        for other, key in self._rows:
            if other == kind and key.startswith(code):
                self._lists_of_lineage(section, [key])
        if kind == "area":
            self._items.area_renamed(code)
        rows = self._manifest.select_cases(
            f"live and {kind} >= ? and {kind} < ?", (code, code + _AFTER)
        )
        for case in rows:
            dirty.pages.add(PageKey("case", case_number(case.id)))
            for name, slot in case.places.items():
                dirty.slot(name, slot)


def _kin(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _name(row: RecordRow | None) -> tuple[str, str] | None:
    """Return what other pages print of a record: its name and level."""
    body = row.body if row else None
    return (body["name"], body.get("level", "")) if body else None
