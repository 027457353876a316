"""Query → Elasticsearch's query language, in pure functions.

The members of an answer are those of the embedded engine; scores may differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import accumulate
from typing import Any

from search.analysis import NAMED, fold
from search.analysis import phrase as phrase_of
from search.documents import BRIEF, KINDS
from search.engine import FACETS, Sort
from search.engines.elasticsearch_index import FIELDS
from search.meaning import EXACT, Choice, Meaning, pairs_of
from search.names import Names, code_of
from search.query import Filter, Query, Range
from search.ranking import DEPTH
from search.weights import BRIEF_WORTH, SYNONYM, Piece, pieces

Clause = dict[str, Any]
Rarest = Callable[[list[str]], list[str]]
# How many pairs may begin with the last character of a phrase.
_ENDINGS = 10_000
# Where the first score looks: brief records are weighed where there are few others.
_FIRST = FIELDS | {"brief": 0.001}
# How often the pairs that are scored may come up, together, in what words were learned from.
_HELD = 600
NEWEST: list[Clause] = [
    {"received": {"order": "desc", "missing": "_last"}},
    {"seq": "desc"},
]
_ORDERS: dict[Sort, list[Clause]] = {
    "relevance": [{"_score": "desc"}, *NEWEST],
    "newest": NEWEST,
    "oldest": [{"received": {"order": "asc", "missing": "_first"}}, {"seq": "asc"}],
    "longest_open": [
        {"is_open": "desc"},
        {"received": {"order": "asc", "missing": "_first"}},
        {"seq": "asc"},
    ],
}


def order(sort: Sort) -> list[Clause]:
    """Return the sort of a search."""
    return _ORDERS[sort]


def of_query(
    query: Query, meaning: Meaning, names: Names, *, relaxed: bool = False, rarest: Rarest = list
) -> Clause:
    """Return the query; ``relaxed`` asks for any pair of its words, not for all.

    Who is a hit is decided by filters. The score is a first one, of pairs, which picks the
    hits to be weighed by :func:`weighing`; where words are let go, of records with one of the
    pairs that ``rarest`` keeps: what has none cannot come first.
    """
    kept: list[Clause] = [{"terms": {"kind": sorted(KINDS)}}]
    unwanted = [phrase(text) for text in meaning.unwanted]
    kept += [_choice(c) for c in meaning.wanted if c.phrase or not relaxed]
    if loose := _loose(meaning) if relaxed else []:
        kept.append(_any_of(loose))
    for restriction in query.filters:
        clause = _filter(restriction, names)
        (unwanted if restriction.exclude else kept).append(clause)
    kept += [_range(span) for span in query.ranges]
    first = [
        clause
        for pair in _pairs_of(meaning.wanted)
        for clause in _worth_of(Piece((pair,), 1.0), _FIRST)
    ]
    if loose:
        first = [{"bool": {"filter": [_any_of(rarest(loose))], "should": first}}]
    return {"bool": {"filter": kept, "must_not": unwanted, "should": first}}


def scored_only(query: Clause, meaning: Meaning) -> Clause:
    """Return a relaxed query of :func:`of_query` for those of its hits that have a score."""
    loose = _any_of(_loose(meaning))
    kept = [clause for clause in query["bool"]["filter"] if clause != loose]
    return {"bool": {**query["bool"], "filter": kept, "minimum_should_match": 1}}


def _loose(meaning: Meaning) -> list[str]:
    return _pairs_of(choice for choice in meaning.wanted if not choice.phrase)


def _any_of(texts: Iterable[str]) -> Clause:
    return _any([phrase(text) for text in texts])


def _pairs_of(choices: Iterable[Choice]) -> list[str]:
    found = (p for choice in choices for text in choice.readings for p in pairs_of(text))
    return list(dict.fromkeys(found))


def rarest_by(count: Callable[[str], int]) -> Rarest:
    """Return the function that keeps the rarest of some pairs, by how often each comes up."""

    def rarest(pairs: list[str]) -> list[str]:
        ordered = sorted(pairs, key=count)
        held = accumulate(map(count, ordered))
        few = [pair for pair, sofar in zip(ordered, held, strict=True) if sofar <= _HELD]
        return few or ordered[:1]

    return rarest


def members(query: Clause) -> Clause:
    """Return a query of :func:`of_query` or :func:`of_title` without what only scores."""
    kept = {name: clauses for name, clauses in query["bool"].items() if name != "should"}
    return {"bool": kept}


def weighing(meaning: Meaning) -> Clause | None:
    """Return how the best hits are weighed again, by all pieces of the query."""
    if not meaning.wanted:
        return None
    weighed = {
        "boosting": {
            "positive": {"bool": {"should": [_worth(c) for c in meaning.wanted]}},
            "negative": {"terms": {"kind": sorted(BRIEF)}},
            "negative_boost": BRIEF_WORTH,
        }
    }
    return {
        "window_size": DEPTH,
        "query": {"rescore_query": weighed, "query_weight": 0.0},
    }


def of_title(title: str, kind: str, key: str) -> Clause | None:
    """Return the query for records like the one with this title, itself left out."""
    pairs = pairs_of(fold(title))
    if not any(len(pair) > 1 for pair in pairs):
        return None
    return {
        "bool": {
            "filter": [{"terms": {"kind": sorted(KINDS)}}],
            "must": [_any([phrase(pair) for pair in pairs])],
            "must_not": [{"bool": {"filter": [_term_is("kind", kind), _term_is("key", key)]}}],
        }
    }


def phrase(folded: str) -> Clause:
    """Return the clause for a folded text that stands in title or text."""
    return _any([in_field(name, folded, boost=boost) for name, boost in FIELDS.items()])


def in_field(name: str, folded: str, *, boost: float = 1.0) -> Clause:
    """Return the clause for a folded text that stands in one of ``FIELDS``."""
    words, begins = phrase_of(folded)
    if begins and (len(words) == 1 or NAMED.fullmatch(folded)):
        return {"term": {f"{name}_marks": {"value": "".join(words), "boost": boost}}}
    kind = "match_phrase_prefix" if begins else "match_phrase" if len(words) > 1 else "match"
    asked = {"query": " ".join(words), "boost": boost}
    if begins:
        asked["max_expansions"] = _ENDINGS
    return {kind: {f"{name}_pairs": asked}}


def facets() -> dict[str, Clause]:
    """Return the counts to ask for, one for each facet."""
    found = {}
    for name in FACETS:
        size = 1000 if name == "month" else 30
        ordered = {"_key": "asc"} if name == "month" else [{"_count": "desc"}, {"_key": "asc"}]
        found[name] = {"terms": {"field": name, "size": size, "order": ordered}}
    return found


def _choice(choice: Choice) -> Clause:
    clauses = [_reading(choice, text) for text in choice.readings]
    clauses += [_within("area", code) for code in choice.areas]
    clauses += [_within("category", code) for code in choice.categories]
    if choice.numbers:
        clauses += [{"terms": {name: choice.numbers}} for name in ("key", "ledger_number")]
    return _any(clauses)


def _reading(choice: Choice, folded: str) -> Clause:
    if choice.phrase or len(folded) <= EXACT:
        return phrase(folded)
    return {"bool": {"filter": [phrase(pair) for pair in pairs_of(folded)]}}


def _worth(choice: Choice) -> Clause:
    """Return the clause that gives a record the score of the reading that fits it best."""
    typed, *others = [_sum_of(pieces(text)) for text in choice.readings]
    for clause in others:
        clause["bool"]["boost"] = SYNONYM
    return {"dis_max": {"queries": [typed, *others]}}


def _sum_of(found: list[Piece]) -> Clause:
    return {"bool": {"should": [clause for piece in found for clause in _worth_of(piece)]}}


def _worth_of(piece: Piece, fields: Mapping[str, float] = FIELDS) -> list[Clause]:
    kind = "marks" if piece.is_mark else "pairs"
    return [
        {"term": {f"{name}_{kind}": {"value": piece.text, "boost": piece.weight * boost}}}
        for name, boost in fields.items()
    ]


def _any(clauses: list[Clause]) -> Clause:
    return {"bool": {"should": clauses, "minimum_should_match": 1}}


def _term_is(name: str, value: str) -> Clause:
    return {"term": {name: value}}


def _within(name: str, code: str) -> Clause:
    """Return the clause for records in an area or category or anything below it."""
    step = "" if name == "area" else "."
    return _any([_term_is(name, code), {"prefix": {name: f"{code}{step}"}}])


def _filter(restriction: Filter, names: Names) -> Clause:
    name, text = restriction.field, restriction.value
    if name in {"area", "category"}:
        clauses = [_within(name, code) for code in names.codes(name, text)]
        return _any(clauses) if clauses else {"match_none": {}}
    if name == "number":
        return _any([_term_is("key", text), _term_is("ledger_number", text)])
    if name == "unit":
        escaped = text.replace("\\", "\\\\").replace("*", "\\*").replace("?", "\\?")
        return {"wildcard": {"unit": {"value": f"*{escaped}*"}}}
    return _term_is(name, code_of(name, text))


def _range(span: Range) -> Clause:
    limits = {}
    if span.start:
        limits["gte"] = span.start.isoformat()
    if span.end:
        limits["lte"] = span.end.isoformat()
    return {"range": {span.field: limits}}
