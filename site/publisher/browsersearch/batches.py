"""Batches of documents on their way to sorted rows: cut some hundred at once, sorted when full."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import numpy as np

from publisher.browsersearch.cutting import Cut
from publisher.browsersearch.fields import FieldRows
from publisher.browsersearch.keys import KEY_BITS, PAIR_BITS
from publisher.browsersearch.rows import BATCH_DOCUMENTS, Keys, Odd, Rows, form_of, sorted_rows
from publisher.browsersearch.terms import Folded
from publisher.browsersearch.units import units_of
from search.documents import Document
from search.folded_codes import Codes, codes_of, folded_codes

FORMS = form_of(PAIR_BITS), form_of(KEY_BITS)
#: Characters that are cut at once, so that arrays stay in the processor's cache; and of a batch.
_AT_ONCE, _BATCH = 1 << 17, 1 << 21


class Piece(NamedTuple):
    """Sorted rows of a family, of documents from the number ``first`` on."""

    first: int
    rows: Rows


Pieces = tuple[Piece, Piece]  # of pairs, and of others


class Batch:
    """Takes documents in the order of their numbers until it is full."""

    def __init__(self, first: int) -> None:
        self._first = first
        self._count = self._cut = self._size = self._length = 0
        self._texts: list[str] = []
        self._as_codes: Callable[[Sequence[str]], Codes] = folded_codes
        self._fields = FieldRows()
        self._rows: tuple[list[Keys], list[Keys]] = ([], [])
        self._odd: tuple[list[Odd], list[Odd]] = ([], [])

    @property
    def is_full(self) -> bool:
        """Whether no more is to be added."""
        return self._count == BATCH_DOCUMENTS or self._length > _BATCH

    def add(self, doc: Document | None) -> None:
        """Take the next document; None for one that has nothing to be found."""
        if doc:
            self._fields.add(self._count, doc)
        self._take(doc.title if doc else "", doc.text if doc else "")

    def add_folded(self, doc: Folded | None) -> None:
        """Take the next document, folded before; a batch takes all in the same way."""
        self._as_codes = codes_of
        if doc:
            self._fields.add_texts(self._count, doc.fields)
        self._take(doc.title if doc else "", doc.text if doc else "")

    def _take(self, title: str, text: str) -> None:
        self._texts += title, text
        self._count += 1
        self._size += len(title) + len(text)
        if self._size > _AT_ONCE:
            self._cut_texts()

    def _cut_texts(self) -> None:
        if not self._texts:
            return
        cut = Cut(units_of(self._as_codes(self._texts)), self._cut, FORMS)
        for family in range(len(FORMS)):
            self._rows[family].extend(cut.rows[family])
            self._odd[family].extend(cut.odd[family])
        self._texts, self._cut = [], self._count
        self._length, self._size = self._length + self._size, 0

    def pieces(self) -> Pieces:
        """Return the sorted rows of all documents taken."""
        self._cut_texts()
        keys, owners = self._fields.found()
        bits = FORMS[1].bits
        # No field stands in the title.
        rows = (owners << np.uint64(1) | np.uint64(1)) << np.uint64(2 * FORMS[1].rank_bits)
        self._rows[1].append(keys << np.uint64(bits) | rows)
        pairs, others = (
            Piece(self._first, sorted_rows(*part))
            for part in zip(self._rows, self._odd, FORMS, strict=True)
        )
        return pairs, others


def pieces_of(first: int, texts: Iterable[Folded | None]) -> list[Pieces]:
    """Return the rows of folded texts, numbered from ``first`` on."""
    found, batch = [], Batch(first)
    for number, text in enumerate(texts, first + 1):
        batch.add_folded(text)
        if batch.is_full:
            found.append(batch.pieces())
            batch = Batch(number)
    return [*found, batch.pieces()]
