"""Whole numbers as a stream of bits, short where they are small: Exp-Golomb codes.

The number ``v`` of order ``k`` is written as ``v + 2**k`` in binary, after as many zeros as
that has bits more than ``k + 1`` (the codes of ITU-T H.264, 9.1, for k = 0).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
_LAST = 7  # a code begins in one byte and ends in the seventh after it at most


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


def put(out: NDArray[np.uint8], codes: Codes, at: Numbers) -> None:
    """Write codes into zeroed bytes, each at its bit ``at``, the highest bit first."""
    skipped, byte = at & 7, at >> 3
    # Each code is moved to the upper end of eight bytes, behind the bits that come before it.
    aligned = codes.values << (64 - codes.bits - skipped).astype(np.uint64)
    used = skipped + codes.bits
    for place in range(_LAST + 1):
        if place:
            these = np.flatnonzero(used > 8 * place)
            if not len(these):
                return
            aligned, byte, used = aligned[these], byte[these], used[these]
        part = (aligned >> np.uint64(56 - 8 * place)) & np.uint64(0xFF)
        # Codes that share a byte have different bits of it: their sum is all of them.
        sums = np.bincount(byte + place, part, len(out))
        np.add(out, sums.astype(np.uint8), out=out)


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

    def number(self, order: int) -> int:
        """Return the next number of this order."""
        one = self._bits.index("1", self._at)
        end = 2 * one - self._at + order + 1
        self._at = end
        return int(self._bits[one:end], 2) - (1 << order)
