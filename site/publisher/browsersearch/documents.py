"""The numbered documents of an index, kept in the manifest.

Each version of a record that may be found has a number, in the order of the log. A later
version takes the place of the one before; a withdrawal takes away all of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cms.publication.log import Entry
from publisher.browsersearch.layout import Layout
from publisher.browsersearch.postings import Numbers
from publisher.remembered.manifest import Manifest
from search.documents import KINDS, Document, document

_TABLE = """
create table if not exists find_documents (
    id integer primary key, seq integer not null, kind text not null, key text not null,
    successor integer, withdrawn integer not null, unit text not null
)
"""
_INDEXES = (
    "create index if not exists find_key on find_documents (kind, key)",
    "create index if not exists find_unit on find_documents (unit)",
    "create index if not exists find_successor on find_documents (successor) "
    "where successor is not null",
    "create index if not exists find_withdrawn on find_documents (withdrawn) where withdrawn",
)
#: Each unit by the one before, so that the index is asked a few times and not read as a whole.
_UNITS = """
with recursive units (unit) as (
    select min(unit) from find_documents where unit > ''
    union all
    select (select min(unit) from find_documents where unit > units.unit)
    from units where units.unit is not null
)
select unit from units where unit is not null
"""
#: Above the number of every document.
NEVER = 1 << 62


class Numbered(NamedTuple):
    """A new document; ``content`` is None where its text was deleted by law."""

    number: int
    content: Document | None


@dataclass
class Changes:
    """What some log entries did to the documents; ``withdrawn`` are numbers."""

    added: list[Numbered] = field(default_factory=list)
    withdrawn: set[int] = field(default_factory=set)

    def take(self, added: Numbered | None, withdrawn: list[int]) -> None:
        """Take what :meth:`Documents.apply` says of an entry."""
        if added:
            self.added.append(added)
        self.withdrawn.update(withdrawn)


class Documents:
    """Numbers the documents of one manifest. Call :meth:`flush` to store what changed."""

    def __init__(self, manifest: Manifest) -> None:
        self._execute = manifest.connection.execute
        self._many = manifest.connection.executemany
        self._execute(_TABLE)
        # Numbers have no gaps, and counting rows would read them all.
        sql = "select coalesce(max(id) + 1, 0) from find_documents"
        self.count = int(self._execute(sql).fetchone()[0])
        self._fresh = self.count == 0
        if not self._fresh:
            for statement in _INDEXES:
                self._execute(statement)
        self._latest: dict[tuple[str, str], list[int]] = {}
        self._rows: list[tuple[object, ...]] = []
        self._successors: list[tuple[int, int]] = []
        self._gone: set[int] = set()

    def apply(self, entry: Entry) -> tuple[Numbered | None, list[int]]:
        """Apply an entry; return its document, and the numbers of those withdrawn."""
        if entry.kind not in KINDS:
            return None, []
        versions = self._versions(entry)
        if entry.action == "withdraw":
            gone = list(versions)
            self._gone.update(gone)
            versions.clear()
            return None, gone
        number = self.count
        self.count += 1
        if versions:
            self._successors.append((number, versions[-1]))
        versions.append(number)
        record = entry.record
        made = document(entry.kind, entry.key, record) if record is not None else None
        unit = made.unit if made else ""
        self._rows.append((number, entry.seq, entry.kind, entry.key, unit))
        return Numbered(number, made), []

    def _versions(self, entry: Entry) -> list[int]:
        """Return the numbers of a record's versions that were not withdrawn, oldest first."""
        name = entry.kind, entry.key
        known = self._latest.get(name)
        if known is None:
            sql = "select id from find_documents where kind = ? and key = ? and not withdrawn"
            stored = [] if self._fresh or entry.version == 1 else self._execute(sql, name)
            known = self._latest[name] = sorted(row[0] for row in stored)
        return known

    def flush(self) -> None:
        """Store what changed, without committing."""
        sql = "insert into find_documents values (?, ?, ?, ?, null, 0, ?)"
        self._many(sql, self._rows)
        self._many("update find_documents set successor = ? where id = ?", self._successors)
        gone = [(number,) for number in sorted(self._gone)]
        self._many(
            "update find_documents set withdrawn = 1, unit = '' where id = ?",
            gone,
        )
        self._rows.clear()
        self._successors.clear()
        self._gone.clear()

    # -- of what is stored ----------------------------------------------------------
    def lives(self, since: int = 0) -> Lives:
        """Return how long documents live; of those replaced only by a number from ``since``."""
        ends = np.full(self.count, NEVER, np.int64)
        sql = "select id, successor from find_documents where successor >= ?"
        for number, successor in self._execute(sql, (since,)):
            ends[number] = successor
        for (number,) in self._execute("select id from find_documents where withdrawn"):
            ends[number] = -1
        return Lives(ends)

    def seq(self, number: int) -> int:
        """Return the log entry of a document."""
        sql = "select seq from find_documents where id = ?"
        return int(self._execute(sql, (number,)).fetchone()[0])

    def numbers(self, first: int) -> dict[int, int]:
        """Return the number of each document from the ``first`` on by its log entry."""
        sql = "select seq, id from find_documents where id >= ? order by id"
        return dict(self._execute(sql, (first,)).fetchall())

    def units(self) -> list[str]:
        """Return the names of units that a document names."""
        # The index of units is not there while all is made for the first time.
        sql = "select distinct unit from find_documents where unit > '' order by unit"
        return [row[0] for row in self._execute(sql if self._fresh else _UNITS)]


@dataclass(frozen=True)
class Lives:
    """For each document the number of the one that took its place, -1 for a withdrawn one."""

    ends: NDArray[np.int64]

    def at(self, documents: Numbers, count: Numbers | int) -> NDArray[np.bool_]:
        """Tell which documents were in force when there were ``count``."""
        alive: NDArray[np.bool_] = self.ends[documents] >= count
        return alive

    def all_along(self, count: int) -> NDArray[np.bool_]:
        """Tell of all documents which were there when there were ``count``, and still are."""
        there: NDArray[np.bool_] = self.ends == NEVER
        there[count:] = False
        return there

    def hidden(self, layout: Layout) -> list[int]:
        """Return the documents that files may still hold and that must not be found."""
        recent = (self.ends > layout.documents - layout.longest) & (self.ends < NEVER)
        hidden: list[int] = np.flatnonzero(recent | (self.ends < 0)).tolist()
        return hidden
