"""What a leaf of the tree says: one line of the log, with the hash of its body.

The bytes are canonical JSON (RFC 8785), such as::

    {"action":"publish","key":"202006-000123","kind":"case","seq":7,"sha256":"…",
     "time":"2020-06-03T01:02:03Z","version":1}

A leaf commits to the body by its hash and repeats nothing of it. So a body can be
withdrawn or purged by law, and every leaf, tile and proof stays as it was.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from cms.publication.log import Entry
from cms.translating import gettext_noop

_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_MOST = 0xFFFF  # bytes of a leaf: its length is written in two


class LeafFault(Exception):
    """The bytes of a leaf or bundle are not what they should be; the text says what."""


@dataclass(frozen=True)
class Leaf:
    """One line of the log; the fields are those of :class:`Entry`, without the body."""

    seq: int
    kind: str
    key: str
    version: int
    action: str
    time: str
    sha256: str

    def encode(self) -> bytes:
        """Return the canonical bytes."""
        return _canonical(self)


def _canonical(line: Leaf | Entry) -> bytes:
    """Return canonical JSON; the names stand in their order already."""
    values = {
        "action": line.action,
        "key": line.key,
        "kind": line.kind,
        "seq": line.seq,
        "sha256": line.sha256,
        "time": line.time,
        "version": line.version,
    }
    return _ENCODE(values).encode()


def leaf_of(entry: Entry) -> bytes:
    """Return the bytes of an entry's leaf. Raises :class:`LeafFault` for one too long."""
    data = _canonical(entry)
    if len(data) > _MOST:
        raise LeafFault(f"log entry {entry.seq} is too long for a leaf: {len(data)} bytes")
    return data


def parse(data: bytes) -> Leaf:
    """Return what a leaf says. Raises :class:`LeafFault` unless the bytes are canonical."""
    try:
        leaf = Leaf(**json.loads(data))
        same = leaf.encode() == data
    except (ValueError, TypeError) as error:
        raise LeafFault(gettext_noop("is no log entry")) from error
    if {type(leaf.seq), type(leaf.version)} != {int} or not isinstance(leaf.key, str):
        raise LeafFault(gettext_noop("is no log entry"))
    if not same:
        raise LeafFault(gettext_noop("is not in canonical form"))
    return leaf


def bundled(leaf: bytes) -> bytes:
    """Return a leaf as it stands in a bundle: its length in two bytes, then itself."""
    return len(leaf).to_bytes(2, "big") + leaf


def unbundle(bundle: bytes) -> Iterator[bytes]:
    """Yield the leaves of a bundle. Raises :class:`LeafFault` where a length leads too far."""
    at = 0
    while at < len(bundle):
        end = at + 2 + int.from_bytes(bundle[at : at + 2], "big")
        if end > len(bundle):
            raise LeafFault(gettext_noop("is cut off"))
        yield bundle[at + 2 : end]
        at = end
