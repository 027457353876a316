"""Whole numbers as two streams of bits, short where they are small: Exp-Golomb codes in columns.

The number ``v`` of order ``k`` is the binary number ``v + 2**k``: it has as many bits as in the
codes of ITU-T H.264, 9.1, but what says how long it is stands in a stream of its own. The first
stream has a one for each number, after as many zeros as it has bits more than ``k + 1``; the
second one all bits of the numbers without the highest. Thus all numbers of a column can be read
at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.signedinteger[Any]]
_WORD = 64
#: How many bits each small number has: looked up in a third of the time of reckoning.
_SHORT: Numbers = np.frexp(np.arange(1 << 16, dtype=np.float64))[1].astype(np.int64)


class Column(NamedTuple):
    """Numbers of several files, those of a file together; ``counts`` is how many each has."""

    values: Numbers
    orders: Numbers | int
    counts: Numbers


def orders(span: Numbers | int, count: Numbers) -> Numbers:
    """Return the order that fits ``count`` steps over ``span``, as the reader reckons it too."""
    return np.maximum(_lengths(np.maximum(span // np.maximum(count, 1), 1)) - 2, 0)


def before(sizes: Numbers) -> Numbers:
    """Return for each size the sum of those before it."""
    return np.cumsum(sizes) - sizes


def steps(values: Numbers, starts: Numbers) -> Numbers:
    """Return the steps of rising rows that begin at ``starts``, each less one."""
    less = np.diff(values, prepend=-1) - 1
    less[starts] = values[starts]
    return less


def risen(less: Numbers, sizes: Numbers) -> Numbers:
    """Return the rows, each of so many numbers, whose :func:`steps` are given."""
    sums = np.cumsum(less + 1)
    return sums - np.repeat(np.append(0, sums)[before(sizes)], sizes) - 1


def written(columns: list[Column]) -> Iterator[tuple[bytes, bytes]]:
    """Yield both streams of each file: its part of each column, one after the other."""
    zeros, bits, ones, tails = [], [], [], []
    for values, order, counts in columns:
        numbers = values + _powers(order)
        size = _lengths(numbers) - 1
        zeros.append(size - order)
        bits.append(size)
        ones.append(_Places(zeros[-1] + 1, counts))
        tails.append(_Places(size, counts))
    lengths, first = _laid(ones)
    stream = np.zeros(8 * int(lengths.sum()), np.uint8)
    for place, before_one in zip(first, zeros, strict=True):
        stream[place + before_one] = 1
    rest_lengths, rest = _laid(tails)
    words = np.zeros(int(rest_lengths.sum()) // 8 + 2, np.uint64)
    for column, place, size in zip(columns, rest, bits, strict=True):
        tail = column.values + _powers(column.orders) - _powers(size)
        _put(words, tail.astype(np.uint64), size, place)
    one, two = np.packbits(stream).tobytes(), words.astype(">u8").tobytes()
    at = also = 0
    for length, other in zip(lengths.tolist(), rest_lengths.tolist(), strict=True):
        yield one[at : at + length], two[also : also + other]
        at, also = at + length, also + other


class _Places:
    """Where the codes of a column go, of which each takes some bits."""

    def __init__(self, bits: Numbers, counts: Numbers) -> None:
        sums = np.append(0, np.cumsum(bits))
        edges = np.append(0, np.cumsum(counts))
        self._inside, self._opens, self._counts = sums[:-1], sums[edges[:-1]], counts
        self.sizes = sums[edges[1:]] - self._opens

    def at(self, starts: Numbers) -> Numbers:
        """Return the bit of each code, where those of each file start so."""
        return np.repeat(starts - self._opens, self._counts) + self._inside


def _laid(columns: list[_Places]) -> tuple[Numbers, list[Numbers]]:
    """Return how many bytes each file has of a stream, and the bit of each code by column."""
    sizes = np.sum([column.sizes for column in columns], axis=0)
    lengths: Numbers = (sizes + 7) // 8
    start = 8 * before(lengths)
    places = []
    for column in columns:
        places.append(column.at(start))
        start = start + column.sizes
    return lengths, places


def _put(out: NDArray[np.uint64], values: NDArray[np.uint64], bits: Numbers, at: Numbers) -> None:
    """Write numbers of so many bits into zeroed words, each at its bit ``at`` (rising)."""
    word = at // _WORD
    over = (at % _WORD) + bits - _WORD  # bits that go into the next word
    left = np.maximum(-over, 0).astype(np.uint64)
    right = np.maximum(over, 0).astype(np.uint64)
    _add(out, word, values >> right << left)
    split = np.flatnonzero(over > 0)
    rest = (_WORD - over[split]).astype(np.uint64)
    _add(out, word[split] + 1, values[split] << rest)


def _add(out: NDArray[np.uint64], word: Numbers, values: NDArray[np.uint64]) -> None:
    """Add values to words; numbers that share a word have different bits of it."""
    first = np.flatnonzero(np.diff(word, prepend=-1))
    if len(first):
        out[word[first]] |= np.bitwise_or.reduceat(values, first)


def _powers(exponents: Numbers | int) -> Numbers:
    """Return two to the power of each."""
    powers: Numbers = np.left_shift(np.int64(1), np.asarray(exponents, np.int64))
    return powers


def _lengths(values: Numbers) -> Numbers:
    """Return how many bits each number has; exact below 2**53."""
    if len(values) and values.max() < len(_SHORT):
        return _SHORT[values]
    return np.frexp(values.astype(np.float64))[1].astype(np.int64)


class ColumnReader:
    """Reads the columns of one file back, in their order."""

    def __init__(self, data: bytes, at: int, length: int) -> None:
        """Begin with the first stream, of ``length`` bytes; the other one follows it."""
        ones = np.flatnonzero(np.unpackbits(np.frombuffer(data, np.uint8, length, at)))
        self._zeros: Numbers = np.diff(ones, prepend=-1) - 1
        self._start = at + length
        tail = data[self._start :]
        tail += bytes(16 - len(tail) % 8)
        self._words = np.frombuffer(tail, ">u8").astype(np.uint64)
        self._taken = self._bit = 0

    @property
    def end(self) -> int:
        """Where in the data the byte after those read is."""
        return self._start + (self._bit + 7) // 8

    def take(self, count: int, order: Numbers | int) -> Numbers:
        """Return the next ``count`` numbers."""
        bits: Numbers = self._zeros[self._taken : self._taken + count] + np.asarray(order, np.int64)
        at = self._bit + before(bits)
        self._taken += count
        self._bit += int(bits.sum())
        word, shift = at // _WORD, (at % _WORD).astype(np.uint64)
        # A shift by a whole word gives zero in numpy, which is what is wanted.
        found = self._words[word] << shift
        found |= self._words[word + 1] >> (np.uint64(_WORD) - shift)
        found >>= (_WORD - bits).astype(np.uint64)
        values: Numbers = found.astype(np.int64) + _powers(bits) - _powers(order)
        return values
