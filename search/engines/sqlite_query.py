"""Query → FTS5 expressions for the embedded engine, in pure functions."""

from __future__ import annotations

from search.analysis import fold
from search.analysis import phrase as phrase_of
from search.meaning import EXACT, Choice, Meaning, pairs_of


def phrase(folded: str) -> str:
    """Return the FTS5 phrase for a folded text; tokens hold no quotation marks."""
    words, begins = phrase_of(folded)
    return f'"{" ".join(words)}"{" *" if begins else ""}'


def any_of(expressions: list[str]) -> str:
    """Return the expression that one of ``expressions`` holds."""
    return f"({' OR '.join(expressions)})"


def choice(wanted: Choice) -> str:
    """Return the expression that a record holds one of the readings of a term."""
    return any_of([_reading(wanted, text) for text in wanted.readings])


def loose(meaning: Meaning) -> list[str]:
    """Return the pairs of which one must do where words are let go, each once."""
    pairs = [
        pair
        for wanted in meaning.wanted
        if not wanted.phrase
        for text in wanted.readings
        for pair in pairs_of(text)
    ]
    return list(dict.fromkeys(pairs))


def _reading(wanted: Choice, folded: str) -> str:
    if wanted.phrase or len(folded) <= EXACT:
        return phrase(folded)
    return f"({' AND '.join(phrase(pair) for pair in pairs_of(folded))})"


def pairs_of_title(title: str) -> list[str]:
    """Return the pairs of a title's characters, each once."""
    return [word for word in pairs_of(fold(title)) if len(word) > 1]
