"""Postings: which documents hold which terms."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.signedinteger[Any]]


Places = NDArray[np.bool_] | slice


class Postings(NamedTuple):
    """Which documents hold which terms of a family, sorted by key and document.

    ``titles`` says whether the term stands in the title. A term of two units has ranks: for
    each of the ``counts`` times it stands in a document, the how manieth of its kind its first
    unit is there, and its second one. Two terms stand next to each other where the second
    unit of the one is the first unit of the other, which ranks tell and take little room for.
    """

    keys: NDArray[np.uint64]
    documents: Numbers
    titles: NDArray[np.bool_]
    counts: Numbers
    firsts: Numbers
    seconds: Numbers

    def only(self, these: NDArray[np.bool_]) -> Postings:
        """Return some of the postings."""
        return self._taken(these, np.repeat(these, self.counts))

    def between(self, low: int, high: int) -> Postings:
        """Return the postings from one number to another."""
        these, before = slice(low, high), int(self.counts[:low].sum())
        return self._taken(these, slice(before, before + int(self.counts[these].sum())))

    def _taken(self, these: Places, ranks: Places) -> Postings:
        """Return some postings, with the ranks that are theirs."""
        return Postings(
            self.keys[these],
            self.documents[these],
            self.titles[these],
            self.counts[these],
            self.firsts[ranks],
            self.seconds[ranks],
        )


def none() -> Postings:
    """Return no postings."""
    numbers = np.zeros(0, np.int64)
    return Postings(
        np.zeros(0, np.uint64), numbers, np.zeros(0, np.bool_), numbers, numbers, numbers
    )


def joined(parts: list[Postings]) -> Postings:
    """Return all postings of ``parts``, whose documents follow each other."""
    if not parts:
        return none()
    if len(parts) == 1:
        return parts[0]
    keys, documents, titles, counts, firsts, seconds = (
        np.concatenate(columns) for columns in zip(*parts, strict=True)
    )
    order = np.argsort(keys, kind="stable")
    starts = np.cumsum(counts) - counts
    counts = counts[order]
    shift = np.repeat(starts[order] - (np.cumsum(counts) - counts), counts)
    ranks = np.arange(len(shift)) + shift
    return Postings(
        keys[order], documents[order], titles[order], counts, firsts[ranks], seconds[ranks]
    )


#: Postings of pairs, and of all other terms.
Both = tuple[Postings, Postings]
