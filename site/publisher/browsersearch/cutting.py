"""From texts to rows: which terms a document holds, and how they follow each other.

Terms are single units, pairs of neighbours, and pairs with punctuation between two
characters; and each coded field with its value.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from publisher.browsersearch.keys import (
    BROKEN,
    ORDINAL_BITS,
    PAIR,
    PLACED,
    UNIT,
    common_unit_keys,
    is_common,
    ordinals,
    pair_keys,
    term_keys,
)
from publisher.browsersearch.postings import Numbers
from publisher.browsersearch.rows import Form, Keys, Odd, Small
from publisher.browsersearch.units import MARK, Units

_PLACES = (1 << 16) - 2  # a text's units after these are found by single terms only


class Cut:
    """The rows of some documents, with keys; the first one has the number ``first``."""

    def __init__(self, found: Units, first: int, forms: tuple[Form, Form]) -> None:
        self._codes, self._units = found.codes, found.units
        self._owners = found.owners + np.uint32(2 * first)
        self._pairs, self._others = forms
        self._ordinals = ordinals(found.codes)
        self._common = is_common(self._ordinals)
        self._near = _first_places(found.sizes)
        self._ranks: Small = np.zeros(len(found.codes), np.uint32)
        #: The rows of pairs and of others, in any order, and those that are odd.
        self.rows: tuple[list[Keys], list[Keys]] = ([], [])
        self.odd: tuple[list[Odd], list[Odd]] = ([], [])
        self._single()
        self._neighbours()
        for kind, at, step in self._doubles():
            keys = term_keys(kind, self._units[at], self._units[at + step]) | PLACED
            self._put(1, keys, at, at + step)

    def _put(self, family: int, keys: Keys, at: Numbers, second: Numbers) -> None:
        """Add rows of terms of two units that stand at these places."""
        form = (self._pairs, self._others)[family]
        firsts, seconds = self._ranks[at], self._ranks[second]
        rows = keys << np.uint64(form.bits) | form.low(self._owners[at], firsts, seconds)
        self.rows[family].append(rows)
        high = np.flatnonzero(np.maximum(firsts, seconds) >= form.highest)
        if len(high):
            self.odd[family].append(Odd(rows[high], firsts[high], seconds[high]))

    def _single(self) -> None:
        """Add the rows of single units, one a document, and rank every unit."""
        at = np.flatnonzero(self._common)
        at = self._ranked(self._ordinals[at], at, ORDINAL_BITS)
        self._put_single(common_unit_keys()[self._ordinals[at]], at)
        at = np.flatnonzero((self._codes > MARK) & ~self._common)
        at = self._ranked(self._units[at], at, 32)
        self._put_single(term_keys(UNIT, self._units[at], np.zeros(len(at), np.uint32)), at)

    def _ranked(self, kinds: Small, at: Numbers, bits: int) -> Numbers:
        """Rank units of so many bits by place; return where each is the first of a document."""
        wide = len(self._codes).bit_length()
        number = np.uint32 if wide + bits <= 32 else np.uint64
        rows = np.left_shift(kinds.astype(number), number(wide)) | at.astype(number)
        rows.sort()
        at = (rows & number((1 << wide) - 1)).astype(np.int64)
        kinds, owners = rows >> number(wide), self._owners[at] >> np.uint32(1)
        new = np.ones(len(at), np.bool_)
        new[1:] = (kinds[1:] != kinds[:-1]) | (owners[1:] != owners[:-1])
        order = np.arange(len(at), dtype=np.uint32)
        self._ranks[at] = order - np.maximum.accumulate(order * new)
        return at[np.flatnonzero(new)]

    def _put_single(self, keys: Keys, at: Numbers) -> None:
        form, none = self._others, np.uint32(0)
        self.rows[1].append(keys << np.uint64(form.bits) | form.low(self._owners[at], none, none))

    def _neighbours(self) -> None:
        """Add the rows of pairs of common characters."""
        found = self._common[:-1] & self._common[1:]
        at = np.flatnonzero(found & self._near[:-1] if self._near is not None else found)
        keys = pair_keys(self._ordinals[:-1], self._ordinals[1:])
        self._put(0, keys[at], at, at + 1)

    def _doubles(self) -> Iterator[tuple[int, Numbers, int]]:
        """Yield (kind, place of the first unit, steps to the second) of terms of two units."""
        real, common = self._codes > MARK, self._common
        first = real if self._near is None else real & self._near
        pairs = first[:-1] & real[1:] & ~(common[:-1] & common[1:])
        yield PAIR, np.flatnonzero(pairs), 1
        parted = first[:-2] & (self._codes[1:-1] == MARK) & real[2:]
        yield BROKEN, np.flatnonzero(parted), 2


def _first_places(sizes: Numbers) -> NDArray[np.bool_] | None:
    """Tell which units stand so early in a document that terms of two begin there; None: all."""
    documents = sizes.reshape(-1, 2).sum(axis=1)
    if documents.max(initial=0) <= _PLACES:
        return None
    starts = np.cumsum(documents) - documents
    near: NDArray[np.bool_] = np.arange(documents.sum()) - np.repeat(starts, documents) < _PLACES
    return near
