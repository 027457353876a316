"""The fold: applies log entries, in order, to the manifest.

Full and incremental builds use the same fold, so both arrive at the same state;
they differ only in which pages they render from it.
"""

from __future__ import annotations

import msgspec

from cms.publication.log import Entry
from publisher.addresses import case_id
from publisher.folding.corrections import CorrectionFold
from publisher.folding.dirty import Dirty
from publisher.folding.items import ItemFold
from publisher.folding.places import RecordFold
from publisher.kinds.registry import KINDS
from publisher.page_parts.versions import with_predecessor
from publisher.remembered.lists import ListBook
from publisher.remembered.manifest import Manifest
from publisher.remembered.pictures import PictureFold
from publisher.remembered.rows import CaseRow


class Fold:
    """Applies entries; call :meth:`flush` before reading the manifest."""

    def __init__(self, manifest: Manifest, dirty: Dirty) -> None:
        self.manifest = manifest
        self.lists = ListBook(manifest)
        self.dirty = dirty
        self.seq = manifest.seq
        self.last_sha256 = manifest.get("sha256")
        self._cases: dict[int, CaseRow] = {}
        self._items = ItemFold(manifest, self.lists, dirty)
        self._records = RecordFold(manifest, self.lists, dirty, self._items)
        self._corrections = CorrectionFold(manifest, dirty)
        self.pictures = PictureFold(manifest)

    def apply(self, entry: Entry) -> None:
        """Apply the entry that follows the last one. Unknown kinds are passed over."""
        if entry.kind == "case":
            self._apply_case(entry)
        elif entry.kind in {"area", "category"}:
            if not self.dirty.everything:
                self.flush()  # these look up the cases they touch
            self._records.apply(entry)
        elif entry.kind in KINDS:
            self._items.apply(entry)
        self._corrections.apply(entry)
        self.pictures.apply(entry)
        self.dirty.log()
        self.seq = entry.seq
        self.last_sha256 = entry.sha256

    def flush(self) -> None:
        """Write the state into the manifest, without committing."""
        self.manifest.put_cases(self._cases.values())
        self._cases.clear()
        self._items.flush()
        self.lists.flush()
        self._records.flush()
        self.pictures.flush()
        self.manifest.set("seq", self.seq)
        self.manifest.set("sha256", self.last_sha256)

    def _apply_case(self, entry: Entry) -> None:
        identity = case_id(entry.key)
        old = self._case(identity) if entry.version > 1 else None
        self.dirty.case(identity, corrected=entry.version > 1)
        row = _row(identity, entry, old)
        before = old.places if old else {}
        if old and before:
            self._take_out(old, before, row.lists)
        slots = self._put_in(row, before)
        self._cases[identity] = row._replace(slots=slots)
        for name in before:  # only a list that was left has a new hole
            self._pack_if_needed(name)
        self._items.case_changed(entry.key)

    def _case(self, identity: int) -> CaseRow | None:
        return self._cases.get(identity) or self.manifest.case(identity)

    def _take_out(self, old: CaseRow, before: dict[str, int], stays: tuple[str, ...]) -> None:
        """Uncount a case where it was, and free its slots in lists it does not stay in."""
        self.lists.count(before, old.counted, -1)
        for name, slot in before.items():
            self.dirty.slot(name, slot)
            if name not in stays:
                self.lists.leave(name, slot)

    def _put_in(self, row: CaseRow, before: dict[str, int]) -> str:
        """Put a case into the lists it joins and count it in all of its own; return its slots."""
        names, join, joined = row.lists, self.lists.join, self.dirty.joined
        slots = []
        for name in names:
            slot = before.get(name, -1)
            if slot < 0:
                slot = join(name, row.id)
                joined(name, slot)
            slots.append(str(slot))
        self.lists.count(names, row.counted, 1)
        return " ".join(slots)

    def _pack_if_needed(self, name: str) -> None:
        """Close the holes of a list that is more holes than cases."""
        if not self.lists.needs_packing(name):
            return
        for identity, slot in self.lists.pack(name):
            row = self._case(identity)
            if row is None:  # a slot always names a stored case
                raise AssertionError(f"list {name} names the unknown case {identity}")
            places = row.places | {name: slot}
            slots = " ".join(map(str, places.values()))
            self._cases[identity] = row._replace(slots=slots)
        self.dirty.whole(self.lists.get(name))


class _Record(msgspec.Struct):
    title: str | None = None
    state: str | None = None
    received: str | None = None
    closed: str | None = None
    satisfaction: str | None = None
    area: str | None = None
    category: str | None = None


class _Envelope(msgspec.Struct):
    """What a row needs of an entry, so that the long texts need not be read."""

    record: _Record | None
    reason: str = ""


_NOTHING = _Record()
_parsed = msgspec.json.Decoder(_Envelope).decode


def _row(identity: int, entry: Entry, old: CaseRow | None) -> CaseRow:
    """Make the row of a case from its newest entry, its slots still missing."""
    told = _parsed(entry.body) if entry.body is not None else _Envelope(None)
    record = told.record if entry.action != "withdraw" else None
    known = record or _NOTHING
    return CaseRow(
        identity,
        entry.seq,
        entry.version,
        entry.action,
        entry.time,
        entry.sha256,
        told.reason,
        int(record is not None),
        known.title or "",
        known.state or "",
        known.received or "",
        known.closed or "",
        known.satisfaction or "",
        known.area or "",
        known.category or "",
        slots="",
        history=with_predecessor(entry.action, old),
    )
