"""The embedded engine: SQLite FTS5 in tables of the public store file.

The index holds folded tokens and narrow columns; what is shown is read from the log
beside them, so the entries to apply must stand there. A document and the cursor that
counts it are written in one transaction, and a search reads in one.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from cms.publication.log import Entry, LogReader
from search.analysis import fold
from search.answering import Found, find
from search.bits import bits_of
from search.engine import EngineUnavailable, Item, Results, Sort
from search.engines.sqlite_answers import item
from search.engines.sqlite_columns import Columns, ColumnsKeeper
from search.engines.sqlite_facets import facets as facets_of
from search.engines.sqlite_members import Members, Membership
from search.engines.sqlite_opening import open_index, set_state, state
from search.engines.sqlite_order import Order
from search.engines.sqlite_reading import documents, named, newest
from search.engines.sqlite_statistics import StatisticsKeeper
from search.engines.sqlite_writing import Writing
from search.expressions import FTS5
from search.lexicon import Lexicon, LexiconKeeper
from search.meaning import Meaning, pairs_of
from search.names import Names
from search.query import Query
from search.synonyms import Synonyms, default_synonyms

_PAGE = 1000
_LEXICON = 3000  # newest records that words are learned from
_TITLES = 50


class SqliteEngine:
    """The index in the public store at ``path``; safe to use from several threads."""

    name = "sqlite"

    def __init__(
        self, path: Path | str, synonyms: Callable[[], Synonyms] = default_synonyms
    ) -> None:
        self.path = Path(path)
        self._synonyms = synonyms
        self._local = threading.local()
        self._columns = ColumnsKeeper()
        self._statistics = StatisticsKeeper()
        self._lexicon = LexiconKeeper(self._read_lexicon, self.cursor)

    def cursor(self) -> int:
        """Return the last ``seq`` applied."""
        return state(self._connection(), "cursor")

    def apply(self, entries: Iterable[Entry]) -> int:
        """Apply entries after the cursor, all or none.

        An index that can no longer forget a record is emptied; the cursor is then 0.
        """
        connection = self._connection()
        connection.execute("begin immediate")
        try:
            last, applied = state(connection, "cursor"), 0
            writing = Writing(connection)
            for entry in entries:
                if entry.seq <= last:
                    continue
                if not writing.apply(entry):
                    connection.execute("commit")
                    return applied
                last, applied = entry.seq, applied + 1
            writing.finish()
            set_state(connection, "cursor", last)
            connection.execute("commit")
        except BaseException:
            connection.execute("rollback")
            raise
        return applied

    def search(
        self,
        query: Query,
        *,
        size: int = 20,
        page: int = 1,
        sort: Sort = "relevance",
        facets: bool = True,
    ) -> Results:
        """Answer ``query``; see :mod:`search.answering` for what is let go.

        By relevance the 200 best hits come first, then all others, the newest first.
        """
        with self._reading() as (connection, columns, names):
            found, members = self._find(connection, columns, names, query)
            start = (page - 1) * size
            order = Order(connection, columns)
            best: dict[int, float] = {}
            if sort == "relevance" and members.total:
                statistics = self._statistics.get(connection, columns)
                best = order.best(members, found.meaning, statistics)
            ids = list(best)[start : start + size]
            if len(ids) < size:
                rest = members.bits & ~bits_of(best)
                ids += order.page(rest, sort, max(0, start - len(best)), size - len(ids))
            words = found.meaning.words
            items = [
                item(doc, words, best.get(n, 0.0), names) for n, doc in documents(connection, ids)
            ]
            counts = facets_of(members.bits, columns, names) if facets else {}
            return found.results(items, counts, page=page, size=size, engine=self.name)

    def scroll(self, query: Query) -> Iterator[Item]:
        """Yield every hit of the same answer that :meth:`search` gives, newest first."""
        with self._reading() as (connection, columns, names):
            found, members = self._find(connection, columns, names, query)
            ids = Order(connection, columns).page(members.bits, "newest", 0, found.total)
        words = found.meaning.words
        for start in range(0, len(ids), _PAGE):
            for _, doc in documents(self._connection(), ids[start : start + _PAGE]):
                yield item(doc, words, 0.0, names)

    def suggest(self, prefix: str, limit: int = 8) -> list[str]:
        """Return names and titles that hold the prefix, names first."""
        folded = fold(prefix.strip())
        if not folded:
            return []
        connection = self._connection()
        names = [name for name in _names(connection).all() if fold(name).startswith(folded)]
        titles: list[str] = []
        expression = FTS5.text(folded)
        if expression != '""':
            rows = connection.execute(
                "select rowid from search_fts where search_fts match ? order by rowid desc limit ?",
                (f"title : {expression}", _TITLES),
            ).fetchall()
            found = documents(connection, [number for (number,) in rows])
            titles = [doc.title for _, doc in found]
        return list(dict.fromkeys([*names, *titles]))[:limit]

    def similar(self, kind: str, key: str, limit: int = 5) -> list[Item]:
        """Return records that share most of the title's word pairs."""
        with self._reading() as (connection, columns, names):
            known = named(connection, kind, key)
            title = fold(known[1].title) if known else ""
            pairs = [pair for pair in pairs_of(title) if len(pair) > 1]
            if not known or not pairs:
                return []
            statistics = self._statistics.get(connection, columns)
            others = Members(columns.live & ~(1 << known[0]), pairs=tuple(pairs))
            best = Order(connection, columns).nearest(others, statistics, limit)
            return [item(doc, [], best[n], names) for n, doc in documents(connection, list(best))]

    def document(self, kind: str, key: str) -> dict[str, Any] | None:
        """Return the stored document of one record."""
        known = named(self._connection(), kind, key)
        return known[1]._asdict() if known else None

    def expunge(self, log: LogReader) -> None:
        """Merge the index and rewrite the file; takes seconds at a hundred thousand records."""
        connection = self._connection()
        try:
            connection.execute("insert into search_fts (search_fts) values ('optimize')")
            connection.execute("vacuum")
            connection.execute("pragma wal_checkpoint(truncate)")
        except sqlite3.Error as error:
            raise EngineUnavailable(str(error)) from error

    def warm(self) -> None:
        """Read the columns and learn the words of the index."""
        with self._reading():
            self._lexicon.get()

    def health(self) -> str:
        """Return the number of documents."""
        count = self._connection().execute("select count(*) from search_doc").fetchone()[0]
        return f"{count} documents"

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = open_index(self.path)
        return connection

    @contextmanager
    def _reading(self) -> Iterator[tuple[sqlite3.Connection, Columns, Names]]:
        """Give a transaction with the columns of just what it sees."""
        connection = self._connection()
        try:
            while True:
                connection.execute("begin")
                cursor = state(connection, "cursor")
                columns = self._columns.at(connection, cursor)
                if columns.cursor == cursor:
                    break
                connection.execute("commit")
            yield connection, columns, _names(connection)
        except sqlite3.Error as error:
            raise EngineUnavailable(str(error)) from error
        finally:
            if connection.in_transaction:
                connection.execute("rollback")

    def _find(
        self, connection: sqlite3.Connection, columns: Columns, names: Names, query: Query
    ) -> tuple[Found, Members]:
        """Return the hits of ``query`` and how they were found."""
        membership = Membership(connection, columns, names)
        members = Members(0)

        def collect(asked: Query, meaning: Meaning, relaxed: bool) -> int:
            nonlocal members
            members = membership.of(asked, meaning, relaxed=relaxed)
            return members.total

        found = find(query, names, self._synonyms(), self._lexicon.get, collect)
        return found, members

    def _read_lexicon(self) -> Lexicon:
        connection = self._connection()
        read = newest(connection, _LEXICON)
        texts = [*(doc.title for doc in read), *(doc.text for doc in read)]
        return Lexicon(texts, _names(connection).all())


def _names(connection: sqlite3.Connection) -> Names:
    return Names(connection.execute("select kind, code, name from search_name"))
