"""Files of postings: the bytes of shards and groups.

A file begins with four varints: how many documents it covers, its first document, how many
terms there are, and the size of the first stream of bits, see ``bits``. The columns, the terms
in the order of the keys:

- for each term the step from the last key, without the bits that name the file, less one
- for each, how many documents hold it, less one (order 0)
- for each, how many of these hold it in the title (order 0)
- the steps from document to document of each term, less one; numbers begin at the first
- the steps between those with it in the title, by their place in the term's list, less one
  (order 2)
- of terms of two units, for each document: how many times they stand there, less one (order 0)
- of these the ranks of the first unit, as steps less one (order 0)
- the ranks of the second unit, in the same way

The orders that are not named are those that fit the number of terms, and that of documents
from the first one to those covered.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from publisher.browsersearch import bits
from publisher.browsersearch.bits import Column, before, orders, steps
from publisher.browsersearch.layout import Family
from publisher.browsersearch.postings import Numbers, Postings

TITLES = 2


def written(
    found: Postings, covered: Numbers, family: Family, level: int
) -> Iterator[tuple[int, bytes]]:
    """Yield (number, bytes) of the files of a level ``found`` belongs to; the others have no terms.

    ``covered`` says for each file how many documents it covers.
    """
    if not len(found.keys):
        return
    starts = np.flatnonzero(_changes(found.keys))
    sizes = _narrow(np.diff(np.append(starts, len(found.keys))))
    keys = found.keys[starts].astype(np.int64)
    rest_bits = family.key_bits - family.levels[level].bits
    span, file = 1 << rest_bits, keys >> rest_bits
    opens = np.flatnonzero(_changes(file))
    terms = np.diff(np.append(opens, len(file)))
    titled = np.flatnonzero(found.titles)
    title_term = np.repeat(np.arange(len(starts)), sizes)[titled]
    titles = _narrow(np.bincount(title_term, minlength=len(starts)))
    ranks = _narrow(steps(titled - starts[title_term], np.flatnonzero(_changes(title_term))))
    postings = np.add.reduceat(sizes, opens)
    first = np.minimum.reduceat(found.documents, starts[opens])
    documents = _narrow(found.documents - np.repeat(first, postings))
    spans = np.repeat(covered[file[opens]] - first, terms)
    columns = [
        Column(steps(keys & (span - 1), opens), np.repeat(orders(span, terms), terms), terms),
        Column(sizes - 1, 0, terms),
        Column(titles, 0, terms),
        Column(steps(documents, starts), np.repeat(orders(spans, sizes), sizes), postings),
        Column(ranks, TITLES, np.add.reduceat(titles, opens)),
        *_ranked(found, postings),
    ]
    numbers = file[opens].tolist()
    for number, start, count, (one, two) in zip(
        numbers, first.tolist(), terms.tolist(), bits.written(columns), strict=True
    ):
        yield number, _head(int(covered[number]), start, count, len(one)) + one + two


def _ranked(found: Postings, sizes: Numbers) -> list[Column]:
    """Return the columns of counts and ranks; each file has so many postings."""
    edges = np.append(0, np.cumsum(sizes))
    placed = np.append(0, np.cumsum(found.counts > 0))[edges]
    total = np.append(0, np.cumsum(found.counts))[edges]
    counts = found.counts[found.counts > 0]
    starts = before(counts)
    return [
        Column(_narrow(counts - 1), 0, np.diff(placed)),
        Column(steps(_narrow(found.firsts), starts), 0, np.diff(total)),
        Column(steps(_narrow(found.seconds), starts), 0, np.diff(total)),
    ]


def _narrow(values: Numbers) -> NDArray[np.int32]:
    """Return numbers, all of which are below 2**31, in half of the room."""
    return values.astype(np.int32, copy=False)


def empty(covered: int) -> bytes:
    """Return a file of no terms."""
    return _head(covered, 0, 0, 0)


def _changes(values: NDArray[np.generic]) -> NDArray[np.bool_]:
    """Return where a value differs from the one before it."""
    return np.concatenate([[True], values[1:] != values[:-1]])[: len(values)]


def _head(*numbers: int) -> bytes:
    return b"".join(map(_varint, numbers))


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])
