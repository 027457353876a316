"""Writes what passed the gate to the log, and the new state of each record with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from cms.inserting import Template, insert
from cms.pictures.renditions import carry_out
from cms.publication import records
from cms.publication.door import review, states
from cms.publication.door.sealed import Prepared
from cms.publication.errors import NotThroughTheDoor
from cms.publication.log_table.log_entries import LogEntry, LogHead

_STATE_AFTER = {"publish": "public", "correct": "corrected", "withdraw": "withdrawn"}

#: In canonical bytes, the beginning of a list of pictures that is not empty. (In a text
#: the quotes would have backslashes.)
_PICTURES = b'"pictures":[{'


def append(batch: Sequence[Prepared], *, by: Any = None) -> list[LogEntry]:
    """Write ``batch`` to the log and set the new states, in the caller's transaction.

    Stored items are held by ``states.lock`` since before they were prepared; those that are
    not stored yet bear their states when they are inserted.
    ``seq`` is given under the lock of one row that is held until the commit, so a
    reader that saw ``n`` can never meet a smaller number later. Raises
    :class:`NotThroughTheDoor` for what the gate has not seen.
    """
    if not batch:
        return []
    for prepared in batch:
        if not prepared.is_sealed:
            raise NotThroughTheDoor(prepared.item.public_key)
        if _PICTURES in (prepared.body or b""):
            carry_out(prepared.item.public_key, prepared.record)
    time = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    first = _take_numbers(len(batch))
    stored = [prepared.item for prepared in batch if not prepared.item._state.adding]
    template = Template(LogEntry(time=time, by=by.get_username() if by else ""))
    entries = [_entry(template, seq, prepared, time) for seq, prepared in enumerate(batch, first)]
    insert(entries)
    states.keep(stored)
    review.forget(stored)
    return entries


def _entry(template: Template[Any], seq: int, prepared: Prepared, time: str) -> LogEntry:
    """Move the record on to its next version and state, and return the entry that tells it."""
    item = prepared.item
    item.public_version += 1
    item.public_digest = prepared.digest
    item.publication = _STATE_AFTER[prepared.action]
    told = {
        "kind": item.public_kind,
        "key": item.public_key,
        "version": item.public_version,
        "action": prepared.action,
    }
    body = records.envelope(**told, time=time, reason=prepared.reason, record=prepared.body)
    own = {
        "seq": seq,
        "sha256": records.digest(body),
        "body": body,
        "revision_id": prepared.revision_id,
    }
    return template.copy({**told, **own})


def _take_numbers(count: int) -> int:
    """Lock the head of the log, move it by ``count``, and return the first number."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("the log is appended in a transaction")
    if not LogHead.objects.filter(pk=1).update(seq=F("seq") + count):
        LogHead.objects.get_or_create(pk=1)
        LogHead.objects.filter(pk=1).update(seq=F("seq") + count)
    return int(LogHead.objects.values_list("seq", flat=True).get(pk=1)) - count + 1
