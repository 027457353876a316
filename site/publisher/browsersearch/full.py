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
from cms.publication.vocabulary import translator
from publisher.browsersearch import files
from publisher.browsersearch.contract import Index
from publisher.browsersearch.documents import Documents, Lives, Numbered
from publisher.browsersearch.keys import KEY_BITS
from publisher.browsersearch.layout import (
    DAY_DOCUMENTS,
    SIMPLIFIED,
    Layout,
    group_path,
    layout_of,
    places_path,
    shard_path,
)
from publisher.browsersearch.shards import (
    empty,
    no_places,
    nothing,
    places_written,
    together,
    written,
)
from publisher.browsersearch.shown import NOTHING, Summary, summary
from publisher.browsersearch.spool import Spool
from publisher.browsersearch.tables import simplified
from publisher.browsersearch.terms import (
    AT_ONCE,
    Cutter,
    Folded,
    folded,
)
from publisher.manifest import Manifest
from publisher.settings import SiteSettings
from publisher.writing import TreeWriter

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
        self._spool = Spool(aside)

    def close(self) -> None:
        """Close what was laid aside, which a build that failed has not taken."""
        self._spool.close()

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
            self._spool.put(self._cutter.postings())
            self._cutter = Cutter(added.number + 1)

    def flush(self) -> None:
        self._documents.flush()

    def write_to(self, writer: TreeWriter) -> None:
        if len(self._cutter):
            self._spool.put(self._cutter.postings())
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
        turns, starts, group_turns = layout.turns(), layout.group_starts(), layout.group_turns()
        group_bits = layout.groups.bit_length() - 1
        shards = set(np.flatnonzero(turns).tolist())
        groups = set(np.flatnonzero(group_turns).tolist()) if layout.groups else set()
        left, left_places = set(shards), set(shards)
        for part in self._spool.parts(group_bits if layout.groups else layout.shard_bits):
            shard = (part.keys >> np.uint64(KEY_BITS - layout.shard_bits)).astype(np.int64)
            until = turns[shard]
            inside = (part.documents < until) & lives.at(part.documents, until)
            found = part.only(inside)
            for number, data in written(found, turns, layout.shard_bits):
                left.discard(number)
                yield shard_path(number), data
            for number, data in places_written(found, turns, layout.shard_bits):
                left_places.discard(number)
                yield places_path(number), data
            if not layout.groups:
                continue
            until = group_turns[shard >> (layout.shard_bits - group_bits)]
            inside = (part.documents >= starts[shard]) & (part.documents < until)
            inside &= lives.at(part.documents, until)
            for number, data in together(part.only(inside), group_turns, group_bits):
                groups.discard(number)
                yield group_path(number), data
        yield from ((shard_path(one), empty(int(turns[one]))) for one in sorted(left))
        yield from ((places_path(one), no_places(int(turns[one]))) for one in sorted(left_places))
        yield from ((group_path(one), nothing(int(group_turns[one]))) for one in sorted(groups))
