"""Postings laid aside on the disk while the log goes by, so that memory stays bounded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import numpy as np

from publisher.browsersearch.postings import Postings, joined

PART_BITS = 5
_PARTS = 1 << PART_BITS
_BUFFER = 1 << 18
#: Types of the columns of postings: on the disk, and in the memory.
_NARROW = (np.uint64, np.int32, np.bool_, np.int32, np.uint16, np.uint16)
_WIDE = (np.uint64, np.int64, np.bool_, np.int64, np.int64, np.int64)


class Spool:
    """Postings of a family laid aside on the disk, in parts by the highest bits of the key."""

    def __init__(self, folder: Path, name: str, key_bits: int) -> None:
        self._key_bits = key_bits
        self._files: list[BinaryIO] = [
            (folder / f"{name}-{part}").open("w+b", buffering=_BUFFER) for part in range(_PARTS)
        ]

    def close(self) -> None:
        """Close the files; what was taken is closed already."""
        for file in self._files:
            file.close()

    def put(self, found: Postings) -> None:
        """Lay aside the postings of documents that follow those before."""
        edges = np.arange(_PARTS + 1, dtype=np.uint64) << np.uint64(self._key_bits - PART_BITS)
        bounds = np.searchsorted(found.keys, edges).tolist()
        small = _as(_NARROW, found)
        for part, file in enumerate(self._files):
            file.write(_to_bytes(small.between(bounds[part], bounds[part + 1])))

    def parts(self, bits: int) -> Iterator[Postings]:
        """Yield all postings in parts by at most so many highest bits of the key."""
        together = 1 << max(0, PART_BITS - bits)
        for first in range(0, _PARTS, together):
            yield joined(
                [part for file in self._files[first : first + together] for part in _taken(file)]
            )


def _taken(file: BinaryIO) -> list[Postings]:
    """Return the postings of a part, its pieces put together, and close it."""
    file.seek(0)
    pieces = list(_from_bytes(file.read()))
    file.close()
    if not pieces:
        return []
    return [_as(_WIDE, joined(pieces))]


def _as(types: tuple[type[np.generic], ...], found: Postings) -> Postings:
    columns = zip(found, types, strict=True)
    return Postings(*(column.astype(kind, copy=False) for column, kind in columns))


def _to_bytes(found: Postings) -> bytes:
    sizes = np.array([len(found.keys), len(found.firsts)], np.int64)
    return b"".join([sizes.tobytes(), *(column.tobytes() for column in found)])


def _from_bytes(data: bytes) -> Iterator[Postings]:
    at = 0

    def take(kind: type[np.generic], count: int) -> np.ndarray:
        nonlocal at
        values = np.frombuffer(data, kind, count, at)
        at += values.nbytes
        return values

    while at < len(data):
        postings, ranks = take(np.int64, 2).tolist()
        counts = [postings] * 4 + [ranks] * 2
        yield Postings(*map(take, _NARROW, counts))
