"""The list of all changes after publication: in the order of the log, in pages that stay.

A change takes the next place and keeps it. Once a record is withdrawn, what its
earlier changes said is hidden, since it may be what had to go.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cms.publication.log import Entry
from publisher.folding.dirty import Dirty
from publisher.remembered.manifest import Manifest

PER_PAGE = 20
_TABLES = (
    "create table if not exists corrections (position integer primary key, seq integer not null,"
    " kind text not null, key text not null, version integer not null, hidden integer not null)",
    "create index if not exists corrections_record on corrections (kind, key)",
)
_LAST = "select coalesce(max(position), 0) from corrections"


class Correction(NamedTuple):
    """One change: its place in the list, counted from 1, and its log entry."""

    position: int
    seq: int
    kind: str
    key: str
    version: int
    hidden: int


class CorrectionFold:
    """Appends changes and marks the pages they touch."""

    def __init__(self, manifest: Manifest, dirty: Dirty) -> None:
        self._execute, self._dirty = manifest.connection.execute, dirty
        for statement in _TABLES:
            self._execute(statement)
        self._last = int(self._execute(_LAST).fetchone()[0])

    def apply(self, entry: Entry) -> None:
        """Take in an entry; a first version is no change."""
        if entry.version == 1:
            return
        record = (entry.kind, entry.key)
        if entry.action == "withdraw":
            self._hide(record)
        self._last += 1
        self._execute(
            "insert into corrections values (?, ?, ?, ?, ?, 0)",
            (self._last, entry.seq, *record, entry.version),
        )
        self._dirty.add("corrections")
        self._dirty.add("feed", "corrections")
        if self._last % PER_PAGE == 0:
            # The page before links to its newer neighbour, which has just got a number.
            for part in (self._last // PER_PAGE, self._last // PER_PAGE - 1):
                self._dirty.add("corrections", "", part)

    def _hide(self, record: tuple[str, str]) -> None:
        rows = self._execute("select position from corrections where kind = ? and key = ?", record)
        for (position,) in rows.fetchall():
            self._dirty.add("corrections", "", (position - 1) // PER_PAGE + 1)
        self._execute("update corrections set hidden = 1 where kind = ? and key = ?", record)


class CorrectionList:
    """Reads the list for the pages."""

    def __init__(self, manifest: Manifest) -> None:
        self._execute = manifest.connection.execute

    def full_pages(self) -> int:
        """Return how many numbered pages there are."""
        return int(self._execute(_LAST).fetchone()[0]) // PER_PAGE

    def page(self, part: int) -> list[Correction]:
        """Return the changes of a page, newest first; part 0 is the newest, 1 the oldest."""
        if part:
            return self._between((part - 1) * PER_PAGE, part * PER_PAGE)
        return self._between(self.older() * PER_PAGE, 2**62)

    def older(self) -> int:
        """Return the number of the page that follows the newest, 0 where there is none.

        The newest page repeats the last numbered one, so that it is never nearly empty.
        """
        return max(0, self.full_pages() - 1)

    def newest(self, count: int) -> Iterator[Correction]:
        """Yield the last changes, newest first."""
        sql = "select * from corrections order by position desc limit ?"
        return (Correction(*row) for row in self._execute(sql, (count,)))

    def _between(self, after: int, to: int) -> list[Correction]:
        sql = "select * from corrections where position > ? and position <= ? order by 1 desc"
        return [Correction(*row) for row in self._execute(sql, (after, to))]
