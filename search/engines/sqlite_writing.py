"""Log entries → rows of the embedded index."""

from __future__ import annotations

import sqlite3

from cms.publication.log import Entry
from search.analysis import fold, tokens
from search.documents import KINDS, NAMES, Document, document

COLUMNS = (
    "kind, key, ledger_number, state, satisfaction, category, channel, class, area, unit, "
    "received, closed, month, title, url, text"
)


def apply_entry(connection: sqlite3.Connection, entry: Entry) -> None:
    """Write one log entry to the index, in the caller's transaction."""
    record = entry.record
    if entry.kind in NAMES and record is not None:
        connection.execute(
            "insert or replace into search_name values (?, ?, ?)",
            (entry.kind, entry.key, record["name"]),
        )
    elif entry.kind in KINDS:
        if entry.version > 1:
            _remove(connection, entry.kind, entry.key)
        if record is not None:
            _add(connection, document(entry.kind, entry.key, record))


def _add(connection: sqlite3.Connection, doc: Document) -> None:
    values = (
        doc.kind,
        doc.key,
        doc.ledger_number,
        doc.state,
        doc.satisfaction,
        doc.category,
        doc.channel,
        doc.case_class,
        doc.area,
        doc.unit,
        doc.received,
        doc.closed,
        doc.received[:7],
        doc.title,
        doc.url,
        doc.text,
    )
    marks = ", ".join("?" * len(values))
    sql = f"insert into search_doc ({COLUMNS}) values ({marks})"  # noqa: S608
    number = connection.execute(sql, values).lastrowid
    connection.execute(
        "insert into search_fts (rowid, title, body) values (?, ?, ?)",
        (number, _tokens(doc.title), _tokens(doc.text)),
    )


def _remove(connection: sqlite3.Connection, kind: str, key: str) -> None:
    row = connection.execute(
        "select id, title, text from search_doc where kind = ? and key = ?", (kind, key)
    ).fetchone()
    if row is None:
        return
    # The index keeps no text: it must be told the very tokens that it forgets.
    connection.execute(
        "insert into search_fts (search_fts, rowid, title, body) values ('delete', ?, ?, ?)",
        (row[0], _tokens(row[1]), _tokens(row[2])),
    )
    connection.execute("delete from search_doc where id = ?", (row[0],))


def _tokens(text: str) -> str:
    return " ".join(tokens(fold(text)))
