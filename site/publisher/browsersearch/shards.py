"""Files of postings: the bytes of shards and groups.

A shard has two files, one of lists and one of places, since most queries need no places;
in a group's file the places follow the lists. Each part begins with a varint that says how
many documents it covers. In the lists another one says how many terms there are. The last
varint is the size of the first stream of bits, see ``bits``. The columns of the lists, the
terms in the order of the keys:

- for each term the step from the last key, without the bits that name the file, less one
- for each, how many documents hold it, less one (order 0)
- for each, how many of these hold it in the title (order 0)
- the steps from document to document of each term, less one
- the steps between those with it in the title, by their place in the term's list, less one
  (order 2)

The columns of the places, for each document of each term that has any, in the order of the
lists: how many less one (order 0); the first place (order 9) and the steps to the others less
one (order 7).

The orders that are not named are those that fit the number of terms, and of documents.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from publisher.browsersearch import bits
from publisher.browsersearch.bits import Column, Numbers, before, orders, steps
from publisher.browsersearch.keys import KEY_BITS
from publisher.browsersearch.terms import Postings

TITLES = 2
_FIRST_PLACE, _NEXT_PLACE = 9, 7


def place_orders(counts: Numbers) -> Numbers:
    """Return the orders of all places, where each posting has so many, one at least."""
    order = np.full(int(counts.sum()), _NEXT_PLACE)
    order[before(counts)] = _FIRST_PLACE
    return order


def written(found: Postings, covered: Numbers, file_bits: int) -> Iterator[tuple[int, bytes]]:
    """Yield (number, lists) of the files ``found`` belongs to; the others have no terms.

    The ``file_bits`` highest bits of a key are the number of its file, and ``covered``
    says for each file how many documents it covers.
    """
    if not len(found.keys):
        return
    starts = np.flatnonzero(_changes(found.keys))
    sizes = np.diff(np.append(starts, len(found.keys)))
    keys = found.keys[starts].astype(np.int64)
    file = keys >> (KEY_BITS - file_bits)
    opens = np.flatnonzero(_changes(file))
    terms = np.diff(np.append(opens, len(file)))
    span = 1 << (KEY_BITS - file_bits)
    key_orders = np.repeat(orders(span, terms), terms)
    titled = np.flatnonzero(found.titles)
    title_term = np.repeat(np.arange(len(starts)), sizes)[titled]
    titles = np.bincount(title_term, minlength=len(starts))
    ranks = steps(titled - starts[title_term], np.flatnonzero(_changes(title_term)))
    columns = [
        Column(steps(keys & (span - 1), opens), key_orders, terms),
        Column(sizes - 1, 0, terms),
        Column(titles, 0, terms),
        Column(
            steps(found.documents, starts),
            np.repeat(orders(covered[file], sizes), sizes),
            np.add.reduceat(sizes, opens),
        ),
        Column(ranks, TITLES, np.add.reduceat(titles, opens)),
    ]
    numbers = file[opens].tolist()
    for number, count, (one, two) in zip(
        numbers, terms.tolist(), bits.written(columns), strict=True
    ):
        head = _varint(int(covered[number])) + _varint(count) + _varint(len(one))
        yield number, head + one + two


def places_written(
    found: Postings, covered: Numbers, file_bits: int
) -> Iterator[tuple[int, bytes]]:
    """Yield (number, places) of the files that have any."""
    placed = np.flatnonzero(found.counts)
    if not len(placed):
        return
    file = (found.keys[placed] >> np.uint64(KEY_BITS - file_bits)).astype(np.int64)
    opens = np.flatnonzero(_changes(file))
    counts = found.counts[placed]
    columns = [
        Column(counts - 1, 0, np.diff(np.append(opens, len(file)))),
        Column(
            steps(found.places, before(counts)),
            place_orders(counts),
            np.add.reduceat(counts, opens),
        ),
    ]
    for number, (one, two) in zip(file[opens].tolist(), bits.written(columns), strict=True):
        yield number, _varint(int(covered[number])) + _varint(len(one)) + one + two


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
    return _varint(covered) + _varint(0) + _varint(0)


def no_places(covered: int) -> bytes:
    """Return the places of no terms."""
    return _varint(covered) + _varint(0)


def _changes(values: NDArray[np.generic]) -> NDArray[np.bool_]:
    """Return where a value differs from the one before it."""
    return np.concatenate([[True], values[1:] != values[:-1]])[: len(values)]


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])
