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
_WORD = 32


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
    codes = [_Codes(column) for column in columns]
    lengths, first = _laid([one.ones for one in codes])
    stream = np.zeros(8 * int(lengths.sum()), np.uint8)
    for one, starts in zip(codes, first, strict=True):
        stream[one.ones.ends(starts) - 1] = 1
    rest_lengths, rest = _laid([one.tails for one in codes])
    words = np.zeros(int(rest_lengths.sum()) // 4 + 3, np.uint32)
    for one, starts in zip(codes, rest, strict=True):
        _put(words, one.values, one.bits, one.tails.ends(starts))
    first_bytes, rest_bytes = np.packbits(stream).tobytes(), words.astype(">u4").tobytes()
    at = also = 0
    for length, other in zip(lengths.tolist(), rest_lengths.tolist(), strict=True):
        yield first_bytes[at : at + length], rest_bytes[also : also + other]
        at, also = at + length, also + other


class _Codes:
    """The codes of a column: how many bits of each go into which stream."""

    def __init__(self, column: Column) -> None:
        numbers = column.values + _powers(column.orders)
        self.bits = _lengths(numbers) - 1
        #: The numbers without their highest bit.
        self.values = numbers - _powers(self.bits)
        self.ones = _Places(self.bits - column.orders + 1, column.counts)
        self.tails = _Places(self.bits, column.counts)


class _Places:
    """Where the codes of a column go in a stream, of which each takes some bits."""

    def __init__(self, bits: Numbers, counts: Numbers) -> None:
        self._counts, self._sums = counts, np.cumsum(bits, dtype=np.int64)
        edges = np.append(0, self._sums)[np.append(0, np.cumsum(counts))]
        self._opens, self.sizes = edges[:-1], np.diff(edges)

    def ends(self, starts: Numbers) -> Numbers:
        """Return the bit after each code, where those of each file start so."""
        return np.repeat(starts - self._opens, self._counts) + self._sums


def _laid(columns: list[_Places]) -> tuple[Numbers, list[Numbers]]:
    """Return how many bytes each file has of a stream, and the first bit of each column there."""
    sizes = np.sum([column.sizes for column in columns], axis=0)
    lengths: Numbers = (sizes + 7) >> 3
    start = 8 * before(lengths)
    starts = []
    for column in columns:
        starts.append(start)
        start = start + column.sizes
    return lengths, starts


def _put(out: NDArray[np.uint32], values: Numbers, bits: Numbers, ends: Numbers) -> None:
    """Write numbers of so many bits into zeroed words, each up to its bit ``ends`` (rising)."""
    some = np.flatnonzero(bits > 0)
    if 2 * len(some) < len(bits):  # most codes of small numbers have no bits here
        values, bits, ends = values.take(some), bits.take(some), ends.take(some)
    long = np.flatnonzero(bits > _WORD)
    if len(long):
        _put(out, values[long] >> _WORD, bits[long] - _WORD, ends[long] - _WORD)
        bits = np.minimum(bits, _WORD)
        values = values & ((1 << _WORD) - 1)
    at = ends - bits
    word = at >> 5
    # Each number lies within two words from its first one on.
    shift = (2 * _WORD - bits) - (at & (_WORD - 1))
    pairs = np.left_shift(values.astype(np.uint64), shift.astype(np.uint64))
    if len(word):
        first = np.append(0, np.flatnonzero(word[1:] != word[:-1]) + 1)
        # Numbers that share a word have different bits of it.
        pairs = np.bitwise_or.reduceat(pairs, first)
        word = word.take(first)
        out[word] |= (pairs >> np.uint64(_WORD)).astype(np.uint32)
        out[word + 1] |= pairs.astype(np.uint32)


def _powers(exponents: Numbers | int) -> Numbers:
    """Return two to the power of each."""
    powers: Numbers = np.left_shift(np.int64(1), np.asarray(exponents, np.int64))
    return powers


def _lengths(values: Numbers) -> Numbers:
    """Return how many bits each number has, which is above zero; exact below 2**53."""
    # The exponent of a float is where its highest bit is.
    return (values.astype(np.float64).view(np.int64) >> 52) - 1022


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
        word, shift = at >> 6, (at & 63).astype(np.uint64)
        # A shift by a whole word gives zero in numpy, which is what is wanted.
        found = self._words[word] << shift
        found |= self._words[word + 1] >> (np.uint64(64) - shift)
        found >>= (64 - bits).astype(np.uint64)
        values: Numbers = found.astype(np.int64) + _powers(bits) - _powers(order)
        return values
