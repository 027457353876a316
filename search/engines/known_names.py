"""Names of areas and categories held in memory, for engines that keep them elsewhere."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from search.engines.sqlite_query import Names


class KnownNames(Names):
    """:class:`Names` over rows of (kind, code, name)."""

    def __init__(self, rows: Iterable[tuple[str, str, str]]) -> None:
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        connection.execute(
            "create table search_name (kind text, code text, name text, primary key (kind, code))"
        )
        connection.executemany("insert or replace into search_name values (?, ?, ?)", rows)
        super().__init__(connection)
        self.connection = connection

    def all(self) -> list[str]:
        """Return every name once."""
        rows = self.connection.execute("select distinct name from search_name order by kind, code")
        return [str(name) for (name,) in rows]
