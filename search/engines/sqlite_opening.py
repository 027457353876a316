"""The tables of the embedded index, in the file of the public store."""

from __future__ import annotations

import secrets
import sqlite3
import zlib
from contextlib import closing
from pathlib import Path

from cms.publication.store import PublicStore
from search.analysis import VERSION
from search.documents import FORM, KINDS
from search.engine import EngineUnavailable

#: Raise when the tables change: an index with others is made anew.
LAYOUT = 2
#: Columns of ``search_doc`` after the id, which is the ``seq`` of the log entry.
COLUMNS = (
    "kind",
    "key",
    "ledger_number",
    "state",
    "satisfaction",
    "category",
    "channel",
    "class",
    "area",
    "unit",
    "received",
    "closed",
    "length",
)
_NAMES = ("search_doc", "search_fts", "search_char", "search_gone", "search_name", "search_state")
# What is shown of a record is read from the log beside; the index keeps no text.
_TABLES = f"""
create table if not exists search_doc (
    id integer primary key, {" not null, ".join(COLUMNS)} not null
);
create unique index if not exists search_doc_key on search_doc (key, kind);
create index if not exists search_doc_ledger on search_doc (ledger_number)
    where ledger_number <> '';
create index if not exists search_doc_received on search_doc (received);
create index if not exists search_doc_closed on search_doc (closed) where closed <> '';
create virtual table if not exists search_fts using fts5(
    title, body, content='', tokenize='ascii'
);
create table if not exists search_char (char text primary key, docs integer not null)
    without rowid;
create table if not exists search_gone (n integer primary key autoincrement, id integer not null);
create table if not exists search_name (
    kind text not null, code text not null, name text not null, primary key (kind, code)
) without rowid;
create table if not exists search_state (name text primary key, value integer not null);
"""
# Bytes of new postings that are sorted in memory: a first index takes half the time.
_HASH_SIZE = 32 << 20


def open_index(path: Path) -> sqlite3.Connection:
    """Open the index at ``path``, made at need. Raises :class:`EngineUnavailable`."""
    try:
        PublicStore(path).close()
        connection = sqlite3.connect(path, timeout=30, isolation_level=None)
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = normal")
        connection.execute("pragma temp_store = memory")
        connection.execute("pragma cache_size = -32768")
        _make_tables(connection)
        connection.execute(
            "create virtual table temp.search_words using fts5vocab(main, search_fts, row)"
        )
    except sqlite3.Error as error:
        raise EngineUnavailable(str(error)) from error
    return connection


def state(connection: sqlite3.Connection, name: str) -> int:
    """Return one of the index's own numbers, 0 when it is not set."""
    row = connection.execute("select value from search_state where name = ?", (name,)).fetchone()
    return int(row[0]) if row else 0


def set_state(connection: sqlite3.Connection, name: str, value: int) -> None:
    """Write one of the index's own numbers."""
    connection.execute("insert or replace into search_state values (?, ?)", (name, value))


def empty(connection: sqlite3.Connection) -> None:
    """Forget the whole index, in the caller's transaction; it is made anew from the log."""
    for name in _NAMES:
        connection.execute(f"drop table if exists {name}")
    for statement in filter(str.strip, _TABLES.split(";")):
        connection.execute(statement)
    connection.execute(
        "insert into search_fts (search_fts, rank) values ('hashsize', ?)", (_HASH_SIZE,)
    )
    set_state(connection, "version", _version())
    set_state(connection, "epoch", secrets.randbits(62))


def _make_tables(connection: sqlite3.Connection) -> None:
    if _is_current(connection):
        return
    connection.execute("begin immediate")
    try:
        if not _is_current(connection):  # another process may have been faster
            empty(connection)
        connection.execute("commit")
    except BaseException:
        connection.execute("rollback")
        raise


def is_outdated(path: Path | str) -> bool:
    """Whether there is an index at ``path`` that opening it would make anew; changes nothing."""
    uri = f"{Path(path).resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True)) as connection:
        known = connection.execute(
            "select 1 from sqlite_master where name = 'search_state'"
        ).fetchone()
        return bool(known) and not _is_current(connection)


def _is_current(connection: sqlite3.Connection) -> bool:
    known = connection.execute("select 1 from sqlite_master where name = 'search_state'").fetchone()
    return bool(known) and state(connection, "version") == _version()


def _version() -> int:
    return zlib.crc32(f"{LAYOUT} {VERSION} {FORM} {sorted(KINDS)}".encode())
