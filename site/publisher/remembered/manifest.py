"""The manifest: what the publisher remembers of one release, in one SQLite file.

It holds the fold of the log up to ``seq`` (columns that lists and counts need,
never whole texts), which file came from which ``seq`` with its hash, and the
journal of a batch whose files are being moved into place.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Set
from pathlib import Path

from publisher.remembered.rows import CaseRow, Listed, RecordRow, columns

FORMAT = 8  # raise it when the same log would give other pages
_TABLES = f"""
create table if not exists meta (key text primary key, value text not null) without rowid;
create table if not exists cases ({columns(CaseRow)});
create table if not exists records (
    {columns(RecordRow)}, primary key (kind, key)
) without rowid;
create table if not exists lists (
    name text primary key, span integer not null, live integer not null,
    high integer not null, counts text not null
) without rowid;
create table if not exists list_pages (
    name text not null, part integer not null, ids blob not null, primary key (name, part)
) without rowid;
create table if not exists files (
    path text primary key, seq integer not null, sha256 blob not null
) without rowid;
create table if not exists pictures (
    owner text not null, path text not null, primary key (owner, path)
) without rowid;
create table if not exists journal (
    position integer primary key, operation text not null, staged text not null, path text not null
);
"""
_INDEXES = """
create index if not exists cases_area on cases (area) where live;
create index if not exists cases_category on cases (category) where live and category <> '';
create index if not exists cases_seq on cases (seq);
create index if not exists cases_corrected on cases (seq) where version > 1;
"""

_KEPT = ["journal_mode = wal", "synchronous = full"]
# Others read while the full build writes: nothing may reach the file before a commit.
_THROWAWAY = ["journal_mode = off", "synchronous = off", "cache_spill = off"]


_CASE_MARKS = ", ".join("?" * len(CaseRow._fields))
_RECORD_MARKS = ", ".join("?" * len(RecordRow._fields))


class Manifest:
    """The open manifest of one release.

    ``throwaway`` is for a file that a crash may spoil, because its release is not
    yet in use: no waiting for the disk.
    """

    def __init__(self, path: Path, *, throwaway: bool = False, read_only: bool = False) -> None:
        self.path = path
        mode = "ro" if read_only else "rwc"
        self.connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode={mode}", uri=True, timeout=30, isolation_level=None
        )
        if read_only:
            return
        try:
            for setting in _THROWAWAY if throwaway else _KEPT:
                self.connection.execute(f"pragma {setting}")
            self.connection.executescript(_TABLES)
        except BaseException:
            self.connection.close()
            raise

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    def index(self) -> None:
        """Make the indexes; after a full build, since that is faster than before it."""
        self.connection.executescript(_INDEXES)

    def get(self, key: str, default: str = "") -> str:
        """Return one remembered value."""
        row = self.connection.execute("select value from meta where key = ?", (key,)).fetchone()
        return row[0] if row else default

    def set(self, key: str, value: object) -> None:
        """Remember one value."""
        self.connection.execute("insert or replace into meta values (?, ?)", (key, str(value)))

    @property
    def seq(self) -> int:
        """The last log entry that this release has in it, 0 when none."""
        return int(self.get("seq", "0"))

    def case(self, identity: int) -> CaseRow | None:
        """Return one case, or None if it was never public."""
        row = self.connection.execute("select * from cases where id = ?", (identity,)).fetchone()
        return CaseRow(*row) if row else None

    def cases(self, identities: Iterable[int]) -> dict[int, CaseRow]:
        """Return the cases with these ids, at most 500 of them."""
        wanted = list(identities)
        marks = ", ".join("?" * len(wanted))
        rows = self.connection.execute(f"select * from cases where id in ({marks})", wanted)  # noqa: S608
        return {row[0]: CaseRow(*row) for row in rows}

    def listed(self, identities: Iterable[int]) -> list[Listed]:
        """Return what lists show of the cases with these ids, at most 500 of them."""
        wanted = list(identities)
        marks = ", ".join("?" * len(wanted))
        rows = self.connection.execute(
            f"select {', '.join(Listed._fields)} from cases where id in ({marks})",  # noqa: S608
            wanted,
        )
        return [Listed(*row) for row in rows]

    def select_cases(self, where: str, values: tuple[object, ...]) -> Iterator[CaseRow]:
        """Yield the cases that the SQL condition ``where`` (from our own code) picks."""
        rows = self.connection.execute(f"select * from cases where {where}", values)  # noqa: S608
        return (CaseRow(*row) for row in rows)

    def thousands(self) -> list[int]:
        """Return the ids of cases by thousands, each once, by a step from one to the next."""
        rows = self.connection.execute(
            "with recursive steps (at) as (select min(id) / 1000 from cases union all"
            " select (select min(id) / 1000 from cases where id >= (at + 1) * 1000)"
            " from steps where at is not null) select at from steps where at is not null"
        )
        return [row[0] for row in rows]

    def put_cases(self, rows: Iterable[CaseRow]) -> None:
        """Store cases, replacing earlier rows."""
        self.connection.executemany(f"insert or replace into cases values ({_CASE_MARKS})", rows)  # noqa: S608

    def records(self) -> dict[tuple[str, str], RecordRow]:
        """Return all areas and categories, live or not."""
        rows = self.connection.execute("select * from records")
        return {(row[0], row[1]): RecordRow(*row) for row in rows}

    def put_records(self, rows: Iterable[RecordRow]) -> None:
        """Store records of the small kinds, replacing earlier rows."""
        self.connection.executemany(
            f"insert or replace into records values ({_RECORD_MARKS})",  # noqa: S608
            rows,
        )

    def put_files(self, rows: Iterable[tuple[str, int, bytes]]) -> None:
        """Remember which ``seq`` and hash each path has."""
        self.connection.executemany("insert or replace into files values (?, ?, ?)", rows)

    def file(self, path: str) -> tuple[int, str] | None:
        """Return (seq, hex sha256) of a written file."""
        row = self.connection.execute(
            "select seq, sha256 from files where path = ?", (path,)
        ).fetchone()
        return (row[0], row[1].hex()) if row else None

    def forget_file(self, path: str) -> None:
        """Forget a file that was removed for good."""
        self.connection.execute("delete from files where path = ?", (path,))

    def name_pictures(self, files: Mapping[str, Set[str]]) -> bool:
        """Set the picture files that each owner (kind and key) names; tell whether that is new."""
        changed = self.connection.total_changes
        for owner, wanted in files.items():
            rows = self.connection.execute("select path from pictures where owner = ?", (owner,))
            had = {path for (path,) in rows}
            for sql, paths in (
                ("delete from pictures where owner = ? and path = ?", had - wanted),
                ("insert into pictures values (?, ?)", wanted - had),
            ):
                self.connection.executemany(sql, [(owner, path) for path in sorted(paths)])
        return self.connection.total_changes > changed

    def paths(self, sql: str) -> list[str]:
        """Return the paths that a query of our own code picks, in order."""
        return sorted(path for (path,) in self.connection.execute(sql))
