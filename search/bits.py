"""Sets of small numbers as the bits of one integer: counted and cut in microseconds."""

from __future__ import annotations

from collections.abc import Collection, Iterable


def bits_of(numbers: Collection[int]) -> int:
    """Return the set of ``numbers``, which must not be negative."""
    if not numbers:
        return 0
    found = bytearray((max(numbers) >> 3) + 1)
    for number in numbers:
        found[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(found, "little")


def within(numbers: Iterable[int], bits: int) -> list[int]:
    """Return those of ``numbers`` that are in the set ``bits``, in their order."""
    packed = bits.to_bytes((bits.bit_length() + 7) // 8, "little")
    end = len(packed) << 3
    return [n for n in numbers if n < end and packed[n >> 3] >> (n & 7) & 1]


def numbers_of(bits: int) -> list[int]:
    """Return the numbers of a set, ascending."""
    packed = bits.to_bytes((bits.bit_length() + 7) // 8, "little")
    return [(at << 3) + bit for at, byte in enumerate(packed) if byte for bit in _BITS[byte]]


_BITS = [[bit for bit in range(8) if byte >> bit & 1] for byte in range(256)]
