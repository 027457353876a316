"""Whole numbers as two streams of bits, short where they are small: Exp-Golomb codes in columns.

The number ``v`` of order ``k`` is the binary number ``v + 2**k``: it has as many bits as in the
codes of ITU-T H.264, 9.1, but what says how long it is stands in a stream of its own. The first
stream has a one for each number, after as many zeros as it has bits more than ``k + 1``; the
second one all bits of the numbers without the highest. Thus all numbers of a column can be
written, and read (``reading``), at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from publisher.browsersearch.postings import Numbers

_WORD = 32
#: How many bits each small number has, so that most are looked up and not reckoned.
_SMALL: NDArray[np.uint8] = np.frexp(np.arange(1 << 16))[1].astype(np.uint8)
_FEW = 1 << 25  # codes, each of 63 bits at most, whose bits 32 bits can count


class Column(NamedTuple):
    """Numbers of several files, those of a file together; ``counts`` is how many each has."""

    values: Numbers
    orders: NDArray[np.uint8] | int
    counts: Numbers


def orders(span: Numbers | int, count: Numbers) -> NDArray[np.uint8]:
    """Return the order that fits ``count`` steps over ``span``, as the reader reckons it too."""
    fitting = _lengths(np.maximum(span // np.maximum(count, 1), 1))
    return np.maximum(fitting, np.uint8(2)) - np.uint8(2)


def before(sizes: Numbers) -> Numbers:
    """Return for each size the sum of those before it."""
    return np.cumsum(sizes) - sizes


def steps(values: Numbers, starts: Numbers) -> Numbers:
    """Return the steps of rising rows that begin at ``starts``, each less one."""
    less = np.empty_like(values)
    np.subtract(values[1:], values[:-1], out=less[1:])
    less -= 1
    less[starts] = values[starts]
    return less


def written(columns: list[Column]) -> Iterator[tuple[bytes, bytes]]:
    """Yield both streams of each file: its part of each column, one after the other."""
    codes = [_coded(column) for column in columns]
    lengths, first = _laid([one.ones for one in codes])
    rest_lengths, rest = _laid([one.tails for one in codes])
    stream = _unmarked(codes, lengths)
    words = np.zeros(int(rest_lengths.sum()) // 4 + 3, np.uint32)
    for one, starts, tails in zip(codes, first, rest, strict=True):
        one.mark(stream, one.ones.ends(starts))
        _put(words, one.values, one.bits, one.tails.ends(tails))
    first_bytes, rest_bytes = np.packbits(stream).tobytes(), words.astype(">u4").tobytes()
    at = also = 0
    for length, other in zip(lengths.tolist(), rest_lengths.tolist(), strict=True):
        yield first_bytes[at : at + length], rest_bytes[also : also + other]
        at, also = at + length, also + other


class _Places(NamedTuple):
    """Where codes of a column go in a stream.

    ``sums`` are the bits up to each code, ``counts`` how many of the codes each file has,
    ``opens`` the bits before those of each file, and ``sizes`` the bits of each file.
    """

    sums: Numbers
    counts: Numbers
    opens: Numbers
    sizes: Numbers

    def ends(self, starts: Numbers) -> Numbers:
        """Return the bit after each code, where those of each file start so."""
        ends = np.repeat((starts - self.opens).astype(self.sums.dtype), self.counts)
        ends += self.sums
        return ends


def _places(bits: NDArray[np.uint8], edges: Numbers) -> _Places:
    """Return the places of codes of so many bits, those of a file from edge to edge."""
    kind = np.int32 if len(bits) < _FEW else np.int64
    sums: Numbers = np.cumsum(bits, dtype=kind)
    at = np.append(0, sums)[edges]
    return _Places(sums, np.diff(edges), at[:-1], np.diff(at))


class _Codes(NamedTuple):
    """Codes of a column, without those of zero if ``sparse``: they are a one and no more.

    ``bits`` is how many the ``values``, without their highest, have in the second stream.
    """

    sparse: bool
    values: Numbers
    bits: NDArray[np.uint8]
    ones: _Places
    tails: _Places

    def mark(self, stream: NDArray[np.uint8], ends: Numbers) -> None:
        """Write the first stream's part of codes, each up to its bit ``ends``."""
        at, zeros = ends - 1, self.bits
        if not self.sparse:
            stream[at] = 1
            return
        # Ones stand there already: put the zeros before them, one of each code at a time.
        while len(at):
            at -= 1
            stream[at] = 0
            more = np.flatnonzero(zeros > 1)
            at, zeros = at.take(more), zeros.take(more) - np.uint8(1)


def _coded(column: Column) -> _Codes:
    edges = np.append(0, np.cumsum(column.counts))
    if isinstance(column.orders, int) and column.orders == 0:  # most numbers of these are zero
        return _coded_but_zeros(column, edges)
    numbers = column.values + powers(column.orders, column.values.dtype)
    bits, values = _tails(numbers)
    longer = bits - np.asarray(column.orders, np.uint8) + np.uint8(1)
    return _Codes(False, values, bits, _places(longer, edges), _places(bits, edges))


def _coded_but_zeros(column: Column, edges: Numbers) -> _Codes:
    some = np.flatnonzero(column.values)
    bits, values = _tails(column.values.take(some) + column.values.dtype.type(1))
    tails = _places(bits, np.searchsorted(some, edges))
    # A code has as many zeros in the first stream as bits in the second one, and then a one.
    ones = tails._replace(
        sums=tails.sums + (some + 1).astype(tails.sums.dtype),
        opens=tails.opens + edges[:-1],
        sizes=tails.sizes + column.counts,
    )
    return _Codes(True, values, bits, ones, tails)


def _tails(numbers: Numbers) -> tuple[NDArray[np.uint8], Numbers]:
    """Return how many bits numbers have below the highest one, and what these say."""
    bits = _lengths(numbers) - np.uint8(1)
    return bits, numbers - powers(bits, numbers.dtype)


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


def _unmarked(codes: list[_Codes], lengths: Numbers) -> NDArray[np.uint8]:
    """Return the first stream, a byte a bit, with ones where a column leaves out its zeros."""
    sizes = np.stack([one.ones.sizes for one in codes], axis=1)
    padded = np.column_stack([sizes, 8 * lengths - sizes.sum(axis=1)])
    filled = np.array([*(one.sparse for one in codes), False], np.uint8)
    return np.repeat(np.tile(filled, len(padded)), padded.ravel())


def _put(out: NDArray[np.uint32], values: Numbers, bits: NDArray[np.uint8], ends: Numbers) -> None:
    """Write numbers of so many bits into zeroed words, each up to its bit ``ends`` (rising)."""
    if bits.max(initial=0) > _WORD:
        long = np.flatnonzero(bits > _WORD)
        _put(out, values[long] >> _WORD, bits[long] - np.uint8(_WORD), ends[long] - _WORD)
        bits = np.minimum(bits, np.uint8(_WORD))
        values = values & ((1 << _WORD) - 1)
    at = ends - bits
    word = at >> 5
    if not len(word):
        return
    # Each number lies within two words from its first one on.
    shift = np.uint8(2 * _WORD) - bits - (at.astype(np.uint8) & np.uint8(_WORD - 1))
    pairs = np.left_shift(values.astype(np.uint64), shift)
    first = np.append(0, np.flatnonzero(word[1:] != word[:-1]) + 1)
    # Numbers that share a word have different bits of it.
    pairs = np.bitwise_or.reduceat(pairs, first)
    word = word.take(first)
    out[word] |= (pairs >> np.uint64(_WORD)).astype(np.uint32)
    out[word + 1] |= pairs.astype(np.uint32)


def powers(
    exponents: Numbers | NDArray[np.uint8] | int, kind: np.dtype[np.signedinteger[Any]]
) -> Numbers:
    """Return two to the power of each, as numbers of this kind."""
    found: Numbers = np.left_shift(kind.type(1), np.asarray(exponents, kind))
    return found


def _lengths(values: Numbers) -> NDArray[np.uint8]:
    """Return how many bits each number has, which is above zero; exact below 2**53."""
    if values.max(initial=0) < len(_SMALL):
        return _SMALL.take(values)
    # The exponent of a float is where its highest bit is.
    return ((values.astype(np.float64).view(np.int64) >> 52) - 1022).astype(np.uint8)
