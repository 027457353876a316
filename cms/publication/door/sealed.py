"""Records that passed the gate, under a seal: the log takes nothing else.

Only the door (``actions``) may seal; a contract of imports holds it.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from cms.publication import records
from cms.publication.door.record import DoorRecord
from cms.publication.verdicts import FieldFinding

#: Known to this process alone; what bears its seal has passed the gate here.
_SECRET = secrets.token_bytes(32)


@dataclass
class Prepared:
    """A record that passed the gate and waits for its place in the log.

    ``body`` is the record as canonical bytes; a withdrawal has none. Without ``seal``, or
    with another record, key or reason under it than was sealed, the log refuses it.
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

    @property
    def is_sealed(self) -> bool:
        """Whether the seal belongs to what is held here."""
        return hmac.compare_digest(self.seal, _seal_of(self))


def seal(prepared: Prepared) -> Prepared:
    """Say that the gate has seen what is held here, as it is; return it."""
    prepared.seal = _seal_of(prepared)
    return prepared


def _seal_of(prepared: Prepared) -> bytes:
    item = prepared.item
    head = [item.public_kind, item.public_key, prepared.action, prepared.reason]
    return hmac.digest(_SECRET, records.canonical(head) + (prepared.body or b""), "sha256")
