"""Keys of terms: the numbers by which the files of the index know them.

Pairs of neighbouring characters of GB 2312, which is what people ask for, have keys of 26 bits
that no two of them share. All other terms have 40 bits of a hash, whose lowest bit says whether
ranks are kept; two terms with the same bits are taken for one, which among a million terms
happens to a given one in a millionth of the cases. The highest bits of a key name its file. The
browser's script reckons the same keys.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

ORDINAL_BITS = 13
PAIR_BITS = 2 * ORDINAL_BITS
KEY_BITS = 40
PLACED = np.uint64(1)
#: Kinds of terms: one unit, two neighbours, two characters parted by punctuation, a field.
UNIT, PAIR, BROKEN, FIELD = 1, 2, 3, 4
_FNV, _PRIME, _LOW = 0x811C9DC5, 0x01000193, 0xFFFFFFFF
_SPREAD = np.uint32(0x9E3779B1)  # odd, so that no two numbers become the same
_NO_CHARACTER = np.uint16(0xFFFF)


def _ordinals() -> NDArray[np.uint16]:
    """Return the place of each character among those of GB 2312, by its code."""
    found = np.full(1 << 16, _NO_CHARACTER, np.uint16)
    cells = bytes(byte for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF)
                  for byte in (row, cell))  # fmt: skip
    # Five cells at the end of row 55 are empty, and decoded to a sign that no text holds.
    for ordinal in range(len(cells) // 2):
        char = cells[2 * ordinal : 2 * ordinal + 2].decode("gb2312", "replace")
        if len(char) == 1:
            found[ord(char)] = ordinal
    found[0xFFFD] = _NO_CHARACTER
    return found


_ORDINALS = _ordinals()


def ordinals(codes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Return the place of each character among those of GB 2312; 65535 for all others."""
    # No character has the last code of the plane, to which all higher ones are taken.
    return np.take(_ORDINALS, codes, mode="clip").astype(np.uint32)


def is_common(found: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Tell which of :func:`ordinals` are of characters of GB 2312."""
    common: NDArray[np.bool_] = found != _NO_CHARACTER
    return common


@cache
def common_unit_keys() -> NDArray[np.uint64]:
    """Return the keys of characters of GB 2312 as single units, by their :func:`ordinals`."""
    codes = np.flatnonzero(_ORDINALS != _NO_CHARACTER).astype(np.uint32)
    found = np.zeros(1 << ORDINAL_BITS, np.uint64)
    found[_ORDINALS[codes]] = term_keys(UNIT, codes, np.zeros(len(codes), np.uint32))
    return found


def pair_keys(one: NDArray[np.uint32], two: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """Return the keys of pairs of characters of GB 2312, by their :func:`ordinals`."""
    numbers = (one << np.uint32(ORDINAL_BITS) | two) * _SPREAD
    return (numbers & np.uint32((1 << PAIR_BITS) - 1)).astype(np.uint64)


def term_keys(kind: int, one: NDArray[np.uint32], two: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """Return the keys of other terms, as if no ranks were kept of them."""
    sign = np.uint32(kind * 0x9E3779B9 & _LOW)
    low = _mixed(one * np.uint32(0x9E3779B1) ^ two * np.uint32(0x85EBCA77) ^ sign)
    high = _mixed(one * np.uint32(0xC2B2AE3D) + two * np.uint32(0x27D4EB2F) + sign)
    return ((high & np.uint32(0x7F)).astype(np.uint64) << np.uint64(32) | low) << np.uint64(1)


def _mixed(value: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Return the value with each bit spread over all (the finaliser of MurmurHash3)."""
    value = (value ^ (value >> np.uint32(16))) * np.uint32(0x85EBCA6B)
    value = (value ^ (value >> np.uint32(13))) * np.uint32(0xC2B2AE35)
    return value ^ (value >> np.uint32(16))


def word_units(
    codes: NDArray[np.uint32], starts: NDArray[np.int64], lengths: NDArray[np.int64]
) -> NDArray[np.uint32]:
    """Return the units of words of letters and digits, each at its start among the codes.

    A unit is the FNV-1a hash with the highest bit set: no character has such a number.
    """
    return _fnv(codes, starts, lengths, _FNV) | np.uint32(0x80000000)


def _fnv(
    codes: NDArray[np.uint32], starts: NDArray[np.int64], lengths: NDArray[np.int64], begin: int
) -> NDArray[np.uint32]:
    """Return the FNV-1a hashes of pieces of ``codes``, 16 bits taken at a time."""
    found = np.full(len(starts), begin, np.uint32)
    words = np.arange(len(starts))
    for letter in range(int(lengths.max(initial=0))):
        words = words[lengths[words] > letter]
        found[words] = (found[words] ^ codes[starts[words] + letter]) * np.uint32(_PRIME)
    return found


def field_keys(fields: Sequence[str]) -> NDArray[np.uint64]:
    """Return the keys of coded fields, each ``name:value``."""
    data = [field.encode("utf-16-le", "surrogatepass") for field in fields]
    codes = np.frombuffer(b"".join(data), "<u2").astype(np.uint32)
    lengths = np.array([len(one) // 2 for one in data], np.int64)
    starts = np.cumsum(lengths) - lengths
    one, two = (_fnv(codes, starts, lengths, begin) for begin in (_FNV, _FNV ^ 0x5BD1E995))
    return term_keys(FIELD, one, two)
