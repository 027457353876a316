"""The whole index, while the whole log goes by.

Postings are sorted in pieces of some documents and laid aside on the disk, in parts by key,
so that memory stays bounded; at the end each part is put together and written.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

import numpy as np

from cms.publication.log import Entry
from cms.publication.vocabulary import translator
from publisher.browsersearch import files
from publisher.browsersearch.documents import Documents, Lives, Numbered
from publisher.browsersearch.keys import KEY_BITS
from publisher.browsersearch.layout import (
    DAY_DOCUMENTS,
    SIMPLIFIED,
    Layout,
    group_path,
    layout_of,
    shard_path,
)
from publisher.browsersearch.shards import empty, written
from publisher.browsersearch.shown import NOTHING, Summary, summary
from publisher.browsersearch.tables import simplified
from publisher.browsersearch.terms import (
    AT_ONCE,
    Cutter,
    Folded,
    Postings,
    folded,
    joined,
)
from publisher.manifest import Manifest
from publisher.settings import SiteSettings
from publisher.writing import TreeWriter

_PART_BITS = 6
_PARTS = 1 << _PART_BITS
_MOST_YOUNG = 1024  # more than a head file ever has


class Index(Protocol):
    """What a full build gives each entry to; without a search index nothing is done."""

    def append(self, entry: Entry) -> None:
        """Take the entry that follows."""

    def flush(self) -> None:
        """Store what must be remembered in the manifest, without committing."""

    def write_to(self, writer: TreeWriter) -> None:
        """Write all files."""


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
        self._spool = _Spool(aside)

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
        shards, groups = set(np.flatnonzero(turns).tolist()), set()
        if layout.groups:
            groups = set(np.flatnonzero(group_turns).tolist())
        for part in self._spool.parts(
            min(layout.shard_bits, group_bits if layout.groups else layout.shard_bits)
        ):
            shard = (part.keys >> np.uint64(KEY_BITS - layout.shard_bits)).astype(np.int64)
            until = turns[shard]
            inside = (part.documents < until) & lives.at(part.documents, until)
            for number, data in written(part.only(inside), turns, layout.shard_bits):
                shards.discard(number)
                yield shard_path(number), data
            if not layout.groups:
                continue
            until = group_turns[shard >> (layout.shard_bits - group_bits)]
            inside = (part.documents >= starts[shard]) & (part.documents < until)
            inside &= lives.at(part.documents, until)
            for number, data in written(part.only(inside), group_turns, group_bits):
                groups.discard(number)
                yield group_path(number), data
        yield from ((shard_path(one), empty(int(turns[one]))) for one in sorted(shards))
        yield from ((group_path(one), empty(int(group_turns[one]))) for one in sorted(groups))


class _Spool:
    """Postings laid aside on the disk, in parts by the highest bits of the key."""

    def __init__(self, folder: Path) -> None:
        self._files: list[BinaryIO] = [
            (folder / str(part)).open("w+b", buffering=0) for part in range(_PARTS)
        ]

    def close(self) -> None:
        for file in self._files:
            file.close()

    def put(self, found: Postings) -> None:
        """Lay aside the postings of documents that follow those before."""
        edges = np.arange(_PARTS + 1, dtype=np.uint64) << np.uint64(KEY_BITS - _PART_BITS)
        bounds = np.searchsorted(found.keys, edges).tolist()
        for part, file in enumerate(self._files):
            file.write(_to_bytes(found.between(bounds[part], bounds[part + 1])))

    def parts(self, bits: int) -> Iterator[Postings]:
        """Yield all postings in parts by at most so many highest bits of the key."""
        together = 1 << max(0, _PART_BITS - bits)
        for first in range(0, _PARTS, together):
            yield joined(
                [part for file in self._files[first : first + together] for part in _taken(file)]
            )


def _taken(file: BinaryIO) -> list[Postings]:
    """Return the postings of a part, its pieces put together, and close it."""
    file.seek(0)
    pieces = list(_from_bytes(file.read()))
    file.close()
    return [joined(pieces)] if pieces else []


def _to_bytes(found: Postings) -> bytes:
    sizes = np.array([len(found.keys), len(found.places)], np.int64)
    return b"".join(
        [
            sizes.tobytes(),
            found.keys.tobytes(),
            found.documents.astype(np.int32).tobytes(),
            found.titles.tobytes(),
            found.counts.astype(np.int32).tobytes(),
            found.places.astype(np.uint16).tobytes(),
        ]
    )


def _from_bytes(data: bytes) -> Iterator[Postings]:
    at = 0

    def take(kind: type[np.generic], count: int) -> np.ndarray:
        nonlocal at
        values = np.frombuffer(data, kind, count, at)
        at += values.nbytes
        return values

    while at < len(data):
        postings, places = take(np.int64, 2).tolist()
        yield Postings(
            take(np.uint64, postings),
            take(np.int32, postings).astype(np.int64),
            take(np.bool_, postings),
            take(np.int32, postings).astype(np.int64),
            take(np.uint16, places).astype(np.int64),
        )
