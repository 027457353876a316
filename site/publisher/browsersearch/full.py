"""The whole index, while the whole log goes by."""

from __future__ import annotations

import tempfile
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cms.publication.log import Entry
from publisher.browsersearch import files
from publisher.browsersearch.all_postings import AllPostings
from publisher.browsersearch.blocks import FACTS, SUMMARIES, Blocks
from publisher.browsersearch.contract import Index
from publisher.browsersearch.documents import Documents, Lives, Numbered
from publisher.browsersearch.layout import Layout, layout_of, simplified_path
from publisher.browsersearch.tables import simplified
from publisher.browsersearch.words import SIZES, first_kept, passage
from publisher.output.writing import TreeWriter
from publisher.remembered.manifest import Manifest
from publisher.settings import SiteSettings


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
        self._postings = AllPostings(aside)
        self._lines = Blocks(SUMMARIES)
        self._facts = Blocks(FACTS)
        self._passages: deque[tuple[int, str]] = deque()

    def close(self) -> None:
        self._postings.close()

    def append(self, entry: Entry) -> None:
        added, withdrawn = self._documents.apply(entry)
        for number in withdrawn:
            self._lines.blank(number)
            self._facts.blank(number)
        if added:
            self._add(added)

    def _add(self, added: Numbered) -> None:
        self._postings.add(added)
        self._lines.add(added.content)
        self._facts.add(added.content)
        if added.content:
            self._passages.append((added.number, passage(added.content)))
        first = first_kept(added.number)
        while self._passages and self._passages[0][0] < first:
            self._passages.popleft()

    def flush(self) -> None:
        self._documents.flush()

    def write_to(self, writer: TreeWriter) -> None:
        for path, data in self._files(layout_of(self._documents.count), self._documents.lives()):
            writer.write(path, data)

    def _files(self, layout: Layout, lives: Lives) -> Iterator[files.File]:
        yield from ((simplified_path(at), data) for at, data in enumerate(simplified()))
        yield files.names_file(self._manifest, self._documents, self._settings)
        yield from files.words(SIZES, self._documents, dict(self._passages), lives, self._manifest)
        yield from self._lines.files()
        yield from self._facts.files()
        yield from self._postings.files(layout, lives)
