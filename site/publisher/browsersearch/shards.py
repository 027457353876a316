"""Files of postings: the bytes of shards and groups.

A shard has two files, one of lists and one of places, since most queries need no places;
in a group's file the places follow the lists. Each part begins with a varint that says how
many documents it covers. In the lists another one says how many terms there are. Then bits,
in the codes of ``bits``. Lists, for each term in the order of the keys:

- the step from the last key, without the bits that name the file, less one
- how many documents hold it, less one, and how many of these in the title (both of order 0)
- the step from the last document less one, for each
- for those in the title: the step from the last one's place in this list less one (order 2)

Places, for each document of each term that has any, in the order of the lists: how many
less one (order 0), the first place (order 9), the steps to the others less one (order 7).

The orders that are not named are those that fit the number of terms, and of documents.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from publisher.browsersearch.bits import (
    Numbers,
    before,
    coded,
    orders,
    put,
    to_bytes,
    words_for,
)
from publisher.browsersearch.keys import KEY_BITS
from publisher.browsersearch.terms import Postings

FIRST_PLACE, NEXT_PLACE, TITLES = 9, 7, 2


def written(found: Postings, covered: Numbers, file_bits: int) -> Iterator[tuple[int, bytes]]:
    """Yield (number, lists) of the files ``found`` belongs to; the others have no terms.

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
    out = words_for(8 * int(lengths.sum()))
    put(out, keys, at)
    lists.put(out, at + keys.bits)
    data = to_bytes(out)
    for number, base, length, head in zip(
        file[opens].tolist(), bases.tolist(), lengths.tolist(), heads, strict=True
    ):
        yield number, head + data[base + len(head) : base + length]


def places_written(
    found: Postings, covered: Numbers, file_bits: int
) -> Iterator[tuple[int, bytes]]:
    """Yield (number, places) of the files that have any."""
    placed = np.flatnonzero(found.counts)
    if not len(placed):
        return
    file = (found.keys[placed] >> np.uint64(KEY_BITS - file_bits)).astype(np.int64)
    opens = np.flatnonzero(_changes(file))
    counts = coded(found.counts[placed] - 1, 0)
    firsts = before(found.counts)[placed]
    steps = np.diff(found.places, prepend=-1) - 1
    steps[firsts] = found.places[firsts]
    order = np.full(len(steps), NEXT_PLACE)
    order[firsts] = FIRST_PLACE
    places = coded(steps, order)
    owner = np.repeat(np.arange(len(placed)), found.counts[placed])
    of_places = np.bincount(owner, places.bits, len(placed)).astype(np.int64)

    bits = counts.bits + of_places
    heads = [_varint(size) for size in covered[file[opens]].tolist()]
    head_sizes = np.array([len(head) for head in heads])
    lengths = head_sizes + (np.add.reduceat(bits, opens) + 7) // 8
    bases, inside = before(lengths), before(bits)
    postings = np.diff(np.append(opens, len(file)))
    at = np.repeat(8 * (bases + head_sizes) - inside[opens], postings) + inside
    out = words_for(8 * int(lengths.sum()))
    put(out, counts, at)
    within = before(places.bits)
    put(out, places, (at + counts.bits - within[firsts])[owner] + within)
    data = to_bytes(out)
    for number, base, length, head in zip(
        file[opens].tolist(), bases.tolist(), lengths.tolist(), heads, strict=True
    ):
        yield number, head + data[base + len(head) : base + length]


def together(found: Postings, covered: Numbers, file_bits: int) -> Iterator[tuple[int, bytes]]:
    """Yield (number, lists and places) of the files ``found`` belongs to."""
    places = dict(places_written(found, covered, file_bits))
    for number, lists in written(found, covered, file_bits):
        yield number, lists + places.get(number, no_places(int(covered[number])))


def nothing(covered: int) -> bytes:
    """Return lists and places of no terms."""
    return empty(covered) + no_places(covered)


def empty(covered: int) -> bytes:
    """Return the lists of no terms."""
    return _varint(covered) + _varint(0)


def no_places(covered: int) -> bytes:
    """Return the places of no terms."""
    return _varint(covered)


class _Lists:
    """The codes of all terms' lists; ``bits`` is what each term's take."""

    def __init__(self, found: Postings, starts: Numbers, sizes: Numbers, covered: Numbers) -> None:
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

        self._document_bits = np.add.reduceat(self._documents.bits, starts)
        self._title_bits = np.bincount(self._title_term, self._titles.bits, len(starts)).astype(
            np.int64
        )
        self.bits = self._size.bits + self._title_count.bits + self._document_bits
        self.bits = self.bits + self._title_bits

    def put(self, out: NDArray[np.uint64], at: Numbers) -> None:
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
