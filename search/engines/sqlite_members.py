"""Which records are hits in the embedded index: texts from FTS5, the rest from columns."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from search.bits import bits_of
from search.engines.sqlite_columns import Columns
from search.expressions import FTS5, loose
from search.meaning import Choice, Meaning
from search.names import Names, code_of
from search.query import Filter, Query, Range


@dataclass(frozen=True)
class Members:
    """The hits as a set, and how their texts were asked for, to score them by.

    All hits fulfil the expressions ``holding``; those in ``naming`` they fulfil or are
    named by. Of the texts ``pairs`` every hit holds one, where words were let go.
    """

    bits: int
    holding: tuple[str, ...] = ()
    naming: tuple[str, ...] = ()
    pairs: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """How many hits there are."""
        return self.bits.bit_count()


class Membership:
    """Finds the hits of queries in one snapshot of the index."""

    def __init__(self, connection: sqlite3.Connection, columns: Columns, names: Names) -> None:
        self._connection, self._columns, self._names = connection, columns, names

    def of(self, query: Query, meaning: Meaning, *, relaxed: bool) -> Members:
        """Return the hits; ``relaxed`` lets all words go but one pair, phrases stay."""
        kept = [c for c in meaning.wanted if c.phrase or not relaxed]
        pairs = loose(meaning) if relaxed else []
        bits = self._columns.live
        for restriction in query.filters:
            found = self._filter(restriction)
            bits &= ~found if restriction.exclude else found
        for span in query.ranges:
            bits &= self._range(span)
        holding = [FTS5.choice(c) for c in kept if not c.names_something]
        texts = [*holding, FTS5.any_of(map(FTS5.text, pairs))] if pairs else holding
        if texts:
            bits &= self._holding(" AND ".join(texts))
        naming = [wanted for wanted in kept if wanted.names_something]
        for wanted in naming:
            bits &= self._holding(FTS5.choice(wanted)) | self._named(wanted)
        for text in meaning.unwanted:
            bits &= ~self._holding(FTS5.text(text))
        return Members(bits, tuple(holding), tuple(map(FTS5.choice, naming)), tuple(pairs))

    def _holding(self, expression: str) -> int:
        rows = self._connection.execute(
            "select rowid from search_fts where search_fts match ?", (expression,)
        ).fetchall()
        return bits_of([number for (number,) in rows])

    def _named(self, wanted: Choice) -> int:
        found = self._numbered(wanted.numbers)
        for name, codes in (("area", wanted.areas), ("category", wanted.categories)):
            for code in codes:
                found |= self._columns.within(name, code)
        return found

    def _numbered(self, numbers: tuple[str, ...]) -> int:
        if not numbers:
            return 0
        marks = ", ".join("?" * len(numbers))
        rows = self._connection.execute(
            f"select id from search_doc where key in ({marks}) "  # noqa: S608
            f"union select id from search_doc where ledger_number <> '' "
            f"and ledger_number in ({marks})",
            (*numbers, *numbers),
        ).fetchall()
        return bits_of([number for (number,) in rows])

    def _filter(self, restriction: Filter) -> int:
        name, text = restriction.field, restriction.value
        if name in {"area", "category"}:
            found = 0
            for code in self._names.codes(name, text):
                found |= self._columns.within(name, code)
            return found
        if name == "number":
            return self._numbered((text,))
        if name == "unit":
            return self._columns.having("unit", lambda unit: text in unit)
        return self._columns.values[name].get(code_of(name, text), 0)

    def _range(self, span: Range) -> int:
        start = span.start.isoformat() if span.start else "0"
        end = span.end.isoformat() if span.end else "9999-12-31"
        rows = self._connection.execute(
            f"select id from search_doc where {span.field} between ? and ? "  # noqa: S608
            f"and {span.field} <> ''",
            (start, end),
        ).fetchall()
        return bits_of([number for (number,) in rows])
