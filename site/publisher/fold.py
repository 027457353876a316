"""The fold: applies log entries, in order, to the manifest.

Full and incremental builds use the same fold, so both arrive at the same state;
they differ only in which pages they render from it.
"""

from __future__ import annotations

import json
from typing import Any

from cms.publication.log import Entry
from publisher.addresses import case_id, memberships
from publisher.corrections import CorrectionFold
from publisher.dirty import Dirty
from publisher.fold_records import RecordFold
from publisher.lists import ListBook
from publisher.manifest import CaseRow, Manifest
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
        self._records = RecordFold(manifest, self.lists, self.dirty)
        self._corrections = CorrectionFold(manifest, dirty)

    def apply(self, entry: Entry) -> None:
        """Apply the entry that follows the last one. Unknown kinds are passed over."""
        if entry.kind == "case":
            self._apply_case(entry)
        elif entry.kind in {"area", "category", "brand", "team"}:
            if entry.kind in {"area", "category"} and not self.dirty.everything:
                self.flush()  # these look up the cases they touch
            self._records.apply(entry)
        self._corrections.apply(entry)
        self.dirty.log()
        self.seq = entry.seq
        self.last_sha256 = entry.sha256

    def flush(self) -> None:
        """Write the state into the manifest, without committing."""
        self.manifest.put_cases(self._cases.values())
        self._cases.clear()
        self.lists.flush()
        self._records.flush()
        self.manifest.set("seq", self.seq)
        self.manifest.set("sha256", self.last_sha256)

    def _apply_case(self, entry: Entry) -> None:
        identity = case_id(entry.key)
        old = self._case(identity) if entry.version > 1 else None
        record = entry.record if entry.action != "withdraw" else None
        self.dirty.case(identity, corrected=entry.version > 1)
        places = self._move(identity, old, record)
        self._cases[identity] = _row(identity, entry, record, places, old)
        for name in places:
            self._pack_if_needed(name)
        for name in json.loads(old.places) if old else ():
            self._pack_if_needed(name)

    def _case(self, identity: int) -> CaseRow | None:
        return self._cases.get(identity) or self.manifest.case(identity)

    def _move(
        self, identity: int, old: CaseRow | None, record: dict[str, Any] | None
    ) -> dict[str, int]:
        """Take the case out of lists it leaves, put it into those it joins; return its slots."""
        lists, dirty = self.lists, self.dirty
        before: dict[str, int] = json.loads(old.places) if old else {}
        names = memberships(record) if record else ()
        for name, slot in before.items():
            dirty.slot(name, slot)
            if old:
                lists.count(name, old.state, -1)
                lists.count(name, old.satisfaction, -1)
            if name not in names:
                lists.leave(name, slot)
        places: dict[str, int] = {}
        if record is None:
            return places
        satisfaction = record["satisfaction"] or ""
        for name in names:
            slot = before.get(name, -1)
            if slot < 0:
                slot = lists.join(name, identity)
                dirty.joined(lists.get(name), slot)
            places[name] = slot
            lists.count(name, record["state"], 1)
            lists.count(name, satisfaction, 1)
        return places

    def _pack_if_needed(self, name: str) -> None:
        """Close the holes of a list that is more holes than cases."""
        if not self.lists.needs_packing(name):
            return
        for identity, slot in self.lists.pack(name):
            row = self._case(identity)
            if row is None:  # a slot always names a stored case
                raise AssertionError(f"list {name} names the unknown case {identity}")
            places = json.loads(row.places)
            places[name] = slot
            self._cases[identity] = row._replace(places=json.dumps(places))
        self.dirty.whole(self.lists.get(name))


def _row(
    identity: int,
    entry: Entry,
    record: dict[str, Any] | None,
    places: dict[str, int],
    old: CaseRow | None,
) -> CaseRow:
    """Make the row of a case from its newest entry."""
    texts = record or {}
    return CaseRow(
        id=identity,
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
        places=json.dumps(places),
        history=with_predecessor(entry.action, old),
    )
