"""Full-text expressions for an index of :func:`search.analysis.stream`, in two dialects."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from search.analysis import phrase
from search.meaning import EXACT, Choice, Meaning, pairs_of


@dataclass(frozen=True)
class Dialect:
    """How an index writes a phrase and joins expressions.

    ``written`` is given tokens that follow each other, and whether the last one is only
    the beginning of a token; tokens hold letters, digits and characters, nothing else.
    """

    written: Callable[[list[str], bool], str]
    both: str
    either: str

    def text(self, folded: str) -> str:
        """Return the expression that a record holds a folded text as it stands."""
        return self.written(*phrase(folded))

    def all_of(self, expressions: Iterable[str]) -> str:
        """Return the expression that all of ``expressions`` hold."""
        return f"({self.both.join(expressions)})"

    def any_of(self, expressions: Iterable[str]) -> str:
        """Return the expression that one of ``expressions`` holds."""
        return f"({self.either.join(expressions)})"

    def choice(self, wanted: Choice) -> str:
        """Return the expression that a record holds one of the readings of a term."""
        return self.any_of(self._reading(wanted, folded) for folded in wanted.readings)

    def _reading(self, wanted: Choice, folded: str) -> str:
        if wanted.phrase or len(folded) <= EXACT:
            return self.text(folded)
        return self.all_of(map(self.text, pairs_of(folded)))


def _fts5(words: list[str], begins: bool) -> str:
    return f'"{" ".join(words)}"{" *" if begins else ""}'


def _tsquery(words: list[str], begins: bool) -> str:
    quoted = [f"'{word}'" for word in words]
    return f"({' <-> '.join(quoted)}{':*' if begins else ''})"


#: SQLite FTS5.
FTS5 = Dialect(_fts5, " AND ", " OR ")
#: The ``tsquery`` of PostgreSQL.
TSQUERY = Dialect(_tsquery, " & ", " | ")


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
