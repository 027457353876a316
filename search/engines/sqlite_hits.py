"""The hits of one search in the embedded engine.

They are collected in a temporary table first, so that total, page and facets are
counted from one and the same set. The best of them are then weighed a second time.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from typing import Any

from search.engine import FACETS, Facet, Sort
from search.engines.sqlite_query import Plan
from search.names import Names

_KEPT = 30
_ORDER = {
    "relevance": "h.score, d.received desc, d.id desc",
    "newest": "d.received desc, d.id desc",
    "oldest": "d.received, d.id",
    "longest_open": "(d.state = '' or d.closed <> ''), d.received, d.id",
}


def collect(connection: sqlite3.Connection, made: Plan) -> int:
    """Collect the hits of the plan in ``temp.hit`` and return how many there are."""
    connection.execute("create temp table if not exists hit (id integer primary key, score real)")
    connection.execute("delete from temp.hit")
    where = " and ".join(made.where) or "1"
    if made.match:
        source = (
            "select d.id, bm25(search_fts, 4.0, 1.0) from search_fts "
            "join search_doc d on d.id = search_fts.rowid where search_fts match ? and "
        )
        values = [made.match, *made.values]
    else:
        source, values = "select d.id, 0.0 from search_doc d where ", made.values
    connection.execute(f"insert into temp.hit {source} {where}", values)
    if made.scoring:
        connection.execute(
            "update temp.hit set score = s.score from (select rowid as id, "
            "bm25(search_fts, 4.0, 1.0) as score from search_fts where search_fts match ?) s "
            "where s.id = hit.id",
            (made.scoring,),
        )
    return int(connection.execute("select count(*) from temp.hit").fetchone()[0])


def best(connection: sqlite3.Connection, count: int) -> list[tuple[int, str, str]]:
    """Return id, title and text of the best hits by the first score."""
    sql = (
        "select d.id, d.title, d.text from temp.hit h join search_doc d on d.id = h.id "  # noqa: S608
        f"order by {_ORDER['relevance']} limit ?"
    )
    return connection.execute(sql, (count,)).fetchall()


def rescore(connection: sqlite3.Connection, scores: dict[int, float]) -> None:
    """Give some hits their second score, higher is better; they come before all others."""
    # All scores of the table are negative, the best lowest.
    worst = connection.execute("select min(score) from temp.hit").fetchone()[0] or 0.0
    connection.executemany(
        "update temp.hit set score = ? where id = ?",
        [(worst - 1.0 - score, number) for number, score in scores.items()],
    )


def page(
    connection: sqlite3.Connection, *, size: int, page: int, sort: Sort
) -> list[tuple[Any, ...]]:
    """Return the rows of one page of the collected hits, each with its score at the end."""
    sql = (
        "select d.*, h.score from temp.hit h join search_doc d on d.id = h.id "  # noqa: S608
        f"order by {_ORDER[sort]} limit ? offset ?"
    )
    return connection.execute(sql, (size, (page - 1) * size)).fetchall()


def ids(connection: sqlite3.Connection) -> list[tuple[int]]:
    """Return the ids of the collected hits, newest first."""
    sql = "select h.id from temp.hit h join search_doc d on d.id = h.id order by "
    return connection.execute(sql + _ORDER["newest"]).fetchall()


def facets(connection: sqlite3.Connection, names: Names) -> dict[str, list[Facet]]:
    """Count the values of each facet among the collected hits, largest first."""
    # One walk over the hits for all facets; the counted columns stand before the long text.
    columns = ", ".join(f"d.{name}" for name in FACETS)
    rows = connection.execute(
        f"select {columns} from temp.hit h join search_doc d on d.id = h.id"  # noqa: S608
    ).fetchall()
    found = {}
    for name, values in zip(FACETS, zip(*rows, strict=True), strict=False):
        counts = Counter(value for value in values if value)
        largest = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        kept = sorted(largest) if name == "month" else largest[:_KEPT]
        found[name] = [Facet(value, names.label(name, value), count) for value, count in kept]
    return {name: found.get(name, []) for name in FACETS}
