"""Query → SQL for the embedded engine, in pure functions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from search.analysis import fold, tokens
from search.meaning import EXACT, Choice, Meaning, pairs_of
from search.names import Names, code_of
from search.query import Filter, Query, Range

_HOLDS = "d.id in (select rowid from search_fts where search_fts match ?)"


@dataclass
class Plan:
    """What to match and what else must hold.

    ``scoring`` is matched for the score alone, where records may be hits without the text.
    """

    match: str = ""
    scoring: str = ""
    where: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)

    def need(self, condition: str, *values: Any) -> None:
        """Add a condition that every hit must meet."""
        self.where.append(condition)
        self.values += values


def phrase(words: list[str]) -> str:
    """Return an FTS5 phrase of ``words``; tokens hold no quotation marks."""
    return '"' + " ".join(words) + '"'


def plan(query: Query, meaning: Meaning, names: Names, *, relaxed: bool = False) -> Plan:
    """Return the plan of ``query``; ``relaxed`` asks for any of its pairs, not for all."""
    made = Plan()
    _wanted(made, meaning, relaxed=relaxed)
    _unwanted(made, meaning)
    for restriction in query.filters:
        condition, values = _filter(restriction, names)
        made.need(f"not ({condition})" if restriction.exclude else f"({condition})", *values)
    for span in query.ranges:
        _range(made, span)
    return made


def _wanted(made: Plan, meaning: Meaning, *, relaxed: bool) -> None:
    """Ask for every term; ``relaxed`` for every phrase and any of the other terms."""
    kept = [choice for choice in meaning.wanted if choice.phrase or not relaxed]
    loose = [choice for choice in meaning.wanted if not choice.phrase and relaxed]
    texts = [_choice(choice, relaxed=False) for choice in kept]
    if loose:
        texts.append(f"({' OR '.join(_choice(choice, relaxed=True) for choice in loose)})")
    if relaxed or not any(choice.names_something for choice in kept):
        made.match = " AND ".join(texts)
        return
    made.scoring = " OR ".join(texts)
    for choice, text in zip(kept, texts, strict=True):
        condition, values = _or_named(choice, text)
        made.need(condition, *values)


def _or_named(choice: Choice, text: str) -> tuple[str, list[Any]]:
    """Return the condition that a record holds the text or is one that the term names."""
    tests: list[str] = [_HOLDS]
    values: list[Any] = [text]
    for name, codes in (("area", choice.areas), ("category", choice.categories)):
        for code in codes:
            condition, found = _within(name, code)
            tests.append(condition)
            values += found
    marks = ", ".join("?" * len(choice.numbers))
    if marks:
        tests += [f"d.key in ({marks})", f"d.ledger_number in ({marks})"]
        values += [*choice.numbers, *choice.numbers]
    return f"({' or '.join(tests)})", values


def _unwanted(made: Plan, meaning: Meaning) -> None:
    for text in meaning.unwanted:
        expression = phrase(tokens(text))
        if made.match:
            made.match = f"({made.match}) NOT {expression}"
        else:
            made.need(f"not {_HOLDS}", expression)


def _choice(choice: Choice, *, relaxed: bool) -> str:
    return f"({' OR '.join(_reading(choice, text, relaxed) for text in choice.readings)})"


def _reading(choice: Choice, folded: str, relaxed: bool) -> str:
    if choice.phrase or (len(folded) <= EXACT and not relaxed):
        return phrase(tokens(folded))
    joined = (" OR " if relaxed else " AND ").join(phrase([pair]) for pair in pairs_of(folded))
    return f"({joined})"


def similar_plan(title: str) -> Plan | None:
    """Return a plan that asks for any pair of the title's characters."""
    pairs = [word for word in pairs_of(fold(title)) if len(word) > 1]
    return Plan(match=" OR ".join(phrase([word]) for word in pairs)) if pairs else None


def _within(name: str, code: str) -> tuple[str, list[str]]:
    """Return the condition that a record lies in an area or category or anything below it."""
    if name == "area":  # codes of digits; the colon follows the nine
        return "d.area between ? and ?", [code, f"{code}:"]
    # The solidus follows the dot that begins the next level.
    return "d.category = ? or d.category between ? and ?", [code, f"{code}.", f"{code}/"]


def _filter(restriction: Filter, names: Names) -> tuple[str, list[Any]]:
    name, text = restriction.field, restriction.value
    if name in {"area", "category"}:
        found = [_within(name, code) for code in names.codes(name, text)]
        return " or ".join(test for test, _ in found) or "0", [v for _, vs in found for v in vs]
    if name == "number":
        return "d.key = ? or d.ledger_number = ?", [text, text]
    if name == "unit":
        return "instr(d.unit, ?) > 0", [text]
    return f"d.{name} = ?", [code_of(name, text)]


def _range(made: Plan, span: Range) -> None:
    made.need(f"d.{span.field} <> ''")
    if span.start:
        made.need(f"d.{span.field} >= ?", span.start.isoformat())
    if span.end:
        made.need(f"d.{span.field} <= ?", span.end.isoformat())
