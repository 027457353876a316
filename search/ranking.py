"""The second look at the best hits: BM25 over all pieces of the query, in memory.

The embedded engine's own score knows only pairs, with parameters that cannot be set. Its
best hits are weighed again here as Elasticsearch weighs all of its own.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from search.analysis import fold, is_han
from search.documents import BRIEF, Document
from search.meaning import Meaning
from search.weights import BRIEF_LENGTH, BRIEF_WORTH, K1, K1_MARKS, SYNONYM, TITLE, B, Piece, pieces

#: How many hits are looked at again.
DEPTH = 200
_READ = 4000  # characters of a text


@dataclass(frozen=True)
class Statistics:
    """Of a whole index: how many records, their mean length, and in how many a token stands."""

    records: int
    mean_length: float
    frequency: Callable[[str], int]

    def rarity(self, piece: Piece) -> float:
        """Return the inverse document frequency, of several tokens the sum."""
        return sum(map(self._rarity, piece.tokens))

    def _rarity(self, token: str) -> float:
        holds = min(self.frequency(token), self.records)
        return math.log(1 + (self.records - holds + 0.5) / (holds + 0.5))


class Ranking:
    """Scores texts for one query."""

    def __init__(self, meaning: Meaning, statistics: Statistics) -> None:
        self._mean = max(statistics.mean_length, 1.0)
        self._choices = [
            [
                [_part(piece, statistics) for piece in found]
                for found in map(pieces, choice.readings)
            ]
            for choice in meaning.wanted
        ]

    def scores(self, rows: Iterable[tuple[int, Document]]) -> dict[int, float]:
        """Return the score of each document by its id, higher is better."""
        return {number: self._score(doc) for number, doc in rows}

    def _score(self, doc: Document) -> float:
        title, text = fold(doc.title), fold(doc.text[:_READ])
        size, brief = len(title) + len(text), doc.kind in BRIEF
        length = 1 - B + B * (max(size, BRIEF_LENGTH) if brief else size) / self._mean
        total = 0.0
        for readings in self._choices:
            scores = [_sum(found, title, text, length) for found in readings]
            total += max([scores[0], *(SYNONYM * score for score in scores[1:])])
        return BRIEF_WORTH * total if brief else total


@dataclass(frozen=True)
class _Part:
    """A piece: how it is counted in a folded text, what it is worth, its k1."""

    count: Callable[[str], int]
    worth: float
    k1: float


def _part(piece: Piece, statistics: Statistics) -> _Part:
    worth = piece.weight * statistics.rarity(piece)
    return _Part(_counter(piece), worth, K1_MARKS if piece.is_mark else K1)


def _sum(found: list[_Part], title: str, text: str, length: float) -> float:
    total = 0.0
    for part in found:
        times = TITLE * part.count(title) + part.count(text)
        if times:
            total += part.worth * times * (part.k1 + 1) / (times + part.k1 * length)
    return total


def _counter(piece: Piece) -> Callable[[str], int]:
    """Return a function that counts a piece in a folded text; words of letters stand alone."""
    wanted = piece.text
    if all(map(is_han, wanted)):
        return lambda text: text.count(wanted)
    before = "" if is_han(wanted[0]) else "(?<![a-z0-9])"
    after = "" if is_han(wanted[-1]) else "(?![a-z0-9])"
    pattern = re.compile(f"{before}{re.escape(wanted)}{after}")
    return lambda text: len(pattern.findall(text))
