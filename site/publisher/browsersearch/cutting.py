"""From texts to postings: which terms a document holds, and how they follow each other.

Terms are single units, pairs of neighbours, and pairs with punctuation between two
characters; and each coded field with its value.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from publisher.browsersearch.keys import (
    BROKEN,
    PAIR,
    PLACED,
    UNIT,
    field_key,
    is_common,
    ordinals,
    pair_keys,
    term_keys,
)
from publisher.browsersearch.postings import Both, Numbers, Postings, joined
from publisher.browsersearch.terms import Folded
from publisher.browsersearch.units import MARK, Units, units_of

#: Documents whose terms are sorted at once.
AT_ONCE = 256
_PLACES = (1 << 16) - 2  # a text's units after these are found by single terms only


class Cutter:
    """Makes the postings of some documents, at most :data:`AT_ONCE` of them."""

    def __init__(self, first: int) -> None:
        self._first = first
        self._texts: list[tuple[str, str]] = []
        self._fields: list[tuple[int, int]] = []

    def __len__(self) -> int:
        return len(self._texts)

    def add(self, doc: Folded | None) -> None:
        """Take the next document; None for one that has nothing to be found."""
        if doc:
            self._fields += [(field_key(field), len(self._texts)) for field in doc.fields]
        self._texts.append((doc.title, doc.text) if doc else ("", ""))

    def postings(self) -> Both:
        """Return the postings of all documents taken: pairs, and others."""
        return _Cut(units_of(self._texts), self._fields).postings(self._first)


class _Cut:
    """The terms of some documents."""

    def __init__(self, found: Units, fields: list[tuple[int, int]]) -> None:
        self._codes, self._units, self._fields = found.codes, found.units, fields
        self._document, self._place = found.documents, found.places
        self._starts, self._title_sizes = found.starts, found.title_sizes
        self._real: NDArray[np.bool_] = found.codes > MARK

    def postings(self, first: int) -> Both:
        """Return the postings of pairs and of others; the first document has this number."""
        units, ranks = self._single()
        pairs, others = self._pairs(), [self._field_rows(), units]
        for kind, at, step in self._doubles():
            keys = term_keys(kind, self._units[at], self._units[at + step]) | PLACED
            others.append(self._row(keys, at))
        made = []
        for rows in (pairs, np.concatenate(others)):
            made.append(self._grouped(np.sort(rows), ranks, first, placed=rows is pairs))
        return made[0], made[1]

    def _row(self, keys: NDArray[np.uint64], at: Numbers) -> NDArray[np.uint64]:
        """Return key, document and place of each term as one number."""
        owners = self._document[at].astype(np.uint64) << np.uint64(16)
        places = np.minimum(self._place[at], _PLACES - 1).astype(np.uint64)
        return keys << np.uint64(24) | owners | places

    def _field_rows(self) -> NDArray[np.uint64]:
        # The last place, since no field stands in a title.
        rows = [key << 24 | owner << 16 | _PLACES - 1 for key, owner in self._fields]
        return np.array(rows, np.uint64)

    def _single(self) -> tuple[NDArray[np.uint64], Numbers]:
        """Return the rows of single units, one a document, and the rank of every unit."""
        at = np.flatnonzero(self._real)
        rows = np.sort(self._units[at].astype(np.uint64) << np.uint64(32) | at.astype(np.uint64))
        at = (rows & np.uint64(0xFFFFFFFF)).astype(np.int64)
        kinds, owners = rows >> np.uint64(32), self._document[at]
        new = np.ones(len(at), np.bool_)
        new[1:] = (kinds[1:] != kinds[:-1]) | (owners[1:] != owners[:-1])
        starts = np.flatnonzero(new)
        ranks = np.zeros(len(self._codes), np.int64)
        ranks[at] = np.arange(len(at)) - np.repeat(starts, np.diff(np.append(starts, len(at))))
        keys = term_keys(UNIT, self._units[at[starts]], np.zeros(len(starts), np.uint32))
        return self._row(keys, at[starts]), ranks

    def _pairs(self) -> NDArray[np.uint64]:
        found = ordinals(self._codes)
        common = is_common(found)
        self._common = common[:-1] & common[1:]
        at = np.flatnonzero(self._common & (self._place[:-1] < _PLACES))
        return self._row(pair_keys(found[at], found[at + 1]), at)

    def _doubles(self) -> Iterator[tuple[int, Numbers, int]]:
        """Yield (kind, place of the first unit, steps to the second) of terms of two units."""
        real, placed = self._real, self._place < _PLACES
        next_to = real[:-1] & real[1:] & placed[:-1] & ~self._common
        yield PAIR, np.flatnonzero(next_to), 1
        parted = real[:-2] & (self._codes[1:-1] == MARK) & real[2:] & placed[:-2]
        yield BROKEN, np.flatnonzero(parted), 2

    def _grouped(
        self, rows: NDArray[np.uint64], ranks: Numbers, number: int, *, placed: bool
    ) -> Postings:
        groups = rows >> np.uint64(16)
        new = np.ones(len(rows), np.bool_)
        new[1:] = groups[1:] != groups[:-1]
        first = np.flatnonzero(new)
        keys = groups[first] >> np.uint64(8)
        owners = (groups[first] & np.uint64(0xFF)).astype(np.int64)
        counts = np.diff(np.append(first, len(rows)))
        places = (rows & np.uint64(0xFFFF)).astype(np.int64)
        titles = places[first] < self._title_sizes[owners]
        at = places + np.repeat(self._starts[owners], counts)
        if not placed:
            with_ranks = (keys & PLACED).astype(bool)
            at = at[np.repeat(with_ranks, counts)]
            counts = np.where(with_ranks, counts, 0)
        second = at + 1 + (self._codes[at + 1] == MARK)
        return Postings(keys, owners + number, titles, counts, ranks[at], ranks[second])


def keys_of(doc: Folded) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Return the keys of all terms of one document, each once: pairs, and others."""
    cutter = Cutter(0)
    cutter.add(doc)
    pairs, others = cutter.postings()
    return pairs.keys, others.keys


def postings_of(texts: dict[int, Folded]) -> Both:
    """Return the postings of some numbered texts: pairs, and others."""
    numbers = sorted(texts)
    parts: list[Both] = []
    for first in range(numbers[0], numbers[-1] + 1, AT_ONCE) if numbers else ():
        cutter = Cutter(first)
        for number in range(first, min(first + AT_ONCE, numbers[-1] + 1)):
            cutter.add(texts.get(number))
        parts.append(cutter.postings())
    return joined([pairs for pairs, _ in parts]), joined([others for _, others in parts])
