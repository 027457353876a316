"""The publication log as every public projection sees it. Plain Python, no Django.

One :class:`Entry` is one line of the log. Its ``body`` is the canonical JSON
(RFC 8785) of an envelope::

    {"action": "publish", "key": "202006-000123", "kind": "case", "reason": "",
     "record": {...}, "schema": "case/1", "time": "2020-06-03T01:02:03Z", "version": 1}

``record`` is null in a withdrawal. ``sha256`` is the lower-case hex digest of
``body``; it stays when a body is purged by law, and ``body`` is then ``None``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Literal, NamedTuple, Protocol

import msgspec

Action = Literal["publish", "correct", "withdraw"]
_parsed: Callable[[bytes], dict[str, Any]] = msgspec.json.Decoder(dict[str, Any]).decode


class _Line(NamedTuple):
    seq: int
    kind: str
    key: str
    version: int
    action: Action
    time: str
    sha256: str
    body: bytes | None


class Entry(_Line):
    """One line of the publication log.

    ``seq`` counts from 1 without gaps. ``kind`` and ``key`` name the record,
    ``version`` counts its entries from 1. ``time`` is UTC, ISO 8601 with ``Z``.
    """

    # A named tuple is made in a fifth of the time of a frozen dataclass; a build makes one
    # thrice for each record. Unlike a tuple alone it can keep what was parsed.

    @property
    def envelope(self) -> dict[str, Any]:
        """The parsed body, or an empty dict where it was purged."""
        # Python 3.11's cached_property takes a lock, which costs as much as half the parsing.
        parsed: dict[str, Any] | None = self.__dict__.get("_envelope")
        if parsed is None:
            parsed = _parsed(self.body) if self.body is not None else {}
            self.__dict__["_envelope"] = parsed
        return parsed

    @property
    def record(self) -> dict[str, Any] | None:
        """The public record, or None in a withdrawal or a purged entry."""
        return self.envelope.get("record")

    @property
    def reason(self) -> str:
        """Why the record was corrected or withdrawn; empty at first publication."""
        return str(self.envelope.get("reason", ""))


class LogReader(Protocol):
    """Where projections read the log from: the public store, or a dump."""

    def head(self) -> int:
        """Return the last ``seq`` of the log, 0 when it is empty."""

    def entries(self, after: int = 0, limit: int | None = None) -> Iterator[Entry]:
        """Yield entries with ``seq > after`` in order, at most ``limit`` of them."""

    def version(self, kind: str, key: str, version: int) -> Entry | None:
        """Return one version of a record, or None if there is none."""
