"""From documents to postings: which terms a document holds, and where.

A text is a row of units: Chinese characters, and words of letters and digits. Terms are
single units, pairs of neighbours, and pairs with punctuation between two characters; and
each coded field with its value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from publisher.browsersearch.keys import (
    BROKEN,
    PAIR,
    PLACED,
    UNIT,
    field_key,
    term_keys,
    word_unit,
)
from search.analysis import fold
from search.documents import Document

#: Documents whose terms are sorted at once.
AT_ONCE = 256
_PLACES = 1 << 16  # a text's units after these are found by single terms only
_OTHER, _LATIN = re.compile(r"[\W_]+"), re.compile("[a-z0-9]+")
_WORD = 0xF0000  # private characters stand for words while a text is cut
_BREAK = 10
_COLUMN, _DOCUMENT = "\0\0", "\1\1"  # two, so that no pair reaches over them


class Postings(NamedTuple):
    """Which documents hold which terms, sorted by key and document.

    ``counts`` is how many of ``places`` belong to each posting; ``titles`` whether the
    term stands in the title.
    """

    keys: NDArray[np.uint64]
    documents: NDArray[np.int64]
    titles: NDArray[np.bool_]
    counts: NDArray[np.int64]
    places: NDArray[np.int64]

    def only(self, these: NDArray[np.bool_]) -> Postings:
        """Return some of the postings."""
        return Postings(
            self.keys[these],
            self.documents[these],
            self.titles[these],
            self.counts[these],
            self.places[np.repeat(these, self.counts)],
        )

    def between(self, low: int, high: int) -> Postings:
        """Return the postings from one number to another."""
        these, before = slice(low, high), int(self.counts[:low].sum())
        places = slice(before, before + int(self.counts[these].sum()))
        return Postings(
            self.keys[these],
            self.documents[these],
            self.titles[these],
            self.counts[these],
            self.places[places],
        )


def none() -> Postings:
    """Return no postings."""
    numbers = np.zeros(0, np.int64)
    return Postings(np.zeros(0, np.uint64), numbers, np.zeros(0, np.bool_), numbers, numbers)


def joined(parts: list[Postings]) -> Postings:
    """Return all postings of ``parts``, whose documents follow each other."""
    if not parts:
        return none()
    if len(parts) == 1:
        return parts[0]
    keys, documents, titles, counts, places = (
        np.concatenate(columns) for columns in zip(*parts, strict=True)
    )
    order = np.argsort(keys, kind="stable")
    starts = np.cumsum(counts) - counts
    counts = counts[order]
    shift = np.repeat(starts[order] - (np.cumsum(counts) - counts), counts)
    places = places[np.arange(len(shift)) + shift]
    return Postings(keys[order], documents[order], titles[order], counts, places)


@dataclass(frozen=True)
class Folded:
    """The texts of a document as they are searched, with its other terms."""

    title: str
    text: str
    fields: tuple[str, ...]


def folded(doc: Document) -> Folded:
    """Return what is searched of a document."""
    return Folded(fold(doc.title), fold(doc.text), tuple(fields_of(doc)))


def fields_of(doc: Document) -> list[str]:
    """Return the coded fields of a document as terms; areas and categories with those above."""
    named = [
        ("kind", doc.kind),
        ("state", doc.state),
        ("satisfaction", doc.satisfaction),
        ("channel", doc.channel),
        ("class", doc.case_class),
        ("unit", doc.unit),
        ("number", doc.key),
        ("number", doc.ledger_number),
    ]
    named += [("area", doc.area[:size]) for size in range(3, len(doc.area), 3)]
    parts = doc.category.split(".")
    named += [("category", ".".join(parts[:size])) for size in range(1, len(parts))]
    named += [("area", doc.area), ("category", doc.category)]
    return list(dict.fromkeys(f"{name}:{value}" for name, value in named if value))


class Cutter:
    """Makes the postings of some documents, at most :data:`AT_ONCE` of them."""

    def __init__(self, first: int) -> None:
        self._first = first
        self._texts: list[str] = []
        self._words: dict[str, str] = {}
        self._fields: list[tuple[int, int]] = []

    def __len__(self) -> int:
        return len(self._texts)

    def add(self, doc: Folded | None) -> None:
        """Take the next document; None for one that has nothing to be found."""
        title, text, fields = (doc.title, doc.text, doc.fields) if doc else ("", "", ())
        number = len(self._texts)
        self._fields += [(field_key(field), number) for field in fields]
        self._texts.append(f"{self._row(title)}{_COLUMN}{self._row(text)}{_DOCUMENT}")

    def _row(self, text: str) -> str:
        return _LATIN.sub(self._sign, _OTHER.sub("\n", text))

    def _sign(self, match: re.Match[str]) -> str:
        """Return the private character that stands for a word."""
        word = match.group()
        sign = self._words.get(word)
        if sign is None:
            sign = self._words[word] = chr(_WORD + len(self._words))
        return sign

    def postings(self) -> Postings:
        """Return the postings of all documents taken."""
        codes = np.frombuffer("".join(self._texts).encode("utf-32-le"), np.uint32)
        # Beside a word punctuation makes no difference.
        word = codes >= _WORD
        beside = np.zeros(len(codes), np.bool_)
        beside[1:] |= word[:-1]
        beside[:-1] |= word[1:]
        codes = codes[(codes != _BREAK) | ~beside]
        ends = np.flatnonzero(codes == ord(_DOCUMENT[0]))[1::2]
        sizes = np.diff(ends, prepend=-1)
        starts = ends + 1 - sizes
        number = np.repeat(np.arange(len(sizes)), sizes)
        place = np.arange(len(codes)) - np.repeat(starts, sizes)
        titles = np.flatnonzero(codes == ord(_COLUMN[0]))[::2] - starts
        rows = [
            np.array([key << 24 | owner << 16 for key, owner in self._fields], np.uint64),
            *self._rows(codes, self._units(codes), number, place),
        ]
        return self._grouped(np.concatenate(rows), titles)

    def _units(self, codes: NDArray[np.uint32]) -> NDArray[np.uint32]:
        hashes = np.array([word_unit(word) for word in self._words] or [0], np.uint32)
        return np.where(codes >= _WORD, hashes[np.maximum(codes, _WORD) - _WORD], codes)

    @staticmethod
    def _rows(
        codes: NDArray[np.uint32],
        units: NDArray[np.uint32],
        number: NDArray[np.int64],
        place: NDArray[np.int64],
    ) -> list[NDArray[np.uint64]]:
        """Return key, document and place of each term as one number."""
        real: NDArray[np.bool_] = codes > _BREAK
        ones = np.flatnonzero(real)
        pairs = np.flatnonzero(real[:-1] & real[1:])
        broken = np.flatnonzero(real[:-2] & (codes[1:-1] == _BREAK) & real[2:])
        zero = np.zeros(len(ones), np.uint32)
        found: list[tuple[NDArray[np.int64], NDArray[np.uint64]]] = []
        found.append((ones, term_keys(UNIT, units[ones], zero)))
        for kind, first, step in ((PAIR, pairs, 1), (BROKEN, broken, 2)):
            at = first[place[first] < _PLACES]
            found.append((at, term_keys(kind, units[at], units[at + step]) | PLACED))
        rows = []
        for at, keys in found:
            owners = number[at].astype(np.uint64) << np.uint64(16)
            places = np.minimum(place[at], _PLACES - 1).astype(np.uint64)
            rows.append(keys << np.uint64(24) | owners | places)
        return rows

    def _grouped(self, rows: NDArray[np.uint64], title_sizes: NDArray[np.int64]) -> Postings:
        rows = np.sort(rows)
        groups = rows >> np.uint64(16)
        first = np.flatnonzero(np.concatenate([[True], groups[1:] != groups[:-1]]))
        keys = rows[first] >> np.uint64(24)
        owners = ((rows[first] >> np.uint64(16)) & np.uint64(0xFF)).astype(np.int64)
        placed = (keys & PLACED).astype(bool)
        counts = np.diff(np.append(first, len(rows)))
        places = (rows & np.uint64(_PLACES - 1)).astype(np.int64)
        titles = places[first] < title_sizes[owners]
        places = places[np.repeat(placed, counts)]
        counts = np.where(placed, counts, 0)
        return Postings(keys, owners + self._first, titles, counts, places)


def keys_of(doc: Folded) -> NDArray[np.uint64]:
    """Return the keys of all terms of one document, each once."""
    cutter = Cutter(0)
    cutter.add(doc)
    return cutter.postings().keys


def postings_of(texts: dict[int, Folded]) -> Postings:
    """Return the postings of some numbered texts."""
    numbers = sorted(texts)
    parts: list[Postings] = []
    if not numbers:
        return joined(parts)
    for first in range(numbers[0], numbers[-1] + 1, AT_ONCE):
        cutter = Cutter(first)
        for number in range(first, min(first + AT_ONCE, numbers[-1] + 1)):
            cutter.add(texts.get(number))
        parts.append(cutter.postings())
    return joined(parts)
