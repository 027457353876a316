"""The whole index, while the whole log goes by.

Postings are sorted in pieces of some documents and laid aside on the disk, in parts by key,
so that memory stays bounded; at the end each part is put together and written.
"""

from __future__ import annotations

import tempfile
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from cms.publication.log import Entry
from publisher.browsersearch import files
from publisher.browsersearch.batches import FORMS, Batch
from publisher.browsersearch.blocks import FACTS, SUMMARIES, Blocks
from publisher.browsersearch.contract import Index
from publisher.browsersearch.documents import Documents, Lives, Numbered
from publisher.browsersearch.gathering import Gathered, gathered
from publisher.browsersearch.layout import (
    Family,
    Layout,
    layout_of,
    simplified_path,
)
from publisher.browsersearch.postings import Postings, joined
from publisher.browsersearch.rows import Form
from publisher.browsersearch.shards import empty, written
from publisher.browsersearch.spool import Spool
from publisher.browsersearch.tables import simplified
from publisher.browsersearch.terms import folded
from publisher.browsersearch.words import SIZES, first_kept, passage
from publisher.output.writing import TreeWriter
from publisher.remembered.manifest import Manifest
from publisher.settings import SiteSettings
from search.documents import Document

_MOST_YOUNG = 1024  # more than a head file ever has


@contextmanager
def full_index(manifest: Manifest, folder: Path, settings: SiteSettings) -> Iterator[Index]:
    """Give the index of a release; ``folder`` is where postings may be laid aside meanwhile."""
    if not settings.search_index:
        yield _NoIndex()
        return
    with tempfile.TemporaryDirectory(prefix=".index-", dir=folder) as aside:
        index = _FullIndex(manifest, Path(aside), settings)
        try:
            yield index
        finally:
            index.close()


class _NoIndex:
    def append(self, entry: Entry) -> None:
        pass

    def flush(self) -> None:
        pass

    def write_to(self, writer: TreeWriter) -> None:
        pass


class _FullIndex:
    def __init__(self, manifest: Manifest, aside: Path, settings: SiteSettings) -> None:
        self._manifest, self._settings = manifest, settings
        self._documents = Documents(manifest)
        self._batch = Batch(0)
        self._lines = Blocks(SUMMARIES)
        self._facts = Blocks(FACTS)
        self._young: dict[int, Document] = {}
        self._passages: deque[tuple[int, str]] = deque()
        families = layout_of(0).families
        self._spools = [
            Spool(aside, one.name, one.key_bits, form)
            for one, form in zip(families, FORMS, strict=True)
        ]

    def close(self) -> None:
        """Close what was laid aside, which a build that failed has not taken."""
        for spool in self._spools:
            spool.close()

    def append(self, entry: Entry) -> None:
        added, withdrawn = self._documents.apply(entry)
        for number in withdrawn:
            self._lines.blank(number)
            self._facts.blank(number)
        if added:
            self._add(added)

    def _add(self, added: Numbered) -> None:
        self._lines.add(added.content)
        self._facts.add(added.content)
        self._batch.add(added.content)
        if added.content:
            self._young[added.number] = added.content
            self._passages.append((added.number, passage(added.content)))
        self._young.pop(added.number - _MOST_YOUNG, None)
        if self._batch.is_full:
            first = first_kept(added.number)
            while self._passages and self._passages[0][0] < first:
                self._passages.popleft()
            self._lay_aside()
            self._batch = Batch(added.number + 1)

    def _lay_aside(self) -> None:
        for spool, piece in zip(self._spools, self._batch.pieces(), strict=True):
            spool.put(piece)

    def flush(self) -> None:
        self._documents.flush()

    def write_to(self, writer: TreeWriter) -> None:
        self._lay_aside()
        documents = self._documents
        layout = layout_of(documents.count)
        lives = documents.lives()
        for path, data in self._files(layout, lives):
            writer.write(path, data)

    def _files(self, layout: Layout, lives: Lives) -> Iterator[files.File]:
        yield from ((simplified_path(at), data) for at, data in enumerate(simplified()))
        yield files.names_file(self._manifest, self._documents, self._settings)
        yield from files.words(SIZES, self._documents, dict(self._passages), lives, self._manifest)
        yield from self._lines.files()
        yield from self._facts.files()
        yield from self._postings(layout, lives)
        yield files.head(layout, lives, {at: folded(doc) for at, doc in self._young.items()})

    def _postings(self, layout: Layout, lives: Lives) -> Iterator[files.File]:
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
