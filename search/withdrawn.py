"""Which withdrawn records a query used to find, so that its feed can say that they are gone.

What was withdrawn is looked for in a small index of its own, made of the last public
version of each record and never shown: a feed gets number, day and reason, no text.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import threading
import time
import weakref
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from cms.publication.log import Entry
from cms.publication.store import PublicStore
from search.documents import KINDS, NAMES
from search.engines.sqlite import SqliteEngine
from search.query import Query
from search.synonyms import Synonyms, default_synonyms

_MOST = 100
#: Seconds within which a purge is noticed.
_WATCHED = 30.0


@dataclass(frozen=True)
class Tombstone:
    """A record that was public and is no longer; ``time`` is UTC with ``Z``."""

    url: str
    time: str
    reason: str


class Withdrawn:
    """The withdrawn records of the public store at ``path``; reads on at each question."""

    def __init__(self, path: Path, synonyms: Callable[[], Synonyms] = default_synonyms) -> None:
        self._path, self._synonyms = path, synonyms
        self._version, self._watched = 0, False
        self._lock = threading.Lock()
        self._begin()

    def _begin(self) -> None:
        self._kept_in = _Folder(self._synonyms)
        self._gone: dict[tuple[str, str], Tombstone] = {}
        self._nameless: set[tuple[str, str]] = set()
        # The entries whose texts are held here.
        self._held: dict[tuple[str, str], int] = {}
        self._seen = self._written = 0

    def matching(self, query: Query) -> list[Tombstone]:
        """Return what ``query`` would have found, newest first, at most a hundred.

        A record whose text was purged by law is given for every query, since nobody can
        know any more which ones found it.
        """
        with self._lock:
            self._forget_purged()
            self._read_on()
            self._watch()
            hits = self._kept_in.engine.search(query, size=_MOST, sort="newest", facets=False)
            keys = [] if hits.relaxed else [(item.kind, item.number) for item in hits.items]
            found = [self._gone[key] for key in {*keys, *self._nameless}]
        return sorted(found, key=lambda stone: (stone.time, stone.url), reverse=True)[:_MOST]

    def forget_purged(self) -> None:
        """Begin anew, in another file, where a text that is held here was purged by law."""
        with self._lock:
            self._forget_purged()

    def _forget_purged(self) -> None:
        version = self._store.connection.execute("pragma data_version").fetchone()[0]
        if version == self._version:
            return
        self._version = version
        if self._store.emptied(list(self._held.values())):
            self._kept_in.remove()
            self._begin()

    def _watch(self) -> None:
        """See to it that a purge is noticed where nobody asks again."""
        if self._held and not self._watched:
            self._watched = True
            threading.Thread(target=_watch, args=(weakref.ref(self),), daemon=True).start()

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
        self._kept_in.log.append(written)
        self._kept_in.engine.apply(written)
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
            self._held.pop(key, None)
            return self._numbered(entry._replace(body=None))
        return self._numbered(self._buried(entry))

    def _buried(self, entry: Entry) -> Entry:
        """Note the withdrawal and return the last version before it."""
        key = entry.kind, entry.key
        before = [e for e in self._store.history(*key) if e.version < entry.version]
        last = before[-1] if before else entry._replace(body=None)
        url = KINDS[entry.kind].address(entry.key)
        self._gone[key] = Tombstone(url, entry.time, entry.reason)
        if last.record is None:
            self._nameless.add(key)
        else:
            self._held[key] = last.seq
        return last

    def _numbered(self, entry: Entry) -> Entry:
        self._written += 1
        # A version above one makes the index forget what it held of the record before.
        return entry._replace(seq=self._written, version=self._written + 1)


class _Folder:
    """A file of its own for the small index, gone with this object."""

    def __init__(self, synonyms: Callable[[], Synonyms]) -> None:
        folder = Path(tempfile.mkdtemp(prefix="withdrawn-"))
        self.log = PublicStore(folder / "index.sqlite3")
        self.engine = SqliteEngine(self.log.path, synonyms)
        self.remove = weakref.finalize(self, _remove, folder, self.log)


def _remove(folder: Path, log: PublicStore) -> None:
    log.close()
    shutil.rmtree(folder, ignore_errors=True)


def _watch(watched: weakref.ref[Withdrawn]) -> None:
    while True:
        time.sleep(_WATCHED)
        withdrawn = watched()
        if withdrawn is None:
            return
        with suppress(sqlite3.Error):  # the store is away or busy; the next look will do
            withdrawn.forget_purged()
        del withdrawn
