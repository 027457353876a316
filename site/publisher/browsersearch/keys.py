"""Keys of terms: the numbers by which the files of the index know them.

Pairs of neighbouring characters of GB 2312, which is what people ask for, have keys of 26 bits
that no two of them share. All other terms have 40 bits of a hash, whose lowest bit says whether
ranks are kept; two terms with the same bits are taken for one, which among a million terms
happens to a given one in a millionth of the cases. The highest bits of a key name its file. The
browser's script reckons the same keys.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

PAIR_BITS = 26
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
    found = _ORDINALS[np.minimum(codes, 0xFFFF)].astype(np.uint32)
    found[codes > 0xFFFF] = _NO_CHARACTER
    return found


def is_common(found: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Tell which of :func:`ordinals` are of characters of GB 2312."""
    common: NDArray[np.bool_] = found != _NO_CHARACTER
    return common


def pair_keys(one: NDArray[np.uint32], two: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """Return the keys of pairs of characters of GB 2312, by their :func:`ordinals`."""
    numbers = (one << np.uint32(13) | two) * _SPREAD
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


def _fnv(text: str, start: int) -> int:
    """Return the FNV-1a hash of a text's UTF-16 units."""
    value = start
    data = text.encode("utf-16-le", "surrogatepass")
    for at in range(0, len(data), 2):
        value = ((value ^ (data[at] | data[at + 1] << 8)) * _PRIME) & _LOW
    return value


def word_units(
    codes: NDArray[np.uint32], starts: NDArray[np.int64], lengths: NDArray[np.int64]
) -> NDArray[np.uint32]:
    """Return the units of words of letters and digits, each at its start among the codes.

    A unit is the FNV-1a hash with the highest bit set: no character has such a number.
    """
    found = np.full(len(starts), _FNV, np.uint32)
    words = np.arange(len(starts))
    for letter in range(int(lengths.max(initial=0))):
        words = words[lengths[words] > letter]
        found[words] = (found[words] ^ codes[starts[words] + letter]) * np.uint32(_PRIME)
    return found | np.uint32(0x80000000)


@lru_cache(maxsize=20_000)
def field_key(field: str) -> int:
    """Return the key of ``name:value``."""
    one, two = _fnv(field, _FNV), _fnv(field, _FNV ^ 0x5BD1E995)
    # One key at a time is reckoned faster without arrays; it is the key of term_keys.
    sign = FIELD * 0x9E3779B9 & _LOW
    low = _mixed_one(one * 0x9E3779B1 & _LOW ^ two * 0x85EBCA77 & _LOW ^ sign)
    high = _mixed_one(one * 0xC2B2AE3D + two * 0x27D4EB2F + sign & _LOW)
    return ((high & 0x7F) << 32 | low) << 1


def _mixed_one(value: int) -> int:
    value = (value ^ value >> 16) * 0x85EBCA6B & _LOW
    value = (value ^ value >> 13) * 0xC2B2AE35 & _LOW
    return value ^ value >> 16
