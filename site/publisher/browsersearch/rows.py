"""Rows: each time a term stands in a document, as one small number.

A row says, from its highest bits: the document, counted from the first one of its batch;
whether it stands outside of the title; the ranks of the first and the second unit (see
``postings``). With the key of the term above all that it is one number of 64 bits, and sorting
these numbers is all the sorting there is. Ranks that are too high for their bits are the highest
number there, and stand apart, in the order of the rows.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from publisher.browsersearch.keys import PAIR_BITS

#: A batch has at most so many documents.
BATCH_DOCUMENTS = 1 << 11
_OWNER_BITS = 12  # the document, and whether it is not the title

Keys = NDArray[np.uint64]
Small = NDArray[np.uint32]
Ranks = NDArray[np.uint16]


class Form(NamedTuple):
    """How many bits a rank has in the rows of a family of terms."""

    rank_bits: int

    @property
    def highest(self) -> int:
        """The number that stands for ranks that are too high."""
        return (1 << self.rank_bits) - 1

    @property
    def bits(self) -> int:
        """How many bits a row has below the key."""
        return _OWNER_BITS + 2 * self.rank_bits

    def low(self, owners: Small, firsts: Small | np.uint32, seconds: Small | np.uint32) -> Small:
        """Return rows without keys; ``owners`` are twice the document, and 1 if not the title."""
        bits, top = np.uint32(self.rank_bits), np.uint32(self.highest)
        rows = owners << bits
        rows |= np.minimum(firsts, top)
        rows <<= bits
        rows |= np.minimum(seconds, top)
        return rows

    def owners(self, rows: Small) -> Small:
        """Return the owners of rows."""
        return rows >> np.uint32(2 * self.rank_bits)

    def firsts(self, rows: Small) -> Small:
        """Return the ranks of first units, as far as rows hold them."""
        return rows >> np.uint32(self.rank_bits) & np.uint32(self.highest)

    def is_high(self, rows: Small) -> NDArray[np.bool_]:
        """Tell which rows have a rank that is too high for them."""
        high: NDArray[np.bool_] = self.firsts(rows) == self.highest
        high |= self.seconds(rows) == self.highest
        return high

    def seconds(self, rows: Small) -> Small:
        """Return the ranks of second units, as far as rows hold them."""
        return rows & np.uint32(self.highest)


def form_of(key_bits: int) -> Form:
    """Return the form of the rows of a family with such keys; a row without key has 32 bits."""
    return Form(10 if key_bits == PAIR_BITS else 6)


class Odd(NamedTuple):
    """Rows whose ranks are too high, as they were cut: with keys, and true ranks."""

    rows: Keys
    firsts: Small
    seconds: Small


class Rows(NamedTuple):
    """The rows of a batch, sorted.

    Each of the ``keys``, which rise, has so many rows as ``counts`` says. The ``firsts`` and
    ``seconds`` are the true ranks of those rows that have one which is too high.
    """

    keys: Keys
    counts: NDArray[np.int32]
    rows: Small
    firsts: Ranks
    seconds: Ranks


def sorted_rows(pieces: list[Keys], odd: list[Odd], form: Form) -> Rows:
    """Return the rows of a batch from pieces with keys in any order."""
    every = np.concatenate(pieces) if pieces else np.zeros(0, np.uint64)
    every.sort()
    keys = every >> np.uint64(form.bits)
    starts = np.flatnonzero(keys[1:] != keys[:-1]) + 1
    starts = np.concatenate([[0], starts]) if len(keys) else starts
    rows = every.astype(np.uint32)
    if form.bits < 32:
        rows &= np.uint32((1 << form.bits) - 1)
    counts = np.diff(starts, append=len(keys)).astype(np.int32)
    return Rows(keys[starts], counts, rows, *_odd_ranks(odd))


def _odd_ranks(odd: list[Odd]) -> tuple[Ranks, Ranks]:
    if not odd:
        return np.zeros(0, np.uint16), np.zeros(0, np.uint16)
    rows, firsts, seconds = (np.concatenate(column) for column in zip(*odd, strict=True))
    order = np.lexsort((seconds, firsts, rows))
    return firsts[order].astype(np.uint16), seconds[order].astype(np.uint16)
