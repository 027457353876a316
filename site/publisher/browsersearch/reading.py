"""Reads files of postings back, as ``shards`` wrote them."""

from __future__ import annotations

import numpy as np

from publisher.browsersearch.bits import BitReader
from publisher.browsersearch.keys import KEY_BITS
from publisher.browsersearch.shards import FIRST_PLACE, NEXT_PLACE, TITLES
from publisher.browsersearch.terms import Postings


def read(lists: bytes, places: bytes | None, number: int, file_bits: int) -> Postings:
    """Return what a file of this number holds; without ``places`` they follow the lists."""
    covered, at = _read_varint(lists, 0)
    count, at = _read_varint(lists, at)
    reader = BitReader(lists[at:])
    take = reader.number
    key_order = _order(1 << (KEY_BITS - file_bits), count)
    key = (number << (KEY_BITS - file_bits)) - 1
    keys: list[int] = []
    documents: list[int] = []
    titles: list[bool] = []
    for _ in range(count):
        key += take(key_order) + 1
        size, titled = take(0) + 1, take(0)
        order, last = _order(covered, size), -1
        for _ in range(size):
            last += take(order) + 1
            documents.append(last)
        keys += [key] * size
        flags, last = [False] * size, -1
        for _ in range(titled):
            last += take(TITLES) + 1
            flags[last] = True
        titles += flags
    counts, found = _read_places(lists[at + reader.bytes :] if places is None else places, keys)
    return Postings(
        np.array(keys, np.uint64),
        np.array(documents, np.int64),
        np.array(titles, np.bool_),
        np.array(counts, np.int64),
        np.array(found, np.int64),
    )


def _read_places(data: bytes, keys: list[int]) -> tuple[list[int], list[int]]:
    """Return how many places each posting has, and all of them."""
    _, at = _read_varint(data, 0)
    take = BitReader(data[at:]).number
    counts: list[int] = []
    places: list[int] = []
    for key in keys:
        if not key & 1:
            counts.append(0)
            continue
        times, last = take(0), take(FIRST_PLACE)
        counts.append(times + 1)
        places.append(last)
        for _ in range(times):
            last += take(NEXT_PLACE) + 1
            places.append(last)
    return counts, places


def _order(span: int, count: int) -> int:
    return max(max(span // max(count, 1), 1).bit_length() - 2, 0)


def _read_varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at
