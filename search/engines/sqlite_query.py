"""Query → SQL for the embedded engine.

A search first collects the ids of its hits with their score in a temporary table,
so that total, page and facets are counted from one and the same set.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from cms.publication import vocabulary
from cms.publication.vocabulary import translator
from search.analysis import fold, tokens
from search.engine import FACETS, Facet, Sort
from search.query import Filter, Query, Term
from search.synonyms import default_synonyms, variants

#: Words of up to this many characters must stand as typed; longer ones by their pairs.
_EXACT = 4
_KEPT = 30
_ORDER = {
    "relevance": "h.score, d.received desc, d.id desc",
    "newest": "d.received desc, d.id desc",
    "oldest": "d.received, d.id",
    "longest_open": "(d.closed <> ''), d.received, d.id",
}
_LABELS = {
    "state": vocabulary.CASE_STATES,
    "satisfaction": vocabulary.SATISFACTION,
    "channel": vocabulary.CHANNELS,
    "class": vocabulary.CASE_CLASSES,
    "kind": {
        "case": vocabulary.gettext_noop("Case"),
        "brand": vocabulary.gettext_noop("Brand"),
        "team": vocabulary.gettext_noop("Volunteer team"),
    },
}


@dataclass
class Plan:
    """What to match, what else must hold, and the words to mark in snippets."""

    match: str = ""
    where: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)
    words: list[str] = field(default_factory=list)


class Names:
    """Names of areas and categories, and labels of codes, both ways."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def codes(self, kind: str, text: str) -> list[str]:
        """Return the codes whose code or name is ``text``, with or without 社区 or 街道."""
        wanted = _bare(text)
        return [
            code
            for code, name in self._connection.execute(
                "select code, name from search_name where kind = ?", (kind,)
            )
            if code == text or _bare(name) == wanted
        ]

    def label(self, name: str, value: str) -> str:
        """Return what people call ``value`` of the field ``name``."""
        if name in {"area", "category"}:
            row = self._connection.execute(
                "select name from search_name where kind = ? and code = ?", (name, value)
            ).fetchone()
            return str(row[0]) if row else value
        return translator()(_LABELS.get(name, {}).get(value, value))


def _bare(name: str) -> str:
    folded = fold(name)
    for ending in ("社区", "街道"):
        if folded.endswith(ending) and len(folded) > len(ending):
            return folded.removesuffix(ending)
    return folded


def phrase(words: list[str]) -> str:
    """Return an FTS5 phrase of ``words``; tokens hold no quotation marks."""
    return '"' + " ".join(words) + '"'


def plan(query: Query, names: Names, *, relaxed: bool = False) -> Plan:
    """Return the plan of ``query``; ``relaxed`` asks for any of its pairs, not for all."""
    made = Plan()
    wanted: list[str] = []
    unwanted: list[str] = []
    for term in query.terms:
        expression = _term(term, relaxed=relaxed)
        if not expression:
            continue
        (unwanted if term.exclude else wanted).append(expression)
        if not term.exclude:
            made.words += variants(term.text, default_synonyms())
    if wanted:
        made.match = (" OR " if relaxed else " AND ").join(wanted)
        for expression in unwanted:
            made.match = f"({made.match}) NOT {expression}"
    else:
        for expression in unwanted:
            made.where.append("d.id not in (select rowid from search_fts where search_fts match ?)")
            made.values.append(expression)
    for restriction in query.filters:
        _filter(made, restriction, names)
    for span in query.ranges:
        _range(made, span.field, span.start, span.end)
    return made


def _term(term: Term, *, relaxed: bool) -> str:
    if term.phrase or term.exclude:
        words = tokens(fold(term.text))
        return phrase(words) if words else ""
    readings = variants(term.text, default_synonyms())
    found = [said for text in readings if (said := _word(text, relaxed=relaxed))]
    return f"({' OR '.join(found)})" if found else ""


def _word(folded: str, *, relaxed: bool) -> str:
    words = tokens(folded)
    if not words:
        return ""
    if len(folded) <= _EXACT and not relaxed:
        return phrase(words)
    pairs = [word for word in dict.fromkeys(words) if len(word) > 1] or words
    joined = (" OR " if relaxed else " AND ").join(phrase([word]) for word in pairs)
    return f"({joined})"


def can_relax(query: Query) -> bool:
    """Whether letting words go could find something: phrases and filters never relax."""
    return any(not term.phrase and not term.exclude for term in query.terms)


def similar_plan(title: str) -> Plan | None:
    """Return a plan that asks for any pair of the title's characters."""
    pairs = [word for word in dict.fromkeys(tokens(fold(title))) if len(word) > 1]
    if not pairs:
        return None
    return Plan(match=" OR ".join(phrase([word]) for word in pairs), words=[])


def _filter(made: Plan, restriction: Filter, names: Names) -> None:
    name, text = restriction.field, restriction.value
    if name in {"area", "category"}:
        codes = names.codes(name, text)
        # Everything below an area or category is in it.
        tests = [f"d.{name} = ? or d.{name} like ?" for _code in codes]
        step = "" if name == "area" else "."
        values = [value for code in codes for value in (code, f"{code}{step}%")]
        condition = " or ".join(tests) or "0"
    elif name == "number":
        condition, values = "d.key = ? or d.ledger_number = ?", [text, text]
    elif name == "unit":
        condition, values = "instr(d.unit, ?) > 0", [text]
    else:
        condition, values = f"d.{name} = ?", [_code(name, text)]
    made.where.append(f"not ({condition})" if restriction.exclude else f"({condition})")
    made.values += values


def _code(name: str, text: str) -> str:
    """Return the code whose label in any language is ``text``, or the text itself."""
    wanted = fold(text).removeprefix("已")
    for code, label in _LABELS.get(name, {}).items():
        for known in (code, label, translator()(label)):
            if fold(known).removeprefix("已") == wanted:
                return code
    return text


def _range(made: Plan, name: str, start: Any, end: Any) -> None:
    made.where.append(f"d.{name} <> ''")
    if start:
        made.where.append(f"d.{name} >= ?")
        made.values.append(start.isoformat())
    if end:
        made.where.append(f"d.{name} <= ?")
        made.values.append(end.isoformat())


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
    return int(connection.execute("select count(*) from temp.hit").fetchone()[0])


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
