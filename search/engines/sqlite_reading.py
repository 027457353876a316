"""Records as the embedded index shows them: read from the log in the same file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

import orjson

from search.documents import Document, document

_PAGE = 500
# Only what the index holds is read: a withdrawn version is in the log, but no hit.
_ROWS = "select d.id, d.kind, d.key, l.body from search_doc d join log l on l.seq = d.id where "


def documents(connection: sqlite3.Connection, ids: Sequence[int]) -> Iterator[tuple[int, Document]]:
    """Yield the documents of ``ids`` in that order; those that are gone are left out."""
    for start in range(0, len(ids), _PAGE):
        part = ids[start : start + _PAGE]
        marks = ",".join("?" * len(part))
        rows = connection.execute(f"{_ROWS} d.id in ({marks})", part)
        found = {row[0]: row[1:] for row in rows}
        for number in part:
            if number in found and (made := _made(*found[number])):
                yield number, made


def document_of(connection: sqlite3.Connection, number: int) -> Document | None:
    """Return one document, or None when it is gone or its text was purged."""
    return next((made for _, made in documents(connection, [number])), None)


def named(connection: sqlite3.Connection, kind: str, key: str) -> tuple[int, Document] | None:
    """Return the id and the document of the record ``key``, or None."""
    row = connection.execute(
        "select id from search_doc where key = ? and kind = ?", (key, kind)
    ).fetchone()
    return next(documents(connection, [row[0]]), None) if row else None


def newest(connection: sqlite3.Connection, count: int) -> list[Document]:
    """Return the documents that came to the index last."""
    rows = connection.execute("select id from search_doc order by id desc limit ?", (count,))
    return [made for _, made in documents(connection, [row[0] for row in rows])]


def _made(kind: str, key: str, body: bytes | None) -> Document | None:
    record = orjson.loads(body).get("record") if body else None
    return document(kind, key, record) if record else None
