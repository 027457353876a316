"""What the embedded index as a whole holds, kept for a while: it changes slowly."""

from __future__ import annotations

import sqlite3
import time

from search.ranking import Statistics

_SAMPLE = 1000
_SMALL = 5000
_LASTS = 600.0  # seconds
_MOST_TOKENS = 50_000
_MEAN = (
    "select avg(length(title) + length(text)) from "
    "(select title, text from search_doc order by id desc limit ?)"
)


class StatisticsKeeper:
    """Gives the statistics of one index; a small index is counted anew after each change."""

    def __init__(self) -> None:
        self._known: Statistics | None = None
        self._cursor, self._made = -1, 0.0
        self._frequency: dict[str, int] = {}

    def get(self, connection: sqlite3.Connection, cursor: int) -> Statistics:
        """Return the statistics as of ``cursor`` or, for a large index, some minutes before."""
        known, changed = self._known, cursor != self._cursor
        fresh = time.monotonic() - self._made < _LASTS
        if known is None or (changed and (known.records < _SMALL or not fresh)):
            count = connection.execute("select count(*) from search_doc").fetchone()[0]
            mean = connection.execute(_MEAN, (_SAMPLE,)).fetchone()[0]
            self._frequency = {}
            self._cursor, self._made = cursor, time.monotonic()
        else:
            count, mean = known.records, known.mean_length
        self._known = Statistics(count, mean or 1.0, lambda token: self._count(connection, token))
        return self._known

    def _count(self, connection: sqlite3.Connection, token: str) -> int:
        known = self._frequency
        if token not in known:
            if len(known) > _MOST_TOKENS:
                known.clear()
            row = connection.execute(
                "select doc from temp.search_words where term = ?", (token,)
            ).fetchone()
            known[token] = row[0] if row else 0
        return known[token]
