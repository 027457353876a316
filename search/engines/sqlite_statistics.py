"""What the embedded index as a whole holds, kept for a while: it changes slowly."""

from __future__ import annotations

import sqlite3
import time

from search.analysis import is_han
from search.engines.sqlite_columns import Columns
from search.engines.sqlite_opening import state
from search.ranking import Statistics

_SMALL = 5000
_LASTS = 600.0  # seconds
_MOST_TOKENS = 50_000


class StatisticsKeeper:
    """Gives the statistics of one index; a small index is counted anew after each change."""

    def __init__(self) -> None:
        self._epoch, self._cursor, self._made = 0, -1, 0.0
        self._frequency: dict[str, int] = {}

    def get(self, connection: sqlite3.Connection, columns: Columns) -> Statistics:
        """Return the statistics; in a large index counts of tokens are some minutes old."""
        records = columns.live.bit_count()
        changed = columns.cursor != self._cursor
        stale = records < _SMALL or time.monotonic() - self._made > _LASTS
        if columns.epoch != self._epoch or (changed and stale):
            self._frequency = {}
            self._epoch, self._cursor = columns.epoch, columns.cursor
            self._made = time.monotonic()
        mean = state(connection, "length") / records if records else 1.0
        return Statistics(records, mean or 1.0, lambda token: self._count(connection, token))

    def _count(self, connection: sqlite3.Connection, token: str) -> int:
        known = self._frequency
        if token not in known:
            if len(known) > _MOST_TOKENS:
                known.clear()
            sql = "select doc from temp.search_words where term = ?"
            if len(token) == 1 and is_han(token):
                sql = "select docs from search_char where char = ?"
            row = connection.execute(sql, (token,)).fetchone()
            known[token] = row[0] if row else 0
        return known[token]
