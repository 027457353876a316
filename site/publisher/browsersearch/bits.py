"""Whole numbers as a stream of bits, short where they are small: Exp-Golomb codes.

The number ``v`` of order ``k`` is written as ``v + 2**k`` in binary, after as many zeros as
that has bits more than ``k + 1`` (the codes of ITU-T H.264, 9.1, for k = 0).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
_WORD = 64


class Codes(NamedTuple):
    """Codes as numbers, with the bits that each takes: at most 56."""

    values: NDArray[np.uint64]
    bits: Numbers


def orders(span: Numbers, count: Numbers) -> Numbers:
    """Return the order that fits ``count`` steps over ``span``, as the reader reckons it too."""
    return np.maximum(_lengths(np.maximum(span // np.maximum(count, 1), 1)) - 2, 0)


def coded(values: Numbers, order: Numbers | int) -> Codes:
    """Return the codes of ``values``."""
    numbers = values + (np.int64(1) << np.asarray(order, np.int64))
    return Codes(numbers.astype(np.uint64), 2 * _lengths(numbers) - 1 - order)


def words_for(bits: int) -> NDArray[np.uint64]:
    """Return room for so many bits, all zero."""
    return np.zeros(bits // _WORD + 2, np.uint64)


def put(out: NDArray[np.uint64], codes: Codes, at: Numbers) -> None:
    """Write codes into zeroed words, each at its bit ``at`` (rising), the highest bit first."""
    if not len(at):
        return
    word = at // _WORD
    over = (at % _WORD) + codes.bits - _WORD  # bits that go into the next word
    left = np.maximum(-over, 0).astype(np.uint64)
    right = np.maximum(over, 0).astype(np.uint64)
    _add(out, word, codes.values >> right << left)
    split = np.flatnonzero(over > 0)
    rest = (_WORD - over[split]).astype(np.uint64)
    _add(out, word[split] + 1, codes.values[split] << rest)


def to_bytes(words: NDArray[np.uint64]) -> bytes:
    """Return the words one after the other, the highest bit first."""
    return words.astype(">u8").tobytes()


def _add(out: NDArray[np.uint64], word: Numbers, values: NDArray[np.uint64]) -> None:
    """Add values to words; codes that share a word have different bits of it."""
    first = np.flatnonzero(np.diff(word, prepend=-1))
    if len(first):
        out[word[first]] |= np.bitwise_or.reduceat(values, first)


def before(sizes: Numbers) -> Numbers:
    """Return for each size the sum of those before it."""
    return np.cumsum(sizes) - sizes


def _lengths(values: Numbers) -> Numbers:
    """Return how many bits each number has; exact below 2**53."""
    return np.frexp(values.astype(np.float64))[1].astype(np.int64)


class BitReader:
    """Reads codes back, one by one."""

    def __init__(self, data: bytes) -> None:
        self._bits = bin(int.from_bytes(b"\1" + data, "big"))[3:]
        self._at = 0

    @property
    def bytes(self) -> int:
        """How many bytes were read, the last one in part perhaps."""
        return (self._at + 7) // 8

    def number(self, order: int) -> int:
        """Return the next number of this order."""
        one = self._bits.index("1", self._at)
        end = 2 * one - self._at + order + 1
        self._at = end
        return int(self._bits[one:end], 2) - (1 << order)
