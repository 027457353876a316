"""The public store: one SQLite file with a copy of the log, fit to be given away.

It is itself a projection of the log. Search keeps its embedded index in the
same file, in tables of its own. Only ``append`` and
``purge`` of :class:`PublicStore` write here.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from cms.publication.log import Entry

_COLUMNS = "seq, kind, key, version, action, time, sha256, body"
_PAGE = 1000
_TABLES = """
create table if not exists log (
    seq integer primary key,
    kind text not null,
    key text not null,
    version integer not null,
    action text not null,
    time text not null,
    sha256 text not null,
    body blob
);
create unique index if not exists log_version on log (kind, key, version);
"""


class LogGap(Exception):
    """Entries were offered that do not follow the last one stored."""


class PublicStore:
    """A copy of the publication log in the SQLite file ``path``.

    ``read_only`` opens an existing file without the right to write.
    Raises ``sqlite3.OperationalError`` when the file cannot be opened.
    """

    def __init__(self, path: Path | str, *, read_only: bool = False) -> None:
        self.path = Path(path)
        mode = "ro" if read_only else "rwc"
        uri = f"{self.path.resolve().as_uri()}?mode={mode}"
        self.connection = sqlite3.connect(
            uri, uri=True, timeout=30, check_same_thread=False, isolation_level=None
        )
        if not read_only:
            self.connection.execute("pragma journal_mode = wal")
            self.connection.execute("pragma synchronous = normal")
            self.connection.executescript(_TABLES)

    def close(self) -> None:
        """Close the file; the store cannot be used afterwards."""
        self.connection.close()

    def head(self) -> int:
        """Return the last ``seq`` stored, 0 when the log is empty."""
        return int(self.connection.execute("select coalesce(max(seq), 0) from log").fetchone()[0])

    def entries(self, after: int = 0, limit: int | None = None) -> Iterator[Entry]:
        """Yield entries with ``seq > after`` in order, at most ``limit`` of them.

        Reads page by page, so that a slow consumer holds no read transaction.
        """
        left = limit
        while left is None or left > 0:
            size = _PAGE if left is None else min(_PAGE, left)
            rows = self.connection.execute(
                f"select {_COLUMNS} from log where seq > ? order by seq limit ?",  # noqa: S608
                (after, size),
            ).fetchall()
            for row in rows:
                yield Entry(*row)
            if len(rows) < size:
                return
            after = rows[-1][0]
            left = None if left is None else left - len(rows)

    def history(self, kind: str, key: str) -> list[Entry]:
        """Return all entries of one record, oldest first."""
        rows = self.connection.execute(
            f"select {_COLUMNS} from log where kind = ? and key = ? order by version",  # noqa: S608
            (kind, key),
        )
        return [Entry(*row) for row in rows]

    def changes(self, after: int, kinds: Sequence[str]) -> Iterator[Entry]:
        """Yield, in order, what is no first publication, and every entry of ``kinds``.

        Only entries with ``seq > after``: withdrawals, corrections, publications after them.
        """
        marks = ", ".join("?" * len(kinds))
        rows = self.connection.execute(
            f"select {_COLUMNS} from log where seq > ? "  # noqa: S608
            f"and (version > 1 or kind in ({marks})) order by seq",
            (after, *kinds),
        ).fetchall()
        yield from (Entry(*row) for row in rows)

    def withdrawals(self, head: int) -> dict[tuple[str, str], int]:
        """Return the version of each record's last withdrawal among the entries up to ``head``."""
        rows = self.connection.execute(
            "select kind, key, max(version) from log where action = 'withdraw' and seq <= ? "
            "group by kind, key",
            (head,),
        )
        return {(kind, key): version for kind, key, version in rows}

    def latest(self, kind: str, key: str) -> Entry | None:
        """Return the newest entry of one record, or None if it was never public."""
        row = self.connection.execute(
            f"select {_COLUMNS} from log where kind = ? and key = ? "  # noqa: S608
            "order by version desc limit 1",
            (kind, key),
        ).fetchone()
        return Entry(*row) if row else None

    def version(self, kind: str, key: str, version: int) -> Entry | None:
        """Return one version of a record, or None if there is none."""
        row = self.connection.execute(
            f"select {_COLUMNS} from log where kind = ? and key = ? and version = ?",  # noqa: S608
            (kind, key, version),
        ).fetchone()
        return Entry(*row) if row else None

    def emptied(self, seqs: Sequence[int]) -> list[int]:
        """Return which of these entries have no body any more."""
        found = []
        for seq in seqs:
            row = self.connection.execute("select body is null from log where seq = ?", (seq,))
            found += [seq] if (row.fetchone() or (1,))[0] else []
        return found

    def purge(self, seqs: Iterable[int]) -> int:
        """Empty the bodies of these entries, on the disk too; return how many had one."""
        self.connection.execute("pragma secure_delete = on")
        changed = self.connection.total_changes
        self.connection.executemany(
            "update log set body = null where seq = ? and body is not null",
            [(seq,) for seq in seqs],
        )
        purged = self.connection.total_changes - changed
        self.connection.execute("pragma wal_checkpoint(truncate)")
        return purged

    def append(self, entries: Iterable[Entry]) -> int:
        """Store the entries that follow the head; skip those already stored.

        Returns how many were new. Raises :class:`LogGap` when one is missing.
        """
        connection = self.connection
        connection.execute("begin immediate")
        try:
            head = self.head()
            fresh = [entry for entry in entries if entry.seq > head]
            for expected, entry in enumerate(fresh, head + 1):
                if entry.seq != expected:
                    raise LogGap(f"log entry {expected} is missing before {entry.seq}")
            connection.executemany(
                f"insert into log ({_COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
                [
                    (e.seq, e.kind, e.key, e.version, e.action, e.time, e.sha256, e.body)
                    for e in fresh
                ],
            )
            connection.execute("commit")
        except BaseException:
            connection.execute("rollback")
            raise
        return len(fresh)
