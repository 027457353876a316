"""A search index that has outgrown its files is made anew beside the site, then takes its place.

It goes on with the files it has meanwhile, so that no publication waits and no withdrawn text
stays. The new files are made from the log as it was, then grow with it like those that are
served; only the last few documents are added while no other builder may work. Then the folder
of the new files is moved into the site, after it the head file that names it, and the old
folder goes. Killed at any point it leaves the old index or the new one, whole.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from cms.collector import no_collector
from cms.publication.log import LogReader
from publisher.browsersearch.all_postings import AllPostings
from publisher.browsersearch.contract import BuildAnew
from publisher.browsersearch.documents import Changes, Documents
from publisher.browsersearch.files import head_of
from publisher.browsersearch.growing import Growing
from publisher.browsersearch.layout import HEAD, layout_of
from publisher.building.stage import Stage, finish
from publisher.failed import BuildFailed
from publisher.lock import BuildBusy, build_lock
from publisher.output.durable import sync_file_system
from publisher.output.release import Release, clear_old, living
from publisher.output.writing import TreeWriter
from publisher.remembered.manifest import Manifest
from publisher.report import Progress

_FLUSH = 5000  # log entries held in memory
_FEW = 5  # log entries that are caught up with while other builders wait
_TRIES = 3


def outgrown(release: Release) -> bool:
    """Tell whether the release's search index is to be made anew."""
    try:
        return head_of((release.root / HEAD).read_bytes()).layout.is_outgrown
    except FileNotFoundError:  # a site without
        return False


def make_index_anew(
    reader: LogReader, home: Path, *, wait: float = 60.0, progress: Progress | None = None
) -> int:
    """Give the living site an index of as many files as fit, where it has outgrown them.

    Returns the number of files written, 0 where there is nothing to do or another process does
    it. ``wait`` is how many seconds it waits for another builder at the end; ``progress`` is
    told log entries. Raises :class:`BuildBusy`, :class:`BuildFailed` or ``OSError``; the site is
    then as it was.
    """
    with ExitStack() as held:
        try:
            held.enter_context(build_lock(home / "site" / "index.lock"))
        except BuildBusy:
            return 0
        held.enter_context(no_collector())
        for _ in range(_TRIES):
            release = living(home)
            if release is None or not outgrown(release):
                return 0
            try:
                files = _Beside(reader, release, progress).run(home, wait)
            except (BuildAnew, FileNotFoundError) as error:  # a text purged, another site living
                reason = str(error)
                continue
            sync_file_system(release.root)
            clear_old(home)
            return files
    raise BuildFailed(f"the search index could not be made anew: {reason}")


class _Beside:
    """The index beside a release."""

    def __init__(self, reader: LogReader, release: Release, progress: Progress | None) -> None:
        self._reader, self._release, self._progress = reader, release, progress
        self._root = release.beside / "files"
        self._seq = self._files = 0

    def run(self, home: Path, wait: float) -> int:
        """Make it and put it in its place; return how many files were written.

        Raises :class:`BuildAnew` where it must be begun again.
        """
        shutil.rmtree(self._release.beside, ignore_errors=True)
        self._root.mkdir(parents=True)
        try:
            with closing(Manifest(self._release.beside / "own.sqlite3", throwaway=True)) as own:
                self._make(own)
                while self._behind() > _FEW:
                    self._grow(own, self._head())
                sync_file_system(self._root)
                with _site(home, self._release, wait) as manifest:
                    self._grow(own, manifest.seq)
                    self._take_place(manifest)
                return self._files
        finally:
            shutil.rmtree(self._release.beside, ignore_errors=True)

    def _head(self) -> int:
        """Return the log entry up to which the release is built."""
        with closing(Manifest(self._release.manifest_path, read_only=True)) as manifest:
            return manifest.seq

    def _behind(self) -> int:
        return self._head() - self._seq

    def _make(self, own: Manifest) -> None:
        """Make the files of the log up to what the release has."""
        head, documents = self._head(), Documents(own)
        postings = AllPostings(self._release.beside)
        writer = TreeWriter(self._root, precompress=False)
        with closing(postings):
            own.connection.execute("begin")
            for count, entry in enumerate(self._reader.entries(limit=head), 1):
                added, _ = documents.apply(entry)
                if added:
                    postings.add(added)
                if count % _FLUSH == 0:
                    documents.flush()
                    if self._progress:
                        self._progress(count, head)
            documents.flush()
            own.connection.execute("commit")
            for path, data in postings.files(layout_of(documents.count), documents.lives()):
                writer.write(path, data)
        self._seq, self._files = head, writer.files
        if self._progress:
            self._progress(head, head)

    def _grow(self, own: Manifest, seq: int) -> None:
        """Add what the log has up to ``seq``."""
        documents, changes = Documents(own), Changes()
        index = Growing(self._root, documents, self._reader)
        for entry in self._reader.entries(after=self._seq, limit=seq - self._seq):
            changes.take(*documents.apply(entry))
        own.connection.execute("begin")
        documents.flush()
        own.connection.execute("commit")
        # Each file may be read for the others, so that none is written before all are made.
        writer = TreeWriter(self._root, precompress=False)
        for path, data in list(index.files(changes)):
            writer.write(path, data)
        self._seq = seq

    def _take_place(self, manifest: Manifest) -> None:
        """Put the files into the release."""
        data, root = (self._root / HEAD).read_bytes(), self._release.root
        new, old = head_of(data).layout, head_of((root / HEAD).read_bytes()).layout
        if new.is_outgrown:
            raise BuildAnew("it has outgrown the new files too")
        stage = Stage(self._release, f"{manifest.seq}-index")
        stage.take(self._root / new.folder, new.folder)
        stage.put(HEAD, data)
        stage.discard(old.folder)
        manifest.connection.execute("begin immediate")
        stage.commit(manifest)
        finish(self._release, manifest)


@contextmanager
def _site(home: Path, release: Release, wait: float) -> Iterator[Manifest]:
    """Keep other builders out, and give the manifest of ``release``."""
    with build_lock(home / "site" / "lock", wait=wait):
        if living(home) != release:
            raise BuildAnew("another site took the place of this one")
        with closing(Manifest(release.manifest_path)) as manifest:
            finish(release, manifest)
            yield manifest
