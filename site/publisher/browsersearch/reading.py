"""Reads files of postings back, as ``shards`` wrote them."""

from __future__ import annotations

import numpy as np

from publisher.browsersearch.bits import ColumnReader, before, orders, risen
from publisher.browsersearch.keys import PLACED
from publisher.browsersearch.layout import Family
from publisher.browsersearch.postings import Postings
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
