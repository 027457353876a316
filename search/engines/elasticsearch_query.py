"""Query → Elasticsearch's query language, in pure functions.

The members of an answer are those of the embedded engine; scores may differ.
"""

from __future__ import annotations

from typing import Any

from search.analysis import fold, tokens
from search.documents import FOUND
from search.engine import FACETS, Sort
from search.engines.sqlite_query import Names, _code  # the one reading of typed labels
from search.query import Filter, Query, Range, Term
from search.synonyms import default_synonyms, variants

Clause = dict[str, Any]
# Words of up to this many characters must stand as typed; as in the embedded engine.
EXACT = 4
TITLE_WEIGHT = 4.0
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


def of_query(query: Query, names: Names, *, relaxed: bool = False) -> Clause:
    """Return the query; ``relaxed`` asks for any pair of its words, not for all."""
    wanted = [c for t in query.terms if not t.exclude and (c := _term(t, relaxed=relaxed))]
    unwanted = [c for t in query.terms if t.exclude and (c := _term(t, relaxed=False))]
    kept: list[Clause] = [{"terms": {"kind": sorted(FOUND)}}]
    for restriction in query.filters:
        clause = _filter(restriction, names)
        (unwanted if restriction.exclude else kept).append(clause)
    kept += [_range(span) for span in query.ranges]
    made: Clause = {"filter": kept, "must_not": unwanted}
    if relaxed:
        made |= {"should": wanted, "minimum_should_match": 1}
    else:
        made["must"] = wanted
    return {"bool": made}


def of_title(title: str, kind: str, key: str) -> Clause | None:
    """Return the query for records like the one with this title, itself left out."""
    pairs = _pairs(tokens(fold(title)))
    if not any(len(pair) > 1 for pair in pairs):
        return None
    return {
        "bool": {
            "filter": [{"terms": {"kind": sorted(FOUND)}}],
            "must": [_any([phrase([pair]) for pair in pairs])],
            "must_not": [{"bool": {"filter": [_term_is("kind", kind), _term_is("key", key)]}}],
        }
    }


def phrase(words: list[str]) -> Clause:
    """Return the clause for tokens that follow each other in title or text."""
    text = " ".join(words)
    return {
        "bool": {
            "should": [
                {"match_phrase": {"title_tokens": {"query": text, "boost": TITLE_WEIGHT}}},
                {"match_phrase": {"body_tokens": {"query": text}}},
            ]
        }
    }


def facets() -> dict[str, Clause]:
    """Return the counts to ask for, one for each facet."""
    found = {}
    for name in FACETS:
        size = 1000 if name == "month" else 30
        ordered = {"_key": "asc"} if name == "month" else [{"_count": "desc"}, {"_key": "asc"}]
        found[name] = {"terms": {"field": name, "size": size, "order": ordered}}
    return found


def _term(term: Term, *, relaxed: bool) -> Clause | None:
    if term.phrase or term.exclude:
        words = tokens(fold(term.text))
        return phrase(words) if words else None
    readings = variants(term.text, default_synonyms())
    found = [clause for text in readings if (clause := _word(text, relaxed=relaxed))]
    return _any(found) if found else None


def _word(folded: str, *, relaxed: bool) -> Clause | None:
    words = tokens(folded)
    if not words:
        return None
    if len(folded) <= EXACT and not relaxed:
        return phrase(words)
    clauses = [phrase([pair]) for pair in _pairs(words)]
    return _any(clauses) if relaxed else {"bool": {"must": clauses}}


def _pairs(words: list[str]) -> list[str]:
    return [word for word in dict.fromkeys(words) if len(word) > 1] or words


def _any(clauses: list[Clause]) -> Clause:
    return {"bool": {"should": clauses, "minimum_should_match": 1}}


def _term_is(name: str, value: str) -> Clause:
    return {"term": {name: value}}


def _filter(restriction: Filter, names: Names) -> Clause:
    name, text = restriction.field, restriction.value
    if name in {"area", "category"}:
        step = "" if name == "area" else "."
        clauses: list[Clause] = []
        for code in names.codes(name, text):
            clauses += [_term_is(name, code), {"prefix": {name: f"{code}{step}"}}]
        return _any(clauses) if clauses else {"match_none": {}}
    if name == "number":
        return _any([_term_is("key", text), _term_is("ledger_number", text)])
    if name == "unit":
        escaped = text.replace("\\", "\\\\").replace("*", "\\*").replace("?", "\\?")
        return {"wildcard": {"unit": {"value": f"*{escaped}*"}}}
    return _term_is(name, _code(name, text))


def _range(span: Range) -> Clause:
    limits = {}
    if span.start:
        limits["gte"] = span.start.isoformat()
    if span.end:
        limits["lte"] = span.end.isoformat()
    return {"range": {span.field: limits}}
