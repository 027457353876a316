"""How a query is answered when it finds nothing as it stands, the same for every engine.

First all words must be there. Where no record has them, a word that may hold a typing
error is mended from the index's own words; where that finds nothing either, any pair of
characters will do. Phrases, exclusions and filters are never let go.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from search.analysis import fold
from search.engine import Facet, Item, Results
from search.lexicon import Lexicon
from search.meaning import Meaning, meaning_of
from search.names import Names
from search.query import Query
from search.synonyms import Synonyms
from search.unknown import Unknown, kinds_named, unknown_values, with_nearest

_TRIED = 3
_SUGGESTED = 3
# With so few hits a word that is one character away may have been meant.
_FEW_HITS = 3
_MUCH_MORE = 5

Collect = Callable[[Query, Meaning, bool], int]


@dataclass(frozen=True)
class Found:
    """The meaning that was answered in the end, with how many records have it."""

    meaning: Meaning
    total: int
    relaxed: bool = False
    corrected: str = ""
    suggestions: list[str] = field(default_factory=list)
    query: Query = field(default_factory=Query)
    unknown: tuple[Unknown, ...] = ()

    def results(
        self,
        items: list[Item],
        facets: dict[str, list[Facet]],
        *,
        page: int,
        size: int,
        engine: str,
    ) -> Results:
        """Return the answer with one page of hits and the counts beside it."""
        return Results(
            total=self.total,
            page=page,
            size=size,
            items=items,
            facets=facets,
            relaxed=self.relaxed,
            engine=engine,
            corrected=self.corrected,
            suggestions=self.suggestions,
            unknown=self.unknown,
        )


def find(
    query: Query,
    names: Names,
    synonyms: Synonyms,
    lexicon: Callable[[], Lexicon],
    collect: Collect,
) -> Found:
    """Ask ``collect(query, meaning, relaxed)`` until something is found.

    ``collect`` returns the number of hits; its last call is the one that counts.
    """

    def meant(asked: Query) -> Meaning:
        return meaning_of(asked, names, synonyms, lexicon)

    meaning = meant(query)
    total = collect(query, meaning, False)
    if unknown := unknown_values(query, names):  # no other words would find more
        near = [*map(str, with_nearest(query, unknown))]
        return Found(meaning, total, suggestions=near, query=query, unknown=unknown)
    kinds = [*map(str, kinds_named(query))]
    if not meaning.can_relax:
        return Found(meaning, total, query=query)
    if total:
        likely = _likelier(query, lexicon()) if total <= _FEW_HITS else []
        return Found(meaning, total, suggestions=[*kinds, *likely], query=query)
    mended = list(_mended(query, lexicon()))
    for number, other in enumerate(mended[:_TRIED]):
        understood = meant(other)
        if total := collect(other, understood, False):
            rest = [str(q) for q in mended[number + 1 :][:_SUGGESTED]]
            return Found(understood, total, False, str(other), [*kinds, *rest], other)
    total = collect(query, meaning, True)
    return Found(meaning, total, total > 0, suggestions=kinds, query=query)


def _mended(query: Query, lexicon: Lexicon, *, known_too: bool = False) -> list[Query]:
    """Return the query with one of its words exchanged for one that the index holds.

    A word that the index holds itself is right as it is, unless ``known_too``.
    """
    made: list[Query] = []
    for place, term in enumerate(query.terms):
        if term.phrase or term.exclude:
            continue
        if not known_too and fold(term.text) in lexicon.counts:
            continue
        for word in lexicon.corrections(fold(term.text)):
            other = replace(term, text=word)
            terms = (*query.terms[:place], other, *query.terms[place + 1 :])
            made.append(replace(query, terms=terms))
    return made


def _likelier(query: Query, lexicon: Lexicon) -> list[str]:
    """Return queries with a word that is much more usual than the one typed."""
    if len(query.terms) != 1:
        return []
    typed = lexicon.counts.get(fold(query.terms[0].text), 0)
    return [
        str(other)
        for other in _mended(query, lexicon, known_too=True)
        if lexicon.counts.get(fold(other.terms[0].text), 0) > _MUCH_MORE * (typed + 1)
    ][:_SUGGESTED]
