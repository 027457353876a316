"""Reads files of postings back, as ``shards`` wrote them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from publisher.browsersearch.bits import before, orders, powers
from publisher.browsersearch.keys import PLACED
from publisher.browsersearch.layout import Family
from publisher.browsersearch.postings import Numbers, Postings
from publisher.browsersearch.shards import TITLES


def read(data: bytes, number: int, family: Family, level: int) -> Postings:
    """Return what the file of this number holds on a level."""
    covered, at = _read_varint(data, 0)
    first, at = _read_varint(data, at)
    count, at = _read_varint(data, at)
    length, at = _read_varint(data, at)
    columns = ColumnReader(data, at, length)
    terms = np.array([count])
    span = 1 << (family.key_bits - family.levels[level].bits)
    keys = risen(columns.take(count, orders(span, terms)), terms) + number * span
    sizes = columns.take(count, 0) + 1
    titled = columns.take(count, 0)
    documents = columns.take(int(sizes.sum()), np.repeat(orders(covered - first, sizes), sizes))
    ranks = risen(columns.take(int(titled.sum()), TITLES), titled)
    titles = np.zeros(len(documents), np.bool_)
    titles[np.repeat(before(sizes), titled) + ranks] = True
    every = np.repeat(keys, sizes).astype(np.uint64)
    placed = np.ones(len(every), np.bool_) if family.all_placed else (every & PLACED).astype(bool)
    counts = np.zeros(len(every), np.int64)
    times = counts[placed] = columns.take(int(placed.sum()), 0) + 1
    firsts, seconds = (risen(columns.take(int(times.sum()), 0), times) for _ in range(2))
    return Postings(every, risen(documents, sizes) + first, titles, counts, firsts, seconds)


def _read_varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at


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

    def take(self, count: int, order: NDArray[np.uint8] | int) -> Numbers:
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
        values: Numbers = found.astype(np.int64)
        return values + powers(bits, values.dtype) - powers(order, values.dtype)


def risen(less: Numbers, sizes: Numbers) -> Numbers:
    """Return the rows, each of so many numbers, whose :func:`bits.steps` are given."""
    sums = np.cumsum(less + 1)
    return sums - np.repeat(np.append(0, sums)[before(sizes)], sizes) - 1
