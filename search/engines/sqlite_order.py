"""In which order the hits of the embedded index are shown.

FTS5's own score picks candidates, which are then weighed in memory (:mod:`search.ranking`).
Where very many records are hits, only those are scored that can come first at all.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from heapq import nlargest, nsmallest

from search.bits import bits_of, numbers_of, within
from search.documents import BRIEF
from search.engine import Sort
from search.engines.sqlite_columns import Columns
from search.engines.sqlite_members import Members
from search.engines.sqlite_reading import documents
from search.expressions import FTS5
from search.meaning import Meaning
from search.ranking import DEPTH, Ranking, Statistics

# A score takes FTS5 about a microsecond for each term and record.
_MANY = 10_000
_SCORE = "bm25(search_fts, 4.0, 1.0)"


class Order:
    """Puts hits of one snapshot in order."""

    def __init__(self, connection: sqlite3.Connection, columns: Columns) -> None:
        self._connection, self._columns = connection, columns

    def page(self, bits: int, sort: Sort, start: int, size: int) -> list[int]:
        """Return the ids of the hits from ``start`` on, by day."""
        key, end = self._columns.newest.__getitem__, start + size
        if start >= bits.bit_count():
            return []
        if sort == "longest_open":
            waiting, others = bits & self._columns.open, bits & ~self._columns.open
            first = nsmallest(end, numbers_of(waiting), key)
            missing = end - len(first)
            rest = nsmallest(missing, numbers_of(others), key) if missing > 0 else []
            return [*first, *rest][start:end]
        chosen = nsmallest if sort == "oldest" else nlargest
        return chosen(end, numbers_of(bits), key)[start:end]

    def best(self, members: Members, meaning: Meaning, statistics: Statistics) -> dict[int, float]:
        """Return the scores of the hits that fit best, the best first."""
        expression = self._candidates(members, statistics)
        if not expression:
            return {}
        score = self._scored(expression)
        brief = self._columns.having("kind", BRIEF.__contains__)
        kept: list[int] = []
        for some in (members.bits & ~brief, members.bits & brief):
            kept += nsmallest(DEPTH - len(kept), within(score, some), score.__getitem__)
        if len(kept) < DEPTH:  # records that are hits by name, or beyond the candidates
            others = members.bits & ~bits_of(kept)
            kept += self.page(others, "newest", 0, DEPTH - len(kept))
        scores = Ranking(meaning, statistics).scores(documents(self._connection, kept))
        newest = self._columns.newest
        ranked = sorted(scores, key=lambda n: (-scores[n], -newest[n]))
        return {number: scores[number] for number in ranked}

    def nearest(self, members: Members, statistics: Statistics, limit: int) -> dict[int, float]:
        """Return the hits that hold most of the pairs, with FTS5's score of them."""
        rows = self._scored(" AND ".join(_loose(members.pairs, statistics)))
        kept = nsmallest(limit, within(rows, members.bits), rows.__getitem__)
        return {number: -rows[number] for number in kept}

    def _scored(self, expression: str) -> dict[int, float]:
        sql = f"select rowid, {_SCORE} from search_fts where search_fts match ?"  # noqa: S608
        return dict(self._connection.execute(sql, (expression,)).fetchall())

    def _candidates(self, members: Members, statistics: Statistics) -> str:
        """Return the expression for the hits that are scored, or nothing for none."""
        texts = [*members.holding, *members.naming]
        if members.pairs:
            return " AND ".join([*members.holding, *_loose(members.pairs, statistics)])
        if not texts:
            return ""
        expression = (" OR " if members.naming else " AND ").join(texts)
        if members.total <= _MANY:
            return expression
        in_title = f"title : ({' OR '.join(texts)})"
        return in_title if len(texts) == 1 else f"{in_title} AND ({expression})"


def _loose(pairs: Sequence[str], statistics: Statistics) -> list[str]:
    """Return expressions for the best of the records that hold one of ``pairs``."""
    rare = _rarest(pairs, statistics.frequency)
    return [FTS5.any_of(map(FTS5.text, some)) for some in (rare, pairs)]


def _rarest(pairs: Sequence[str], frequency: Callable[[str], int]) -> list[str]:
    """Return the rarest pairs that together are held by enough records to choose from."""
    found: list[str] = []
    held = 0
    for pair in sorted(pairs, key=frequency):
        count = frequency(pair)
        if held + count > _MANY and held > DEPTH:
            break
        found.append(pair)
        held += count
    return found
