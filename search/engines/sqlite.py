"""The embedded engine: SQLite FTS5 in tables of the public store file.

The index holds folded tokens only; what is shown is read from ``search_doc``. A
document and the cursor that counts it are written in one transaction.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from cms.publication.log import Entry
from search.analysis import fold, tokens
from search.answering import Found, find
from search.engine import EngineUnavailable, Item, Results, Sort
from search.engines import sqlite_hits as hits
from search.engines import sqlite_query
from search.engines.sqlite_opening import open_index
from search.engines.sqlite_statistics import StatisticsKeeper
from search.engines.sqlite_writing import COLUMNS, apply_entry
from search.lexicon import Lexicon, LexiconKeeper
from search.meaning import Meaning
from search.names import Names
from search.query import Query
from search.ranking import DEPTH, Ranking
from search.snippets import snippet
from search.synonyms import Synonyms, default_synonyms

_PAGE = 1000
_LEXICON = 3000  # newest records that words are learned from


class SqliteEngine:
    """The index in the public store at ``path``; safe to use from several threads."""

    name = "sqlite"

    def __init__(
        self, path: Path | str, synonyms: Callable[[], Synonyms] = default_synonyms
    ) -> None:
        self.path = Path(path)
        self._synonyms = synonyms
        self._local = threading.local()
        self._statistics = StatisticsKeeper()
        self._lexicon = LexiconKeeper(self._read_lexicon, self.cursor)

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = open_index(self.path)
        return connection

    def _names(self, connection: sqlite3.Connection) -> Names:
        return Names(connection.execute("select kind, code, name from search_name"))

    def _read_lexicon(self) -> Lexicon:
        connection = self._connection()

        def texts() -> Iterator[str]:
            for column in ("title", "text"):
                sql = f"select {column} from search_doc order by id desc limit {_LEXICON}"  # noqa: S608
                yield from (row[0] for row in connection.execute(sql))

        return Lexicon(texts(), self._names(connection).all())

    def cursor(self) -> int:
        """Return the last ``seq`` applied."""
        return _cursor(self._connection())

    def apply(self, entries: Iterable[Entry]) -> int:
        """Apply entries after the cursor, all or none."""
        connection = self._connection()
        connection.execute("begin immediate")
        try:
            last = _cursor(connection)
            applied = 0
            for entry in entries:
                if entry.seq <= last:
                    continue
                apply_entry(connection, entry)
                last = entry.seq
                applied += 1
            connection.execute("insert or replace into search_state values ('cursor', ?)", (last,))
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
        """Answer ``query``; see :class:`search.answering.Answering` for what is let go."""
        connection = self._connection()
        names = self._names(connection)
        try:
            found = self._find(connection, query, names)
            if sort == "relevance" and (page - 1) * size < DEPTH:
                self._weigh(connection, found.meaning)
            rows = hits.page(connection, size=size, page=page, sort=sort)
            words = found.meaning.words
            items = [_item(row, words) for row in rows]
            counted = hits.facets(connection, names) if facets else {}
        except sqlite3.Error as error:
            raise EngineUnavailable(str(error)) from error
        return Results(
            total=found.total,
            page=page,
            size=size,
            items=items,
            facets=counted,
            relaxed=found.relaxed,
            engine=self.name,
            corrected=found.corrected,
            suggestions=found.suggestions,
        )

    def _find(self, connection: sqlite3.Connection, query: Query, names: Names) -> Found:
        """Collect the hits of ``query`` and say how they were found."""

        def collect(asked: Query, meaning: Meaning, relaxed: bool) -> int:
            made = sqlite_query.plan(asked, meaning, names, relaxed=relaxed)
            return hits.collect(connection, made)

        return find(query, names, self._synonyms(), self._lexicon.get, collect)

    def _weigh(self, connection: sqlite3.Connection, meaning: Meaning) -> None:
        if not meaning.wanted:
            return
        ranking = Ranking(meaning, self._statistics.get(connection, _cursor(connection)))
        hits.rescore(connection, ranking.scores(hits.best(connection, DEPTH)))

    def scroll(self, query: Query) -> Iterator[Item]:
        """Yield every hit of the same answer that :meth:`search` gives, newest first."""
        connection = self._connection()
        words = self._find(connection, query, self._names(connection)).meaning.words
        ids = [row[0] for row in hits.ids(connection)]
        for start in range(0, len(ids), _PAGE):
            part = ids[start : start + _PAGE]
            marks = ",".join("?" * len(part))
            sql = f"select *, 0.0 from search_doc where id in ({marks})"  # noqa: S608
            found = {row[0]: row for row in connection.execute(sql, part)}
            for number in part:
                if number in found:
                    yield _item(found[number], words)

    def suggest(self, prefix: str, limit: int = 8) -> list[str]:
        """Return names and titles that hold the prefix, names first."""
        folded = fold(prefix.strip())
        if not folded:
            return []
        connection = self._connection()
        names = [
            name
            for (name,) in connection.execute("select distinct name from search_name")
            if fold(name).startswith(folded)
        ]
        words = tokens(folded)
        rows = []
        if words:
            match = "title : " + sqlite_query.phrase(words)
            sql = (
                "select distinct title from search_doc where id in (select rowid from search_fts "
                "where search_fts match ? order by rowid desc limit 50) limit ?"
            )
            rows = [title for (title,) in connection.execute(sql, (match, limit))]
        return [*names, *rows][:limit]

    def similar(self, kind: str, key: str, limit: int = 5) -> list[Item]:
        """Return records that share most of the title's word pairs."""
        stored = self.document(kind, key)
        if stored is None:
            return []
        connection = self._connection()
        plan = sqlite_query.similar_plan(stored["title"])
        if plan is None:
            return []
        hits.collect(connection, plan)
        rows = hits.page(connection, size=limit + 1, page=1, sort="relevance")
        return [item for item in (_item(row, []) for row in rows) if item.number != key][:limit]

    def document(self, kind: str, key: str) -> dict[str, Any] | None:
        """Return the stored document of one record."""
        sql = f"select {COLUMNS} from search_doc where kind = ? and key = ?"  # noqa: S608
        row = self._connection().execute(sql, (kind, key)).fetchone()
        return dict(zip(COLUMNS.split(", "), row, strict=True)) if row else None

    def health(self) -> str:
        """Return the number of documents."""
        count = self._connection().execute("select count(*) from search_doc").fetchone()[0]
        return f"{count} documents"


def _cursor(connection: sqlite3.Connection) -> int:
    row = connection.execute("select value from search_state where name = 'cursor'").fetchone()
    return int(row[0]) if row else 0


def _item(row: tuple[Any, ...], words: list[str]) -> Item:
    (_id, kind, key, ledger, state, satisfied, category, *rest, score) = row
    _channel, _class, area, _unit, received, closed, _month, title, url, text = rest
    return Item(
        kind=kind,
        number=key,
        ledger_number=ledger,
        title=title,
        url=url,
        snippet=snippet(text, words),
        state=state,
        satisfaction=satisfied,
        area=area,
        category=category,
        received=received,
        closed=closed,
        score=round(-score, 4),
    )
