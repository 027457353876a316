"""Station 4, the door: publish, correct and withdraw.

The public record, the record's new state and the log entry are one transaction.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from cms.publication import records
from cms.publication.door import review, states
from cms.publication.door.appending import append
from cms.publication.door.record import DoorRecord
from cms.publication.door.sealed import Prepared, seal
from cms.publication.errors import GateRefused, NotPublic, ReasonMissing, Refused
from cms.publication.gate import gate
from cms.publication.log_table.log_entries import LogEntry
from cms.publication.verdicts import Passed

__all__ = [
    "PUBLIC",
    "Outcome",
    "Prepared",
    "append",
    "prepare",
    "publish",
    "publish_many",
    "withdraw",
]

PUBLIC = frozenset({"public", "corrected"})


@dataclass
class Outcome:
    """What became of a batch: entries written, unchanged items, and refusals."""

    entries: list[LogEntry] = field(default_factory=list)
    unchanged: list[DoorRecord] = field(default_factory=list)
    refused: list[tuple[DoorRecord, Refused]] = field(default_factory=list)
    masked: int = 0


def prepare(
    item: DoorRecord,
    *,
    reason: str = "",
    revision_id: int | None = None,
    scanning: gate.Scanning = gate.scanning,
) -> Prepared | None:
    """Take ``item`` through gate and schema; None when the public has it already.

    ``scanning`` may have scanned the texts ahead (see ``cms.privacy.scanned``).
    Raises :class:`Refused` with what an editor must mend.
    """
    key = item.public_key
    action = "correct" if item.publication in PUBLIC else "publish"
    told = reason.strip() if action == "correct" else ""
    passed = _through_the_gate(item, item.public_record(), told, scanning)
    records.check(item.public_kind, key, passed.record)
    body = records.canonical(passed.record)
    if action == "correct" and item.public_digest == records.digest(body):
        return None
    if action == "correct" and not told:
        raise ReasonMissing(key)
    return seal(Prepared(item, action, passed.reason, body, passed.masked, revision_id))


def _through_the_gate(
    item: DoorRecord,
    record: dict[str, Any],
    reason: str,
    scanning: gate.Scanning = gate.scanning,
) -> Passed:
    passed = review.look_at(item, record, reason, scanning)
    if doubtful := passed.doubtful:
        raise GateRefused(item.public_key, doubtful)
    return passed


@transaction.atomic
def publish(
    item: DoorRecord, *, by: Any = None, reason: str = "", revision_id: int | None = None
) -> LogEntry | None:
    """Publish or correct ``item``; None when the public has exactly this already.

    Raises :class:`Refused`; then nothing was written.
    """
    states.lock([item])
    prepared = prepare(item, reason=reason, revision_id=revision_id)
    return append([prepared], by=by)[0] if prepared else None


@transaction.atomic
def publish_many(items: Iterable[DoorRecord], *, by: Any = None, reason: str = "") -> Outcome:
    """Publish a batch; refusals are reported one by one and stop no other."""
    outcome = Outcome()
    ready: list[Prepared] = []
    batch = list(items)
    states.lock(batch)
    for item in batch:
        try:
            prepared = prepare(item, reason=reason, revision_id=item.latest_revision_id)
        except Refused as refusal:
            if isinstance(refusal, GateRefused):
                review.note_refused([(item, refusal.findings)])
            outcome.refused.append((item, refusal))
            continue
        if prepared:
            outcome.masked += len(prepared.findings)
            ready.append(prepared)
        else:
            outcome.unchanged.append(item)
    outcome.entries = append(ready, by=by)
    return outcome


@transaction.atomic
def withdraw(item: DoorRecord, *, by: Any = None, reason: str) -> LogEntry:
    """Take ``item`` back from the public, saying why.

    Raises :class:`Refused` without a reason, with one that tells on somebody, and for what
    the public has not (any more).
    """
    states.lock([item])
    if item.publication not in PUBLIC:
        raise NotPublic(item.public_key)
    if not reason.strip():
        raise ReasonMissing(item.public_key)
    told = _through_the_gate(item, {}, reason.strip()).reason
    return append([seal(Prepared(item, "withdraw", told, None))], by=by)[0]
