"""Station 4, the door: publish, correct and withdraw.

The public record, the record's new state and the log entry are one transaction.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import orjson
from django.db import connection, transaction
from django.db.models import F

from cms.pictures.renditions import carry_out
from cms.publication import directory, gate, records, review, rows, states
from cms.publication.door_record import DoorRecord
from cms.publication.errors import GateRefused, NotThroughTheDoor, ReasonMissing, Refused
from cms.publication.log_entries import LogEntry, LogHead
from cms.publication.verdicts import FieldFinding, Passed

PUBLIC = frozenset({"public", "corrected"})
_STATE_AFTER = {"publish": "public", "correct": "corrected", "withdraw": "withdrawn"}
#: Known to this process alone; what bears its seal has passed the gate here.
_SEAL = secrets.token_bytes(32)

#: In canonical bytes, the beginning of a list of pictures that is not empty. (In a text
#: the quotes would have backslashes.)
_PICTURES = b'"pictures":[{'


@dataclass
class Prepared:
    """A record that passed the gate and waits for its place in the log.

    ``body`` is the record as canonical bytes; a withdrawal has none. ``seal`` is set
    by :func:`prepare`; without it, or with another record, key or reason under it,
    :func:`append` refuses.
    """

    item: DoorRecord
    action: str
    reason: str
    body: bytes | None
    findings: Sequence[FieldFinding] = ()
    revision_id: int | None = None
    seal: bytes = b""
    digest: str = field(init=False)

    def __post_init__(self) -> None:
        self.digest = "" if self.body is None else records.digest(self.body)

    @property
    def record(self) -> dict[str, Any] | None:
        """The record as it will be public."""
        return None if self.body is None else orjson.loads(self.body)

    def sealed(self) -> bytes:
        """Return the seal that belongs to what is held here."""
        head = [self.item.public_kind, self.item.public_key, self.action, self.reason]
        return hmac.digest(_SEAL, records.canonical(head) + (self.body or b""), "sha256")


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
    prepared = Prepared(item, action, passed.reason, body, passed.masked, revision_id)
    if action == "correct" and item.public_digest == prepared.digest:
        return None
    if action == "correct" and not told:
        raise ReasonMissing(key)
    prepared.seal = prepared.sealed()
    return prepared


def _through_the_gate(
    item: DoorRecord,
    record: dict[str, Any],
    reason: str,
    scanning: gate.Scanning = gate.scanning,
) -> Passed:
    passed = gate.inspect(
        item.public_kind,
        record,
        item.private_terms(),
        directory.allowed(),
        reason=reason,
        rulings=item.rulings(),
        scanning=scanning,
    )
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
    prepared = prepare(item, reason=reason, revision_id=revision_id)
    return append([prepared], by=by)[0] if prepared else None


@transaction.atomic
def publish_many(items: Iterable[DoorRecord], *, by: Any = None, reason: str = "") -> Outcome:
    """Publish a batch; refusals are reported one by one and stop no other."""
    outcome = Outcome()
    ready: list[Prepared] = []
    for item in items:
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

    Raises :class:`Refused` without a reason, or with one that tells on somebody.
    """
    if not reason.strip():
        raise ReasonMissing(item.public_key)
    told = _through_the_gate(item, {}, reason.strip()).reason
    prepared = Prepared(item, "withdraw", told, None)
    prepared.seal = prepared.sealed()
    return append([prepared], by=by)[0]


def append(batch: Sequence[Prepared], *, by: Any = None) -> list[LogEntry]:
    """Write ``batch`` to the log and set the new states, in the caller's transaction.

    Items that are not stored yet bear their states when they are inserted.
    ``seq`` is given under the lock of one row that is held until the commit, so a
    reader that saw ``n`` can never meet a smaller number later. Raises
    :class:`NotThroughTheDoor` for what the gate has not seen.
    """
    if not batch:
        return []
    for prepared in batch:
        if not hmac.compare_digest(prepared.seal, prepared.sealed()):
            raise NotThroughTheDoor(prepared.item.public_key)
        if _PICTURES in (prepared.body or b""):
            carry_out(prepared.item.public_key, prepared.record)
    time = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    first = _take_numbers(len(batch))
    stored = [prepared.item for prepared in batch if not prepared.item._state.adding]
    states.refresh_versions(stored)
    template = rows.Template(LogEntry(time=time, by=by.get_username() if by else ""))
    entries = []
    for seq, prepared in enumerate(batch, first):
        item = prepared.item
        item.public_version += 1
        item.public_digest = prepared.digest
        item.publication = _STATE_AFTER[prepared.action]
        body = records.envelope(
            kind=item.public_kind,
            key=item.public_key,
            version=item.public_version,
            action=prepared.action,
            time=time,
            reason=prepared.reason,
            record=prepared.body,
        )
        entries.append(
            template.copy(
                {
                    "seq": seq,
                    "kind": item.public_kind,
                    "key": item.public_key,
                    "version": item.public_version,
                    "action": prepared.action,
                    "sha256": records.digest(body),
                    "body": body,
                    "revision_id": prepared.revision_id,
                }
            )
        )
    rows.insert(entries)
    states.keep(stored)
    review.forget(stored)
    return entries


def _take_numbers(count: int) -> int:
    """Lock the head of the log, move it by ``count``, and return the first number."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("the log is appended in a transaction")
    if not LogHead.objects.filter(pk=1).update(seq=F("seq") + count):
        LogHead.objects.get_or_create(pk=1)
        LogHead.objects.filter(pk=1).update(seq=F("seq") + count)
    return int(LogHead.objects.values_list("seq", flat=True).get(pk=1)) - count + 1
