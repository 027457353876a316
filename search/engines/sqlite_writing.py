"""Log entries → rows of the embedded index, many at a time."""

from __future__ import annotations

import sqlite3
from collections import Counter

from cms.publication.log import Entry
from search.analysis import fold, is_han, stream
from search.documents import KINDS, NAMES, Document, document
from search.engines.sqlite_opening import COLUMNS, empty, set_state, state
from search.engines.sqlite_reading import document_of

_FLUSH = 1000
_MARKS = ", ".join("?" * (len(COLUMNS) + 1))
_ADD = f"insert into search_doc (id, {', '.join(COLUMNS)}) values ({_MARKS})"  # noqa: S608


class Writing:
    """Writes entries in the caller's transaction; :meth:`finish` must come at the end."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._rows: list[tuple[object, ...]] = []
        self._texts: list[tuple[int, str, str]] = []
        self._chars: Counter[str] = Counter()
        self._length = 0

    def apply(self, entry: Entry) -> bool:
        """Write one entry. False: the index had to be emptied, and begins anew from the log."""
        record = entry.record
        if entry.kind in NAMES and record is not None:
            self._connection.execute(
                "insert or replace into search_name values (?, ?, ?)",
                (entry.kind, entry.key, record["name"]),
            )
        elif entry.kind in KINDS:
            if entry.version > 1 and not self._remove(entry.kind, entry.key):
                return False
            if record is not None:
                self._add(entry.seq, document(entry.kind, entry.key, record))
        return True

    def finish(self) -> None:
        """Write what is still held in memory."""
        connection = self._connection
        connection.executemany(_ADD, self._rows)
        connection.executemany(
            "insert into search_fts (rowid, title, body) values (?, ?, ?)", self._texts
        )
        connection.executemany(
            "insert into search_char values (?, ?) "
            "on conflict (char) do update set docs = docs + excluded.docs",
            self._chars.items(),
        )
        set_state(connection, "length", state(connection, "length") + self._length)
        self._rows, self._texts, self._length = [], [], 0
        self._chars.clear()

    def _add(self, seq: int, doc: Document) -> None:
        title, body, chars = _analysed(doc)
        length = len(doc.title) + len(doc.text)
        self._rows.append((seq, *_values(doc), length))
        self._texts.append((seq, title, body))
        self._chars.update(chars)
        self._length += length
        if len(self._rows) >= _FLUSH:
            self.finish()

    def _remove(self, kind: str, key: str) -> bool:
        self.finish()
        connection = self._connection
        row = connection.execute(
            "select id, length from search_doc where key = ? and kind = ?", (key, kind)
        ).fetchone()
        if row is None:
            return True
        number, length = row
        old = document_of(connection, number)
        if old is None:  # its text was purged before the index was told that it is withdrawn
            empty(connection)
            return False
        title, body, chars = _analysed(old)
        # The index keeps no text: it must be told the very tokens that it forgets.
        connection.execute(
            "insert into search_fts (search_fts, rowid, title, body) values ('delete', ?, ?, ?)",
            (number, title, body),
        )
        self._chars.subtract(chars)
        self._length -= length
        connection.execute("delete from search_doc where id = ?", (number,))
        connection.execute("insert into search_gone (id) values (?)", (number,))
        return True


def _values(doc: Document) -> tuple[str, ...]:
    return (
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
    )


def _analysed(doc: Document) -> tuple[str, str, set[str]]:
    """Return the tokens of title and text, and the characters that stand in them."""
    title, text = fold(doc.title), fold(doc.text)
    chars = set(filter(is_han, {*title, *text}))
    return " ".join(stream(title)), " ".join(stream(text)), chars
