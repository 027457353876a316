"""Lists of cases with stable pagination, kept as slots.

A case takes the next slot of a list when it joins and leaves a hole when it goes,
so nothing else moves and old pages stay as they are. When more than half of a
list is holes it is packed once: each packing is paid for by as many departures.
The layout is a function of the log alone, so a rebuild gives the same pages.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import orjson

from publisher.remembered.manifest import Manifest

PER_PAGE = 40  # with all its figures the newest page, of up to 79, stays under 40 KB
_PACK_FROM = 4 * PER_PAGE  # shorter lists are not worth packing
_HOLE = 0


@dataclass(slots=True)
class CaseList:
    """One list. ``span`` is slots given out, ``live`` cases in it.

    ``high`` is the most full pages it ever had: those addresses stay answered.
    ``counts`` counts live cases by state and by satisfaction; ``last`` is the page
    that the next case joins, where it is at hand.
    """

    name: str
    span: int = 0
    live: int = 0
    high: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    last: array[int] | None = None

    @property
    def full_pages(self) -> int:
        """How many numbered pages it has; the newest page comes on top."""
        return self.span // PER_PAGE


class ListBook:
    """All lists of a manifest, with what was touched kept in memory until :meth:`flush`."""

    def __init__(self, manifest: Manifest) -> None:
        self._manifest = manifest
        rows = manifest.connection.execute("select * from lists")
        self.lists = {
            name: CaseList(name, span, live, high, orjson.loads(counts))
            for name, span, live, high, counts in rows
        }
        self._touched: set[str] = set()
        self._pages: dict[tuple[str, int], array[int]] = {}

    def get(self, name: str) -> CaseList:
        """Return a list, an empty one if nothing ever joined it."""
        found = self.lists.get(name)
        if found is None:
            found = self.lists[name] = CaseList(name)
            self._touched.add(name)
        return found

    def page(self, name: str, part: int) -> array[int]:
        """Return the case ids in the slots of a page (1 = oldest), 0 where there is a hole."""
        page = self._pages.get((name, part))
        if page is None:
            row = self._manifest.connection.execute(
                "select ids from list_pages where name = ? and part = ?", (name, part)
            ).fetchone()
            page = self._pages[name, part] = array("q", row[0] if row else b"")
        return page

    def join(self, name: str, identity: int) -> int:
        """Give a case the next slot; return it."""
        found = self.lists.get(name) or self.get(name)
        slot = found.span
        place = slot % PER_PAGE
        if not place or found.last is None:
            found.last = self.page(name, slot // PER_PAGE + 1)
        found.last.append(identity)
        found.span = slot + 1
        found.live += 1
        if place == PER_PAGE - 1:
            found.high = max(found.high, found.full_pages)
        self._touched.add(name)
        return slot

    def leave(self, name: str, slot: int) -> None:
        """Take a case out of its slot."""
        self.page(name, slot // PER_PAGE + 1)[slot % PER_PAGE] = _HOLE
        self.lists[name].live -= 1
        self._touched.add(name)

    def count(self, names: Iterable[str], keys: Collection[str], change: int) -> None:
        """Add ``change`` to counters of lists that a case is or was in; zeros are not kept."""
        for name in names:
            counts = self.lists[name].counts
            for key in keys:
                counts[key] = counts.get(key, 0) + change
                if not counts[key]:
                    del counts[key]
            self._touched.add(name)

    def add(self, name: str, amounts: Mapping[str, int], sign: int) -> None:
        """Add ``amounts``, or take them away where ``sign`` is -1, to a list's counters."""
        counts = self.get(name).counts
        for key, amount in amounts.items():
            value = counts.get(key, 0) + sign * amount
            if value:
                counts[key] = value
            else:
                counts.pop(key, None)
        self._touched.add(name)

    def needs_packing(self, name: str) -> bool:
        """Tell whether more than half of a long list is holes."""
        found = self.lists[name]
        return found.span >= _PACK_FROM and found.live * 2 < found.span

    def pack(self, name: str) -> Iterator[tuple[int, int]]:
        """Close all holes; return (case id, new slot) of every case that stays."""
        found = self.lists[name]
        parts = (found.span + PER_PAGE - 1) // PER_PAGE
        kept = [case for part in range(1, parts + 1) for case in self.page(name, part) if case]
        for part in range(1, parts + 1):
            self._pages[name, part] = array("q", kept[(part - 1) * PER_PAGE : part * PER_PAGE])
        found.span, found.last = len(kept), None
        self._touched.add(name)
        return zip(kept, range(len(kept)), strict=True)

    def newest(self, name: str, at_least: int = PER_PAGE) -> tuple[list[int], int]:
        """Return ids of the newest page, newest first, and the part after which it begins.

        It reaches back by whole pages until it has ``at_least`` cases, so that holes
        never leave the page people open first empty.
        """
        found = self.lists.get(name)
        span = found.span if found else 0
        ids: list[int] = []
        part = (span + PER_PAGE - 1) // PER_PAGE
        while part > 0 and len(ids) < at_least:
            ids += [case for case in reversed(self.page(name, part)) if case]
            part -= 1
        return ids, part

    def forget(self) -> None:
        """Drop pages that were only read, to keep memory bounded."""
        self._pages.clear()

    def flush(self) -> None:
        """Write what changed into the manifest and forget the pages held in memory."""
        connection = self._manifest.connection
        connection.executemany(
            "insert or replace into lists values (?, ?, ?, ?, ?)",
            [
                (one.name, one.span, one.live, one.high, json.dumps(one.counts, sort_keys=True))
                for one in (self.lists[name] for name in sorted(self._touched))
            ],
        )
        connection.executemany(
            "insert or replace into list_pages values (?, ?, ?)",
            [(name, part, ids.tobytes()) for (name, part), ids in sorted(self._pages.items())],
        )
        for name in self._touched:
            self.lists[name].last = None
        self._touched.clear()
        self._pages.clear()
