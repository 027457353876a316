"""Rows laid aside on the disk while the log goes by, so that memory stays bounded."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from publisher.browsersearch.batches import Piece
from publisher.browsersearch.postings import Numbers
from publisher.browsersearch.rows import Form, Rows

_PART_BITS = 8
_PARTS = 1 << _PART_BITS
_AT_ONCE = 1 << 18  # rows put together at once, unless a part has more
_TYPES = (np.uint64, np.int32, np.uint32, np.uint16, np.uint16)  # of the columns of rows
_NARROW = (np.uint32, *_TYPES[1:])  # the same for keys of few bits


class _Place(NamedTuple):
    """Where the rows of a batch lie: of each column the first byte, and where each part begins."""

    first: int
    starts: list[int]
    edges: tuple[Numbers, ...]


class Spool:
    """The rows of a family laid aside on the disk, in parts by the highest bits of the key."""

    def __init__(self, folder: Path, name: str, key_bits: int, form: Form) -> None:
        self._file = (folder / name).open("w+b")
        self._form = form
        self._steps = np.arange(_PARTS + 1, dtype=np.uint64) << np.uint64(key_bits - _PART_BITS)
        self._types = _NARROW if key_bits <= 32 else _TYPES
        self._places: list[_Place] = []
        self._sizes = np.zeros(_PARTS, np.int64)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def put(self, piece: Piece) -> None:
        """Lay aside the rows of documents that follow those before."""
        rows = piece.rows
        edges = self._edges(rows)
        starts = []
        for column, kind in zip(rows, self._types, strict=True):
            starts.append(self._file.tell())
            self._file.write(np.asarray(column, kind).data)
        self._places.append(_Place(piece.first, starts, edges))
        self._sizes += np.diff(edges[2])

    def _edges(self, rows: Rows) -> tuple[Numbers, ...]:
        keys = np.searchsorted(rows.keys, self._steps)
        counts = np.append(0, np.cumsum(rows.counts, dtype=np.int64))[keys]
        odd = np.zeros(_PARTS + 1, np.int64)
        if len(rows.firsts):
            odd = np.searchsorted(np.flatnonzero(self._form.is_high(rows.rows)), counts)
        return keys, keys, counts, odd, odd

    def parts(self, bits: int, group_bits: int) -> Iterator[tuple[list[Piece], bool]]:
        """Yield all rows in parts, and whether a group of keys is complete with each.

        A part has all keys with the same ``bits`` in front, a group all with the same
        ``group_bits``, which are not more.
        """
        self._file.flush()
        together, group = (1 << max(0, _PART_BITS - one) for one in (bits, group_bits))
        first = size = 0
        divided = False
        for last in range(together, _PARTS + 1, together):
            size += int(self._sizes[last - together : last].sum())
            complete = last % group == 0
            if size > _AT_ONCE or last == _PARTS or (complete and divided):
                yield [self._read(place, first, last) for place in self._places], complete
                first, size, divided = last, 0, not complete
        self._file.close()

    def _read(self, place: _Place, first: int, last: int) -> Piece:
        columns: list[NDArray[np.generic]] = []
        for kind, start, edges in zip(self._types, place.starts, place.edges, strict=True):
            size = np.dtype(kind).itemsize
            low, high = size * int(edges[first]), size * int(edges[last])
            columns.append(
                np.frombuffer(os.pread(self._file.fileno(), high - low, start + low), kind)
            )
        keys, *others = columns
        return Piece(place.first, Rows(keys.astype(np.uint64), *others))  # type: ignore[arg-type]
