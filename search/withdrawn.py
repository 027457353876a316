"""Which withdrawn records a query used to find, so that its feed can say that they are gone.

What was withdrawn is looked for in a small index of its own, made of the last public
version of each record and never shown: a feed gets number, day and reason, no text.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
import weakref
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from cms.publication.log import Entry
from cms.publication.store import PublicStore
from search.documents import KINDS, NAMES
from search.engines.sqlite import SqliteEngine
from search.query import Query
from search.synonyms import Synonyms, default_synonyms

_MOST = 100


@dataclass(frozen=True)
class Tombstone:
    """A record that was public and is no longer; ``time`` is UTC with ``Z``."""

    url: str
    time: str
    reason: str


class Withdrawn:
    """The withdrawn records of the public store at ``path``; reads on at each question."""

    def __init__(self, path: Path, synonyms: Callable[[], Synonyms] = default_synonyms) -> None:
        self._path = path
        folder = Path(tempfile.mkdtemp(prefix="withdrawn-"))
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        self._log = PublicStore(folder / "index.sqlite3")
        weakref.finalize(self, self._log.close)
        self._engine = SqliteEngine(self._log.path, synonyms)
        self._gone: dict[tuple[str, str], Tombstone] = {}
        self._nameless: set[tuple[str, str]] = set()
        self._seen = self._written = 0
        self._lock = threading.Lock()

    def matching(self, query: Query) -> list[Tombstone]:
        """Return what ``query`` would have found, newest first, at most a hundred.

        A record whose text was purged by law is given for every query, since nobody can
        know any more which ones found it.
        """
        with self._lock:
            self._read_on()
            hits = self._engine.search(query, size=_MOST, sort="newest", facets=False)
            keys = [] if hits.relaxed else [(item.kind, item.number) for item in hits.items]
            found = [self._gone[key] for key in {*keys, *self._nameless}]
        return sorted(found, key=lambda stone: (stone.time, stone.url), reverse=True)[:_MOST]

    @cached_property
    def _store(self) -> PublicStore:
        return PublicStore(self._path, read_only=True)

    def _read_on(self) -> None:
        head = self._store.head()
        if head == self._seen:
            return
        written = []
        for entry in self._store.changes(self._seen, sorted(NAMES)):
            written += [kept] if (kept := self._kept(entry)) else []
        self._log.append(written)
        self._engine.apply(written)
        self._seen = head

    def _kept(self, entry: Entry) -> Entry | None:
        """Return what the small index must apply because of ``entry``."""
        if entry.kind in NAMES:
            return self._numbered(entry)
        key = entry.kind, entry.key
        if entry.kind not in KINDS:
            return None
        if entry.action != "withdraw":
            if self._gone.pop(key, None) is None:
                return None
            self._nameless.discard(key)
            return self._numbered(replace(entry, body=None))
        return self._numbered(self._buried(entry))

    def _buried(self, entry: Entry) -> Entry:
        """Note the withdrawal and return the last version before it."""
        key = entry.kind, entry.key
        before = [e for e in self._store.history(*key) if e.version < entry.version]
        last = before[-1] if before else replace(entry, body=None)
        url = KINDS[entry.kind].address(entry.key)
        self._gone[key] = Tombstone(url, entry.time, entry.reason)
        if last.record is None:
            self._nameless.add(key)
        return last

    def _numbered(self, entry: Entry) -> Entry:
        self._written += 1
        # A version above one makes the index forget what it held of the record before.
        return replace(entry, seq=self._written, version=self._written + 1)
