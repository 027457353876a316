"""The index after a few log entries more: the files whose turn it is, and those of withdrawn texts.

Byte for byte what a full build would write, since every file is a function of the log.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cms.publication.log import Entry, LogReader
from publisher.browsersearch import files
from publisher.browsersearch.blocks import FACTS, SUMMARIES, Kind, Row
from publisher.browsersearch.contract import BuildAnew, GrowingIndex, Stage
from publisher.browsersearch.documents import Changes, Documents, Lives
from publisher.browsersearch.gathering import keys_of, postings_of
from publisher.browsersearch.layout import HEAD, Family, Layout, layout_of
from publisher.browsersearch.postings import Postings, joined
from publisher.browsersearch.reading import read
from publisher.browsersearch.shards import empty, written
from publisher.browsersearch.tables import unpacked
from publisher.browsersearch.terms import Folded, folded
from publisher.browsersearch.waiting import Waiting, chunks, inside
from publisher.browsersearch.words import SIZES, first_read, passage, turn_of
from publisher.output.release import Release
from publisher.remembered.manifest import Manifest
from publisher.settings import SiteSettings
from search.documents import document

Keys = NDArray[np.uint64]


def incremental_index(
    manifest: Manifest, reader: LogReader, settings: SiteSettings
) -> GrowingIndex:
    """Return the index of a release that is built upon."""
    if not settings.search_index:
        return _NoIndex()
    return _IncrementalIndex(manifest, reader, settings)


class _NoIndex:
    def append(self, entry: Entry) -> None:
        pass

    def stage(self, release: Release, stage: Stage) -> None:
        pass


class _IncrementalIndex:
    def __init__(self, manifest: Manifest, reader: LogReader, settings: SiteSettings) -> None:
        self._manifest, self._reader, self._settings = manifest, reader, settings
        self._root = Path()
        self._documents = Documents(manifest)
        self._before = layout_of(self._documents.count)
        self._changes = Changes()
        self._renamed = False

    def append(self, entry: Entry) -> None:
        added, withdrawn = self._documents.apply(entry)
        if added:
            self._changes.added.append(added)
        self._changes.withdrawn.update(withdrawn)
        self._renamed |= entry.kind in ("area", "category")

    def stage(self, release: Release, stage: Stage) -> None:
        self._root = release.root
        for path, data in self._files():
            if self._read(path) != data:
                stage.put(path, data)

    def _read(self, path: str) -> bytes | None:
        try:
            return (self._root / path).read_bytes()
        except FileNotFoundError:
            return None

    def _files(self) -> Iterator[files.File]:
        """Yield files that may have changed, the head last."""
        old, new = self._before, layout_of(self._documents.count)
        if old.shape != new.shape:
            raise BuildAnew("the search index grows")
        self._documents.flush()
        yield files.names_file(self._manifest, self._documents, self._settings)
        yield from self._words(old.documents, new.documents)
        if not self._changes.added and not self._changes.withdrawn:
            return
        lives = self._documents.lives(old.documents - old.longest)
        young = self._young(old)
        yield from self._blocks(SUMMARIES)
        yield from self._blocks(FACTS)
        yield from self._postings(old, new, lives, young)
        yield files.head(new, lives, young)

    def _words(self, old: int, new: int) -> Iterator[files.File]:
        """Yield the files of words whose turn it is, and those that held a text now gone."""
        first = first_read(new)
        if self._renamed or any(number >= first for number in self._changes.withdrawn):
            due = list(SIZES)
        else:
            due = [size for size in SIZES if turn_of(size, old) != turn_of(size, new)]
        if due:
            numbers = self._documents.numbers(first)
            after = min(numbers, default=1) - 1
            passages = {
                numbers[entry.seq]: passage(document(entry.kind, entry.key, entry.record))
                for entry in self._reader.entries(after=after)
                if entry.seq in numbers and entry.record is not None
            }
            lives = self._documents.lives(first)
            yield from files.words(due, self._documents, passages, lives, self._manifest)

    def _young(self, old: Layout) -> dict[int, Folded]:
        """Return the texts of the documents of the head file, and of the new ones."""
        texts: dict[int, Folded] = {}
        if old.documents:
            for number, found in enumerate(unpacked(self._file(HEAD))["texts"], old.young):
                if found is not None:
                    title, text, fields = found
                    texts[number] = Folded(title, text, tuple(fields))
        for added in self._changes.added:
            if added.content:
                texts[added.number] = folded(added.content)
        return texts

    def _blocks(self, kind: Kind[Row]) -> Iterator[files.File]:
        changed = {one.number: one.content for one in self._changes.added}
        changed |= dict.fromkeys(self._changes.withdrawn)
        for number, data in kind.changed(changed, lambda one: self._read(kind.path(one))):
            yield kind.path(number), data

    def _postings(
        self, old: Layout, new: Layout, lives: Lives, young: dict[int, Folded]
    ) -> Iterator[files.File]:
        touched, recent = self._touched(young), postings_of(young)
        for part in zip(old.families, new.families, touched, recent, strict=True):
            yield from self._family_files(*part, lives)

    def _family_files(
        self, old: Family, new: Family, touched: Keys, recent: Postings, lives: Lives
    ) -> Iterator[files.File]:
        """Yield the files whose turn it is, and those with a withdrawn document's terms."""
        waiting = Waiting(lambda level, number: self._held(old, level, number), recent, new)
        for level in range(len(new.levels)):
            turns = new.turns(level)
            numbers = set(np.flatnonzero(turns != old.turns(level)).tolist())
            numbers |= {one for one in new.file_of(level, touched).tolist() if turns[one]}
            for some in chunks(numbers):
                yield from self._level_files(level, some, new, lives, waiting)

    @staticmethod
    def _level_files(
        level: int, some: list[int], new: Family, lives: Lives, waiting: Waiting
    ) -> Iterator[files.File]:
        turns, starts, parts = new.turns(level), new.starts(level), []
        for number in some:
            found = waiting.all_of(level, number)
            if level:
                found = found.only(found.documents >= starts[new.file_of(level - 1, found.keys)])
            parts.append(inside(found, int(turns[number]), lives))
        made = dict(written(joined(parts), turns, new, level))
        for number in some:
            yield new.path(level, number), made.get(number) or empty(int(turns[number]))

    def _touched(self, young: dict[int, Folded]) -> tuple[Keys, Keys]:
        """Return the keys of all terms of the withdrawn documents: pairs, and others."""
        none = np.zeros(0, np.uint64)
        found = [(none, none)]
        for number in sorted(self._changes.withdrawn):
            found.append(keys_of(young.get(number) or self._text_of(number)))
        pairs, others = (np.unique(np.concatenate(keys)) for keys in zip(*found, strict=True))
        return pairs, others

    def _text_of(self, number: int) -> Folded:
        seq = self._documents.seq(number)
        entry = next(iter(self._reader.entries(after=seq - 1, limit=1)))
        if entry.record is None:
            raise BuildAnew("a withdrawn text was deleted before it left the search index")
        return folded(document(entry.kind, entry.key, entry.record))

    def _file(self, path: str) -> bytes:
        data = self._read(path)
        if data is None:
            raise BuildAnew(f"{path} is missing")
        return data

    def _held(self, family: Family, level: int, number: int) -> tuple[Postings | None, int]:
        """Return what a file held before, and how many documents it covered."""
        covered = int(family.turns(level)[number])
        if not covered:
            return None, 0
        return read(self._file(family.path(level, number)), number, family, level), covered
