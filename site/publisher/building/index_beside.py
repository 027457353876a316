"""The search index of a full build, made by a process of its own while pages are made.

It reads the log by itself and keeps its documents in a file of its own, since only one
process may write the manifest; at the end the manifest takes them over.
"""

from __future__ import annotations

import multiprocessing
import os
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Protocol, cast

from cms.publication.log import Entry
from cms.publication.store import PublicStore
from publisher.browsersearch.contract import Index
from publisher.browsersearch.full import full_index
from publisher.building.child import settle
from publisher.building.processes import BuildFailed, Job
from publisher.output.writing import TreeWriter
from publisher.remembered.manifest import Manifest

_FLUSH = 5000  # log entries held in memory


class IndexBeside(Protocol):
    """The index while a full build goes on."""

    def append(self, entry: Entry) -> None:
        """Take the entry that follows."""

    def flush(self) -> None:
        """Store what must be remembered in the manifest, without committing."""

    def folded(self, writer: TreeWriter) -> None:
        """Write the files, now that the manifest holds the whole log; return before they are."""

    def finish(self, manifest: Manifest, writer: TreeWriter) -> None:
        """Wait for the last file. Raises :class:`BuildFailed` or ``OSError``."""


@contextmanager
def index_beside(job: Job, manifest: Manifest, *, apart: bool) -> Iterator[IndexBeside]:
    """Give the index of the log up to the job's ``seq``; ``apart``: in a process of its own."""
    aside = job.release.root.parent
    if not (apart and job.settings.search_index and isinstance(job.reader, PublicStore)):
        with full_index(manifest, aside, job.settings) as here:
            yield _Here(here)
        return
    with tempfile.TemporaryDirectory(prefix=".index-", dir=aside) as folder:
        beside = _Apart(job, Path(folder, "documents.sqlite3"))
        try:
            yield beside
        finally:
            beside.stop()


class _Here:
    def __init__(self, index: Index) -> None:
        self.append, self.flush, self.folded = index.append, index.flush, index.write_to

    def finish(self, manifest: Manifest, writer: TreeWriter) -> None:
        pass


class _Apart:
    def __init__(self, job: Job, file: Path) -> None:
        context = multiprocessing.get_context("fork")
        self._file = file
        self._folded = context.Event()
        self._answer, answer = context.Pipe(duplex=False)
        given = (job, file, self._folded, answer)
        self._process = context.Process(target=_work, args=given, daemon=True)
        self._process.start()
        answer.close()

    def append(self, entry: Entry) -> None:
        pass

    def flush(self) -> None:
        pass

    def folded(self, writer: TreeWriter) -> None:
        self._folded.set()

    def finish(self, manifest: Manifest, writer: TreeWriter) -> None:
        try:
            result = self._answer.recv()
        except EOFError as error:
            raise BuildFailed("the indexing process was ended from outside; build again") from error
        if isinstance(result, BaseException):
            raise result
        files, size = cast(tuple[int, int], result)
        writer.files += files
        writer.bytes += size
        _take_over(manifest, self._file)

    def stop(self) -> None:
        """End the process, which has nothing to do any more or whose build has failed."""
        self._process.terminate()
        self._process.join()
        self._answer.close()


def _take_over(manifest: Manifest, file: Path) -> None:
    """Copy the tables that only the index has."""
    execute = manifest.connection.execute
    execute("attach ? as beside", (str(file),))
    try:
        tables = execute(
            "select name, sql from beside.sqlite_master where type = 'table' and name not in"
            " (select name from main.sqlite_master)"
        ).fetchall()
        execute("begin")
        for name, sql in tables:
            execute(sql)
            execute(f"insert into main.{name} select * from beside.{name}")  # noqa: S608
        execute("commit")
    finally:
        execute("detach beside")


def _work(job: Job, file: Path, folded: Any, answer: Any) -> None:
    """Index the log, and send the number of files and bytes, or what went wrong."""
    try:
        answer.send(_index(job, file, folded))
    except OSError as error:
        answer.send(error)
    except Exception as error:  # noqa: BLE001 - handed to the parent, which raises it
        detail = traceback.format_exc(limit=-2)
        answer.send(BuildFailed(f"the search index could not be made: {error}\n{detail}"))


def _index(job: Job, file: Path, folded: Any) -> tuple[int, int]:
    settle()
    parent = os.getppid()
    writer = TreeWriter(job.release.root, precompress=False)
    with (
        closing(PublicStore(job.reader.path, read_only=True)) as reader,  # type: ignore[attr-defined]
        closing(Manifest(file, throwaway=True)) as own,
        full_index(own, file.parent, job.settings) as index,
    ):
        execute = own.connection.execute
        execute("begin")
        for count, entry in enumerate(reader.entries(limit=job.seq), 1):
            index.append(entry)
            if count % _FLUSH == 0:
                index.flush()
                if os.getppid() != parent:
                    raise BuildFailed("the build was ended")
        index.flush()
        execute("commit")
        while not folded.wait(1):
            if os.getppid() != parent:
                raise BuildFailed("the build was ended")
        with closing(Manifest(job.release.manifest_path, read_only=True)) as manifest:
            own.put_records(manifest.records().values())
        index.write_to(writer)
    return writer.files, writer.bytes
