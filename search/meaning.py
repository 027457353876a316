"""From the words of a query to what a record must hold, the same for every engine."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from unicodedata import normalize

from search.analysis import fold, tokens
from search.lexicon import Lexicon
from search.names import Names
from search.query import Query, Term
from search.synonyms import Synonyms, variants

#: A word of up to this many characters must stand as typed; a longer one by its pairs.
EXACT = 4
_LATIN = re.compile(r"[a-z]{2,40}$")


@dataclass(frozen=True)
class Choice:
    """One wanted term. A record must hold one of its readings, or be one that it names.

    ``readings`` are folded texts, the typed one first. ``areas`` and ``categories`` are
    codes that the term is the name of; ``numbers`` are case numbers that it may be.
    """

    readings: tuple[str, ...]
    phrase: bool = False
    areas: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()

    @property
    def names_something(self) -> bool:
        """Whether records can be meant that do not hold the text."""
        return bool(self.areas or self.categories or self.numbers)


@dataclass(frozen=True)
class Meaning:
    """What a record must hold, and the texts that it must not."""

    wanted: tuple[Choice, ...]
    unwanted: tuple[str, ...]

    @property
    def words(self) -> list[str]:
        """The folded texts to mark in snippets."""
        return [reading for choice in self.wanted for reading in choice.readings]

    @property
    def can_relax(self) -> bool:
        """Whether letting words go could find something: phrases never do."""
        return any(not choice.phrase for choice in self.wanted)


def meaning_of(
    query: Query, names: Names, synonyms: Synonyms, lexicon: Callable[[], Lexicon]
) -> Meaning:
    """Return what ``query`` asks of texts; the lexicon is asked for only when it is needed."""
    wanted = [_choice(t, names, synonyms, lexicon) for t in query.terms if not t.exclude]
    unwanted = [fold(term.text) for term in query.terms if term.exclude]
    return Meaning(
        tuple(choice for choice in wanted if choice),
        tuple(text for text in unwanted if tokens(text)),
    )


def _choice(
    term: Term, names: Names, synonyms: Synonyms, lexicon: Callable[[], Lexicon]
) -> Choice | None:
    folded = fold(term.text)
    if not tokens(folded):
        return None
    if term.phrase:
        return Choice((folded,), phrase=True)
    readings = variants(term.text, synonyms)
    if _LATIN.match(folded):
        readings += lexicon().spelled(folded)
    plain = normalize("NFKC", term.text)
    numbers = (term.text, plain, plain.upper()) if any(c.isdigit() for c in plain) else ()
    return Choice(
        tuple(reading for reading in dict.fromkeys(readings) if tokens(reading)),
        areas=tuple(names.codes("area", term.text)),
        categories=tuple(names.codes("category", term.text)),
        numbers=tuple(dict.fromkeys(numbers)),
    )


def pairs_of(folded: str) -> list[str]:
    """Return the pairs and words that stand for a long text, each once."""
    words = tokens(folded)
    return [word for word in dict.fromkeys(words) if len(word) > 1] or words
