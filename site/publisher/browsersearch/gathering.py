"""From sorted rows of several batches to postings."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from publisher.browsersearch.batches import FORMS, Piece, pieces_of
from publisher.browsersearch.keys import PLACED
from publisher.browsersearch.postings import Both, Numbers, Postings
from publisher.browsersearch.rows import Form, Keys, Small
from publisher.browsersearch.terms import Folded

_ENTRY_BITS = 24  # terms of all batches in one part


@dataclass(frozen=True)
class Gathered:
    """Rows of some terms sorted by term and document: of each its term, as one of ``keys``."""

    keys: Keys
    placed: NDArray[np.bool_]  # of the keys: whether ranks are kept
    terms: NDArray[np.int32]
    documents: NDArray[np.int32]
    outside: NDArray[np.bool_]  # of the title
    firsts: NDArray[np.int32]
    seconds: NDArray[np.int32]

    def postings(self, these: Numbers | None = None) -> Postings:
        """Return the postings of all rows, or of these."""
        rows = self._only(these)
        terms, documents = rows.terms, rows.documents
        firsts, seconds = rows.firsts, rows.seconds
        new = np.ones(len(terms), np.bool_)
        new[1:] = (terms[1:] != terms[:-1]) | (documents[1:] != documents[:-1])
        starts = np.flatnonzero(new)
        counts = np.diff(starts, append=len(terms)).astype(np.int32)
        of = terms.take(starts)
        if not self.placed.all():
            with_ranks = np.flatnonzero(self.placed.take(terms))
            firsts, seconds = firsts.take(with_ranks), seconds.take(with_ranks)
            counts *= self.placed.take(of)
        return Postings(
            self.keys.take(of), documents.take(starts), ~rows.outside.take(starts), counts,
            firsts, seconds,
        )  # fmt: skip

    def _only(self, these: Numbers | None) -> Gathered:
        if these is None:
            return self
        return replace(
            self,
            terms=self.terms.take(these),
            documents=self.documents.take(these),
            outside=self.outside.take(these),
            firsts=self.firsts.take(these),
            seconds=self.seconds.take(these),
        )


def gathered(pieces: list[Piece], form: Form, *, all_placed: bool) -> Gathered:
    """Put the rows of batches together, which follow each other by document."""
    keys, counts, rows, firsts, seconds = (
        np.concatenate(columns) for columns in zip(*(one.rows for one in pieces), strict=True)
    )
    order = _by_key(keys)
    starts = np.cumsum(counts) - counts
    counts = counts.take(order)
    at = np.repeat(starts.take(order) - (np.cumsum(counts) - counts), counts)
    at += np.arange(len(rows))
    first = np.repeat([one.first for one in pieces], [len(one.rows.keys) for one in pieces])
    keys = keys.take(order)
    new = np.ones(len(keys), np.bool_)
    new[1:] = keys[1:] != keys[:-1]
    distinct = keys[np.flatnonzero(new)]
    true_ranks = _true_ranks(rows, firsts, seconds, at, form)
    owners = form.owners(rows.take(at)).astype(np.int32)
    return Gathered(
        distinct,
        np.ones(len(distinct), np.bool_) if all_placed else (distinct & PLACED).astype(np.bool_),
        np.repeat(np.cumsum(new, dtype=np.int32) - 1, counts).astype(np.int32),
        np.repeat(first.take(order).astype(np.int32), counts) + (owners >> 1),
        (owners & 1).astype(np.bool_),
        *true_ranks,
    )


def _by_key(keys: Keys) -> Numbers:
    """Return the order by key; of the same key the former first."""
    low = keys - keys.min(initial=keys[0]) if len(keys) else keys
    if len(keys) >> _ENTRY_BITS:
        raise ValueError("too many terms at once")
    rows = low << np.uint64(_ENTRY_BITS) | np.arange(len(keys), dtype=np.uint64)
    rows.sort()
    return (rows & np.uint64((1 << _ENTRY_BITS) - 1)).astype(np.int64)


def _true_ranks(
    rows: Small, firsts: NDArray[np.uint16], seconds: NDArray[np.uint16], at: Numbers, form: Form
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the ranks of rows in their new order; those that are too high stand apart."""
    one, two = form.firsts(rows), form.seconds(rows)
    if len(firsts):
        high = np.flatnonzero(form.is_high(rows))
        one[high], two[high] = firsts, seconds
    return one.take(at).astype(np.int32), two.take(at).astype(np.int32)


def postings_of(texts: dict[int, Folded]) -> Both:
    """Return the postings of some numbered texts: pairs, and others."""
    first = min(texts, default=0)
    pieces = pieces_of(first, map(texts.get, range(first, max(texts, default=-1) + 1)))
    pairs, others = (
        gathered(list(part), form, all_placed=all_placed).postings()
        for part, form, all_placed in zip(
            zip(*pieces, strict=True), FORMS, (True, False), strict=True
        )
    )
    return pairs, others


def keys_of(doc: Folded) -> tuple[Keys, Keys]:
    """Return the keys of all terms of one document, each once: pairs, and others."""
    ((pairs, others),) = pieces_of(0, [doc])
    return pairs.rows.keys, others.rows.keys
