"""The fold: applies log entries, in order, to the manifest.

Full and incremental builds use the same fold, so both arrive at the same state;
they differ only in which pages they render from it.
"""

from __future__ import annotations

from typing import Any

from cms.publication.log import Entry
from publisher.addresses import case_id, memberships
from publisher.corrections import CorrectionFold
from publisher.dirty import Dirty
from publisher.fold_records import RecordFold
from publisher.kinds.fold import ItemFold
from publisher.kinds.registry import KINDS
from publisher.lists import ListBook
from publisher.manifest import CaseRow, Manifest
from publisher.pictures import PictureFold
from publisher.versions import with_predecessor


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
        record = entry.record if entry.action != "withdraw" else None
        self.dirty.case(identity, corrected=entry.version > 1)
        before = old.places if old else {}
        row = case_row(entry, record, old)
        slots = self._move(row, old, before)
        self._cases[identity] = row._replace(slots=" ".join(map(str, slots)))
        for name in before:  # only a list that was left has a new hole
            self._pack_if_needed(name)
        self._items.case_changed(entry.key)

    def _case(self, identity: int) -> CaseRow | None:
        return self._cases.get(identity) or self.manifest.case(identity)

    def _move(self, row: CaseRow, old: CaseRow | None, before: dict[str, int]) -> list[int]:
        """Take the case out of lists it leaves, put it into those it joins; return its slots."""
        lists, dirty = self.lists, self.dirty
        names: tuple[str, ...] = ()
        if row.live:
            names = memberships(row.state, row.received[:7], row.area, row.category)
        for name, slot in before.items():
            dirty.slot(name, slot)
            if old:
                lists.count(name, (old.state, old.satisfaction), -1)
            if name not in names:
                lists.leave(name, slot)
        slots = []
        for name in names:
            slot = before.get(name, -1)
            if slot < 0:
                slot = lists.join(name, row.id)
                dirty.joined(name, slot)
            slots.append(slot)
            lists.count(name, (row.state, row.satisfaction), 1)
        return slots

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


def case_row(entry: Entry, record: dict[str, Any] | None, old: CaseRow | None) -> CaseRow:
    """Make the row of a case from its newest entry, its slots still missing."""
    texts = record or {}
    return CaseRow(
        id=case_id(entry.key),
        seq=entry.seq,
        version=entry.version,
        action=entry.action,
        time=entry.time,
        sha256=entry.sha256,
        reason=entry.reason,
        live=int(record is not None),
        title=texts.get("title") or "",
        state=texts.get("state") or "",
        received=texts.get("received") or "",
        closed=texts.get("closed") or "",
        satisfaction=texts.get("satisfaction") or "",
        area=texts.get("area") or "",
        category=texts.get("category") or "",
        slots="",
        history=with_predecessor(entry.action, old),
    )
