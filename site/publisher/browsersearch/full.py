"""The whole index, while the whole log goes by.

Postings are sorted in pieces of some documents and laid aside on the disk, in parts by key,
so that memory stays bounded; at the end each part is put together and written.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from cms.publication.log import Entry
from publisher.browsersearch import files
from publisher.browsersearch.batches import FORMS, Batch
from publisher.browsersearch.contract import Index
from publisher.browsersearch.documents import Documents, Lives, Numbered
from publisher.browsersearch.facts import UNKNOWN, Facts, facts
from publisher.browsersearch.gathering import Gathered, gathered
from publisher.browsersearch.layout import (
    Family,
    Layout,
    layout_of,
    simplified_path,
)
from publisher.browsersearch.postings import Numbers, Postings
from publisher.browsersearch.shards import empty, written
from publisher.browsersearch.shown import NOTHING, Summary, summary
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
        self._lines: list[Summary] = []
        self._facts: list[Facts] = []
        self._young: dict[int, Document] = {}
        self._passages: dict[int, str] = {}
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
            self._lines[number], self._facts[number] = NOTHING, UNKNOWN
        if added:
            self._add(added)

    def _add(self, added: Numbered) -> None:
        self._lines.append(summary(added.content))
        self._facts.append(facts(added.content))
        self._batch.add(added.content)
        if added.content:
            self._young[added.number] = added.content
            self._passages[added.number] = passage(added.content)
        self._young.pop(added.number - _MOST_YOUNG, None)
        if self._batch.is_full:
            first = first_kept(added.number)
            self._passages = {n: text for n, text in self._passages.items() if n >= first}
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
        yield from files.words(SIZES, self._documents, self._passages, lives, self._manifest)
        yield from files.of_all(self._lines, self._facts)
        yield from self._postings(layout, lives)
        yield files.head(layout, lives, {at: folded(doc) for at, doc in self._young.items()})

    def _postings(self, layout: Layout, lives: Lives) -> Iterator[files.File]:
        for family, spool, form in zip(layout.families, self._spools, FORMS, strict=True):
            turns = [family.turns(level) for level in range(len(family.levels))]
            left = [set(np.flatnonzero(covered).tolist()) for covered in turns]
            for pieces in spool.parts(family.levels[-1].bits):
                part = gathered(pieces, form, all_placed=family.all_placed)
                for level, covered in enumerate(turns):
                    found = _in_force(part, family, level, lives)
                    for number, data in written(found, covered, family, level):
                        left[level].discard(number)
                        yield family.path(level, number), data
            for level, numbers in enumerate(left):
                for number in sorted(numbers):
                    yield family.path(level, number), empty(int(turns[level][number]))


def _in_force(part: Gathered, family: Family, level: int, lives: Lives) -> Postings:
    """Return what the files of a level hold of some rows."""
    those: Numbers | None = None
    if level:
        those = np.flatnonzero(part.documents >= family.first_waiting)
    terms, documents = (
        column if those is None else column.take(those) for column in (part.terms, part.documents)
    )
    until = family.turns(level)[family.file_of(level, part.keys)].astype(np.int32).take(terms)
    inside = (documents < until) & lives.at(documents, until)
    if level:
        starts = family.starts(level)[family.file_of(level - 1, part.keys)].astype(np.int32)
        inside &= documents >= starts.take(terms)
    these = np.flatnonzero(inside)
    return part.postings(these if those is None else those.take(these))
