"""The index after a few log entries more."""

from __future__ import annotations

from collections.abc import Iterator

from cms.publication.log import Entry, LogReader
from publisher.browsersearch import files
from publisher.browsersearch.blocks import FACTS, SUMMARIES, Kind, Row
from publisher.browsersearch.contract import GrowingIndex, Stage
from publisher.browsersearch.documents import Changes, Documents
from publisher.browsersearch.growing import Growing
from publisher.browsersearch.words import SIZES, first_read, passage, turn_of
from publisher.output.release import Release
from publisher.remembered.manifest import Manifest
from publisher.settings import SiteSettings
from search.documents import document


def incremental_index(
    release: Release, manifest: Manifest, reader: LogReader, settings: SiteSettings
) -> GrowingIndex:
    """Return the index of a release that is built upon. Raises :class:`BuildAnew`."""
    if not settings.search_index:
        return _NoIndex()
    return _IncrementalIndex(release, manifest, reader, settings)


class _NoIndex:
    def append(self, entry: Entry) -> None:
        pass

    def stage(self, stage: Stage) -> None:
        pass


class _IncrementalIndex:
    def __init__(
        self, release: Release, manifest: Manifest, reader: LogReader, settings: SiteSettings
    ) -> None:
        self._root, self._manifest = release.root, manifest
        self._reader, self._settings = reader, settings
        self._documents = Documents(manifest)
        self._known = self._documents.count
        self._postings = Growing(release.root, self._documents, reader)
        self._changes = Changes()
        self._renamed = False

    def append(self, entry: Entry) -> None:
        self._changes.take(*self._documents.apply(entry))
        self._renamed |= entry.kind in ("area", "category")

    def stage(self, stage: Stage) -> None:
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
        self._documents.flush()
        yield files.names_file(self._manifest, self._documents, self._settings)
        yield from self._words(self._known, self._documents.count)
        if self._changes.added or self._changes.withdrawn:
            yield from self._blocks(SUMMARIES)
            yield from self._blocks(FACTS)
            yield from self._postings.files(self._changes)

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

    def _blocks(self, kind: Kind[Row]) -> Iterator[files.File]:
        changed = {one.number: one.content for one in self._changes.added}
        changed |= dict.fromkeys(self._changes.withdrawn)
        for number, data in kind.changed(changed, lambda one: self._read(kind.path(one))):
            yield kind.path(number), data
