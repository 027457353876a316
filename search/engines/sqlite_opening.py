"""The tables of the embedded index, in the file of the public store."""

from __future__ import annotations

import sqlite3
import zlib
from pathlib import Path

from search.analysis import VERSION
from search.documents import KINDS
from search.engine import EngineUnavailable
from search.engines.sqlite_writing import COLUMNS

_TABLES = f"""
create table if not exists search_doc (
    id integer primary key, {COLUMNS.replace(", ", " text not null, ")} text not null
);
create unique index if not exists search_doc_key on search_doc (kind, key);
create index if not exists search_doc_received on search_doc (received);
create index if not exists search_doc_number on search_doc (ledger_number);
create index if not exists search_doc_only_key on search_doc (key);
create index if not exists search_doc_area on search_doc (area);
create index if not exists search_doc_category on search_doc (category);
create virtual table if not exists search_fts using fts5(
    title, body, content='', tokenize='ascii'
);
create table if not exists search_name (
    kind text not null, code text not null, name text not null, primary key (kind, code)
) without rowid;
create table if not exists search_state (name text primary key, value integer not null);
"""


def open_index(path: Path) -> sqlite3.Connection:
    """Open the index at ``path``, made at need. Raises :class:`EngineUnavailable`."""
    try:
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


def _make_tables(connection: sqlite3.Connection) -> None:
    connection.executescript(_TABLES)
    row = connection.execute("select value from search_state where name = 'version'").fetchone()
    version = _version()
    if row and row[0] == version:
        return
    # Made by another analysis or for other kinds: forget it; it is made anew from the log.
    connection.executescript(
        "begin immediate; drop table search_doc; drop table search_fts;"
        "drop table search_name; delete from search_state; commit;"
    )
    connection.executescript(_TABLES)
    connection.execute("insert into search_state values ('version', ?)", (version,))


def _version() -> int:
    return zlib.crc32(f"{VERSION} {sorted(KINDS)}".encode())
