"""The whole index, while the whole log goes by.

Postings are sorted in pieces of some documents and laid aside on the disk, in parts by key,
so that memory stays bounded; at the end each part is put together and written.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from cms.publication.log import Entry
from cms.translating import translator
from publisher.browsersearch import files
from publisher.browsersearch.contract import Index
from publisher.browsersearch.cutting import AT_ONCE, Cutter
from publisher.browsersearch.documents import Documents, Lives, Numbered
from publisher.browsersearch.layout import (
    DAY_DOCUMENTS,
    SIMPLIFIED,
    Family,
    Layout,
    layout_of,
)
from publisher.browsersearch.postings import Postings
from publisher.browsersearch.shards import empty, written
from publisher.browsersearch.shown import NOTHING, Summary, summary
from publisher.browsersearch.spool import Spool
from publisher.browsersearch.tables import simplified
from publisher.browsersearch.terms import Folded, folded
from publisher.output.writing import TreeWriter
from publisher.remembered.manifest import Manifest
from publisher.settings import SiteSettings

_MOST_YOUNG = 1024  # more than a head file ever has


@contextmanager
def full_index(manifest: Manifest, folder: Path, settings: SiteSettings) -> Iterator[Index]:
    """Give the index of a release; ``folder`` is where postings may be laid aside meanwhile."""
    if not settings.search_index:
        yield _NoIndex()
        return
    with tempfile.TemporaryDirectory(prefix=".index-", dir=folder) as aside:
        index = _FullIndex(manifest, Path(aside), translator(settings.language))
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
    def __init__(self, manifest: Manifest, aside: Path, translate: Callable[[str], str]) -> None:
        self._manifest, self._translate = manifest, translate
        self._documents = Documents(manifest)
        self._cutter = Cutter(0)
        self._lines: list[Summary] = []
        self._young: dict[int, Folded] = {}
        families = layout_of(0).families
        self._spools = [Spool(aside, one.name, one.key_bits) for one in families]

    def close(self) -> None:
        """Close what was laid aside, which a build that failed has not taken."""
        for spool in self._spools:
            spool.close()

    def append(self, entry: Entry) -> None:
        added, withdrawn = self._documents.apply(entry)
        for number in withdrawn:
            self._lines[number] = NOTHING
        if added:
            self._add(added)

    def _add(self, added: Numbered) -> None:
        texts = folded(added.content) if added.content else None
        self._lines.append(summary(added.content))
        self._cutter.add(texts)
        if texts:
            self._young[added.number] = texts
            self._young.pop(added.number - _MOST_YOUNG, None)
        if len(self._cutter) == AT_ONCE:
            self._lay_aside()
            self._cutter = Cutter(added.number + 1)

    def _lay_aside(self) -> None:
        for spool, found in zip(self._spools, self._cutter.postings(), strict=True):
            spool.put(found)

    def flush(self) -> None:
        self._documents.flush()

    def write_to(self, writer: TreeWriter) -> None:
        if len(self._cutter):
            self._lay_aside()
        documents = self._documents
        layout = layout_of(documents.count)
        lives = documents.lives()
        for path, data in self._files(layout, lives):
            writer.write(path, data)

    def _files(self, layout: Layout, lives: Lives) -> Iterator[files.File]:
        yield SIMPLIFIED, simplified()
        yield files.names_file(self._manifest, self._documents, self._translate)
        yield from files.blocks_of(self._lines)
        blocks = range(-(-layout.documents // DAY_DOCUMENTS))
        yield from files.days(self._documents, blocks)
        yield from self._postings(layout, lives)
        yield files.head(layout, lives, self._young)

    def _postings(self, layout: Layout, lives: Lives) -> Iterator[files.File]:
        for family, spool in zip(layout.families, self._spools, strict=True):
            turns, group_turns = family.turns(), family.group_turns()
            left = set(np.flatnonzero(turns).tolist())
            groups_left = set(np.flatnonzero(group_turns).tolist()) if family.groups else set()
            bits = family.group_bits if family.groups else family.shard_bits
            for part in spool.parts(bits):
                for number, data in _shards(part, family, lives):
                    left.discard(number)
                    yield family.shard_path(number), data
                for number, data in _groups(part, family, lives) if family.groups else ():
                    groups_left.discard(number)
                    yield family.group_path(number), data
            for number in sorted(left):
                yield family.shard_path(number), empty(int(turns[number]))
            for number in sorted(groups_left):
                yield family.group_path(number), empty(int(group_turns[number]))


def _shards(part: Postings, family: Family, lives: Lives) -> Iterator[tuple[int, bytes]]:
    turns = family.turns()
    until = turns[family.shard_of(part.keys)]
    inside = (part.documents < until) & lives.at(part.documents, until)
    return written(part.only(inside), turns, family, family.shard_bits)


def _groups(part: Postings, family: Family, lives: Lives) -> Iterator[tuple[int, bytes]]:
    turns, shards = family.group_turns(), family.shard_of(part.keys)
    until = turns[family.group_of(shards)]
    inside = (part.documents >= family.group_starts()[shards]) & (part.documents < until)
    inside &= lives.at(part.documents, until)
    return written(part.only(inside), turns, family, family.group_bits)
