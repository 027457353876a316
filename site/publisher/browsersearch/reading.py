"""Reads files of postings back, as ``shards`` wrote them."""

from __future__ import annotations

import numpy as np

from publisher.browsersearch.bits import ColumnReader, Numbers, before, orders, risen
from publisher.browsersearch.keys import KEY_BITS, PLACED
from publisher.browsersearch.shards import TITLES, place_orders
from publisher.browsersearch.terms import Postings


def read(lists: bytes, places: bytes | None, number: int, file_bits: int) -> Postings:
    """Return what a file of this number holds; without ``places`` they follow the lists."""
    covered, at = _read_varint(lists, 0)
    count, at = _read_varint(lists, at)
    length, at = _read_varint(lists, at)
    columns = ColumnReader(lists, at, length)
    terms = np.array([count])
    span = 1 << (KEY_BITS - file_bits)
    keys = risen(columns.take(count, orders(span, terms)), terms) + number * span
    sizes = columns.take(count, 0) + 1
    titled = columns.take(count, 0)
    documents = columns.take(int(sizes.sum()), np.repeat(orders(covered, sizes), sizes))
    ranks = risen(columns.take(int(titled.sum()), TITLES), titled)
    titles = np.zeros(len(documents), np.bool_)
    titles[np.repeat(before(sizes), titled) + ranks] = True
    every = np.repeat(keys, sizes).astype(np.uint64)
    of_places = (lists, columns.end) if places is None else (places, 0)
    counts, found = _read_places(*of_places, (every & PLACED).astype(bool))
    return Postings(every, risen(documents, sizes), titles, counts, found)


def _read_places(data: bytes, at: int, placed: np.ndarray) -> tuple[Numbers, Numbers]:
    """Return how many places each posting has, and all of them."""
    _, at = _read_varint(data, at)
    length, at = _read_varint(data, at)
    columns = ColumnReader(data, at, length)
    counts = np.zeros(len(placed), np.int64)
    times = counts[placed] = columns.take(int(placed.sum()), 0) + 1
    return counts, risen(columns.take(int(times.sum()), place_orders(times)), times)


def _read_varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at
