"""Files of postings: the bytes of shards and groups.

A varint says how many documents a file covers, another one how many terms it has. Then
bits, in the codes of ``bits``; for each term, in the order of the keys:

- the step from the last key, without the bits that name the file, less one
- how many documents hold it, less one, and how many of these in the title (both of order 0)
- the step from the last document less one, for each
- for those in the title: the step from the last one's place in this list less one (order 2)
- if the term is one with places: for each document how many less one (order 0), the first
  place (order 7), the steps to the others less one (order 6)

The orders that are not named are those that fit the number of terms, and of documents.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from publisher.browsersearch.bits import BitReader, Numbers, before, coded, orders, put
from publisher.browsersearch.keys import KEY_BITS
from publisher.browsersearch.terms import Postings

FIRST_PLACE, NEXT_PLACE, TITLES = 7, 6, 2


def written(found: Postings, covered: Numbers, file_bits: int) -> Iterator[tuple[int, bytes]]:
    """Yield (number, content) of the files ``found`` belongs to; the others have no terms.

    The ``file_bits`` highest bits of a key are the number of its file, and ``covered``
    says for each file how many documents it covers.
    """
    if not len(found.keys):
        return
    starts = np.flatnonzero(_changes(found.keys))
    sizes = np.diff(np.append(starts, len(found.keys)))
    file = (found.keys[starts] >> np.uint64(KEY_BITS - file_bits)).astype(np.int64)
    opens = np.flatnonzero(_changes(file))
    terms = np.diff(np.append(opens, len(file)))
    rest = (found.keys[starts] & np.uint64((1 << (KEY_BITS - file_bits)) - 1)).astype(np.int64)
    steps = np.diff(rest, prepend=-1) - 1
    steps[opens] = rest[opens]
    key_order = orders(np.full(len(opens), 1 << (KEY_BITS - file_bits)), terms)
    keys = coded(steps, np.repeat(key_order, terms))
    lists = _Lists(found, starts, sizes, covered[file])

    bits = keys.bits + lists.bits
    heads = [
        _varint(size) + _varint(count)
        for size, count in zip(covered[file[opens]].tolist(), terms.tolist(), strict=True)
    ]
    lengths = np.array([len(head) for head in heads]) + (np.add.reduceat(bits, opens) + 7) // 8
    bases = before(lengths)
    first = 8 * (bases + np.array([len(head) for head in heads]))
    inside = before(bits)
    at = np.repeat(first - inside[opens], terms) + inside
    out = np.zeros(int(lengths.sum()) + 8, np.uint8)
    put(out, keys, at)
    lists.put(out, at + keys.bits)
    data = out.tobytes()
    for number, base, length, head in zip(
        file[opens].tolist(), bases.tolist(), lengths.tolist(), heads, strict=True
    ):
        yield number, head + data[base + len(head) : base + length]


def empty(covered: int) -> bytes:
    """Return a file without terms."""
    return _varint(covered) + _varint(0)


class _Lists:
    """The codes of all terms' lists; ``bits`` is what each term's take."""

    def __init__(self, found: Postings, starts: Numbers, sizes: Numbers, covered: Numbers) -> None:
        total = len(found.keys)
        self._starts, self._sizes, term = starts, sizes, np.repeat(np.arange(len(starts)), sizes)
        steps = np.diff(found.documents, prepend=-1) - 1
        steps[starts] = found.documents[starts]
        self._documents = coded(steps, np.repeat(orders(covered, sizes), sizes))

        titled = np.flatnonzero(found.titles)
        self._title_term = term[titled]
        rank = titled - starts[self._title_term]
        title_steps = np.diff(rank, prepend=-1) - 1
        new = _changes(self._title_term)
        title_steps[new] = rank[new]
        self._titles = coded(title_steps, TITLES)

        titles = np.bincount(self._title_term, minlength=len(starts))
        self._size, self._title_count = coded(sizes - 1, 0), coded(titles, 0)

        self._placed = np.flatnonzero(found.counts)
        self._counts = coded(found.counts[self._placed] - 1, 0)
        firsts = before(found.counts)[self._placed]
        place_steps = np.diff(found.places, prepend=-1) - 1
        place_steps[firsts] = found.places[firsts]
        place_order = np.full(len(found.places), NEXT_PLACE)
        place_order[firsts] = FIRST_PLACE
        self._places = coded(place_steps, place_order)
        self._owner = np.repeat(np.arange(total), found.counts)

        of_places = np.zeros(total, np.int64)
        of_places[self._placed] = self._counts.bits
        of_places += np.bincount(self._owner, self._places.bits, total).astype(np.int64)
        self._of_places = of_places
        self._document_bits = np.add.reduceat(self._documents.bits, starts)
        self._title_bits = np.bincount(self._title_term, self._titles.bits, len(starts)).astype(
            np.int64
        )
        self.bits = self._size.bits + self._title_count.bits + self._document_bits
        self.bits = self.bits + self._title_bits + np.add.reduceat(of_places, starts)

    def put(self, out: NDArray[np.uint8], at: Numbers) -> None:
        """Write the lists, each term's at its bit ``at``."""
        put(out, self._size, at)
        at = at + self._size.bits
        put(out, self._title_count, at)
        at = at + self._title_count.bits
        put(out, self._documents, self._spread(at, self._documents.bits, self._starts, self._sizes))
        at = at + self._document_bits
        inside = before(self._titles.bits)
        titles = np.bincount(self._title_term, minlength=len(at))
        put(out, self._titles, np.repeat(at - _at(inside, before(titles)), titles) + inside)
        at = at + self._title_bits
        at = self._spread(at, self._of_places, self._starts, self._sizes)  # for each posting
        put(out, self._counts, at[self._placed])
        at[self._placed] += self._counts.bits
        inside = before(self._places.bits)
        firsts = before(np.bincount(self._owner, minlength=len(at)))
        put(out, self._places, (at - _at(inside, firsts))[self._owner] + inside)

    @staticmethod
    def _spread(at: Numbers, bits: Numbers, starts: Numbers, sizes: Numbers) -> Numbers:
        """Return where each of a list's members begins."""
        inside = before(bits)
        return np.repeat(at - inside[starts], sizes) + inside


def _changes(values: NDArray[np.generic]) -> NDArray[np.bool_]:
    """Return where a value differs from the one before it."""
    return np.concatenate([[True], values[1:] != values[:-1]])[: len(values)]


def _at(values: Numbers, index: Numbers) -> Numbers:
    """Return ``values[index]``, where an index may be just past the end."""
    return np.append(values, 0)[index]


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def read(data: bytes, number: int, file_bits: int) -> Postings:
    """Return what a file of this number holds."""
    covered, at = _read_varint(data, 0)
    count, at = _read_varint(data, at)
    reader = BitReader(data[at:])
    take = reader.number
    key_order = _order(1 << (KEY_BITS - file_bits), count)
    key = (number << (KEY_BITS - file_bits)) - 1
    keys: list[int] = []
    documents: list[int] = []
    titles: list[bool] = []
    counts: list[int] = []
    places: list[int] = []
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
        if not key & 1:
            counts += [0] * size
            continue
        for _ in range(size):
            times = take(0)
            counts.append(times + 1)
            last = take(FIRST_PLACE)
            places.append(last)
            for _ in range(times):
                last += take(NEXT_PLACE) + 1
                places.append(last)
    whole = np.int64
    return Postings(
        np.array(keys, np.uint64),
        np.array(documents, whole),
        np.array(titles, np.bool_),
        np.array(counts, whole),
        np.array(places, whole),
    )


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
