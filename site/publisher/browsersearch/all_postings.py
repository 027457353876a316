"""The postings of all documents, while these go by, and the head file.

They are sorted in pieces of some documents and laid aside on the disk, in parts by key,
so that memory stays bounded; at the end each part is put together.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from publisher.browsersearch.batches import FORMS, Batch
from publisher.browsersearch.documents import Lives, Numbered
from publisher.browsersearch.files import File, head
from publisher.browsersearch.gathering import Gathered, gathered
from publisher.browsersearch.layout import Family, Layout, layout_of
from publisher.browsersearch.postings import Postings, joined
from publisher.browsersearch.rows import Form
from publisher.browsersearch.shards import empty, written
from publisher.browsersearch.spool import Spool
from publisher.browsersearch.terms import folded
from search.documents import Document

_MOST_YOUNG = 1024  # more than a head file ever has


class AllPostings:
    """Takes documents in the order of their numbers; ``aside`` is a folder for what waits."""

    def __init__(self, aside: Path) -> None:
        self._batch = Batch(0)
        self._young: dict[int, Document] = {}
        families = layout_of(0).families
        self._spools = [
            Spool(aside, one.name, one.key_bits, form)
            for one, form in zip(families, FORMS, strict=True)
        ]

    def close(self) -> None:
        """Close what was laid aside, which a build that failed has not taken."""
        for spool in self._spools:
            spool.close()

    def add(self, added: Numbered) -> None:
        """Take the next document."""
        self._batch.add(added.content)
        if added.content:
            self._young[added.number] = added.content
        self._young.pop(added.number - _MOST_YOUNG, None)
        if self._batch.is_full:
            self._lay_aside()
            self._batch = Batch(added.number + 1)

    def _lay_aside(self) -> None:
        for spool, piece in zip(self._spools, self._batch.pieces(), strict=True):
            spool.put(piece)

    def files(self, layout: Layout, lives: Lives) -> Iterator[File]:
        """Yield all files of postings, then the head; no document may be added any more."""
        self._lay_aside()
        yield from self._postings(layout, lives)
        yield head(layout, lives, {at: folded(doc) for at, doc in self._young.items()})

    def _postings(self, layout: Layout, lives: Lives) -> Iterator[File]:
        for family, spool, form in zip(layout.families, self._spools, FORMS, strict=True):
            turns = [family.turns(level) for level in range(len(family.levels))]
            left = [set(np.flatnonzero(covered).tolist()) for covered in turns]
            for level, found in _by_level(spool, family, form, lives):
                for number, data in written(found, turns[level], family, level):
                    left[level].discard(number)
                    yield family.path(level, number), data
            for level, numbers in enumerate(left):
                for number in sorted(numbers):
                    yield family.path(level, number), empty(int(turns[level][number]))


def _by_level(
    spool: Spool, family: Family, form: Form, lives: Lives
) -> Iterator[tuple[int, Postings]]:
    """Yield what the files of a level hold, several whole files at once."""
    first, last = family.levels[0], family.levels[-1]
    waiting: list[list[Postings]] = [[] for _ in family.levels]
    for pieces, complete in spool.parts(first.bits, last.bits):
        part = gathered(pieces, form, all_placed=family.all_placed)
        for level, parts in enumerate(waiting):
            parts.append(_in_force(part, family, level, lives))
            # Few rows wait, so that those of a larger file can be kept until it is complete.
            if complete or not level:
                yield level, joined(parts)
                parts.clear()


def _in_force(part: Gathered, family: Family, level: int, lives: Lives) -> Postings:
    """Return what the files of a level hold of some rows."""
    turns = family.turns(level)
    if level:
        doubtful = part.documents >= family.first_waiting
    else:  # nearly all documents are in the shard of each of their terms
        doubtful = ~lives.all_along(int(turns.min())).take(part.documents)
    asked = np.flatnonzero(doubtful)
    terms, documents = part.terms.take(asked), part.documents.take(asked)
    until = turns[family.file_of(level, part.keys)].astype(np.int32).take(terms)
    inside = (documents < until) & lives.at(documents, until)
    if level:
        starts = family.starts(level)[family.file_of(level - 1, part.keys)].astype(np.int32)
        inside &= documents >= starts.take(terms)
        return part.postings(asked.take(np.flatnonzero(inside)))
    doubtful[asked] = ~inside
    return part.postings(np.flatnonzero(~doubtful))
