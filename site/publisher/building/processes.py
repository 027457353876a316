"""The processes of a full build: they take chunks of pages one by one and write them."""

from __future__ import annotations

import multiprocessing
import os
import queue
import traceback
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from hashlib import sha256
from multiprocessing.sharedctypes import Synchronized
from typing import Any, cast

from cms.publication.log import Entry, LogReader
from cms.publication.store import PublicStore
from publisher.addresses import PageKey, case_id
from publisher.failed import BuildFailed
from publisher.kinds.registry import KINDS
from publisher.output.release import Release
from publisher.output.writing import TreeWriter
from publisher.page_parts.versions import Versioned, first_version
from publisher.pages.assets import loose_files
from publisher.pages.producing import Pages
from publisher.remembered.manifest import Manifest
from publisher.settings import SiteSettings

Chunk = tuple[int, int] | list[PageKey]  # cases of log entries (after, to], or other pages
FileRow = tuple[str, int, bytes]  # path, seq, SHA-256
#: Steps by which these processes let others go first: those who read the site, and the process
#: of the search index, which is one alone and must not be the last to end.
_STAND_BACK = 5


@dataclass(frozen=True)
class Job:
    """All a process needs to render chunks."""

    release: Release
    settings: SiteSettings
    reader: LogReader
    chunks: list[Chunk]
    seq: int


class Worker:
    """Renders and writes chunks in one process."""

    def __init__(self, job: Job, reader: LogReader) -> None:
        self._job = job
        self._reader = reader
        self._manifest = Manifest(job.release.manifest_path, read_only=True)
        self._pages = Pages(job.settings, self._manifest, reader)
        self._changed = {row.id: row for row in self._manifest.select_cases("version > 1", ())}
        self.writer = TreeWriter(job.release.root, precompress=job.settings.precompress)

    def close(self) -> None:
        """Close the manifest."""
        self._manifest.close()

    def run(self, chunk: Chunk) -> list[FileRow]:
        """Write the files of one chunk; return their rows for the manifest."""
        if isinstance(chunk, tuple):
            return list(self._cases(*chunk))
        rows = [
            self._written(path, self._job.seq, data)
            for key in chunk
            for path, data in self._pages.produce(key)
            if data is not None
        ]
        self._pages.lists.forget()
        return rows

    def loose(self) -> list[FileRow]:
        """Write what belongs to no page."""
        files = loose_files(self._job.settings.base_url)
        return [self._written(path, self._job.seq, data) for path, data in files]

    def _written(self, path: str, seq: int, data: bytes) -> FileRow:
        self.writer.write(path, data)
        return path, seq, sha256(data).digest()

    def _cases(self, after: int, to: int) -> Iterator[FileRow]:
        read = list(self._reader.entries(after=after, limit=to - after))
        yield from self._items([entry for entry in read if entry.kind in KINDS])
        entries = [entry for entry in read if entry.kind == "case"]
        for row, entry in self._newest(entries):
            for path, data in self._pages.case_files(row, entry):
                if data is not None:
                    yield from self._record_file(path, data, entry)

    def _items(self, entries: list[Entry]) -> Iterator[FileRow]:
        """Write the pages of items whose newest entry is among ``entries``."""
        for entry in entries:
            row = self._pages.items.find(entry.kind, entry.key)
            if row is None or row.seq != entry.seq:
                continue
            for path, data in self._pages.item_files(row, entry):
                if data is not None:
                    yield from self._record_file(path, data, entry)

    def _record_file(self, path: str, data: bytes, entry: Entry) -> Iterator[FileRow]:
        if path.endswith(".json"):  # its hash is the log entry's own
            self.writer.write(path, data)
        else:
            yield self._written(path, entry.seq, data)

    def _newest(self, entries: list[Entry]) -> Iterator[tuple[Versioned, Entry]]:
        """Pair entries with their cases, passing over those that a later entry replaced."""
        for entry in entries:
            row = self._changed.get(case_id(entry.key))
            if row is None:  # most cases: the first entry is the only one and says it all
                yield first_version(entry), entry
            elif row.seq == entry.seq:
                yield row, entry


Result = tuple[list[FileRow], int, int]  # rows, files, bytes of one chunk


def in_this_process(job: Job) -> Iterator[Result]:
    with closing(Worker(job, job.reader)) as worker:
        for chunk in job.chunks:
            rows = worker.run(chunk)
            yield _result(worker, rows)
        yield _result(worker, worker.loose())


def _result(worker: Worker, rows: list[FileRow]) -> Result:
    writer = worker.writer
    result = (rows, writer.files, writer.bytes)
    writer.files = writer.bytes = 0
    return result


def in_processes(job: Job, processes: int) -> Iterator[Result]:
    context = multiprocessing.get_context("fork")
    results: Any = context.Queue(maxsize=4 * processes)
    counter = context.Value("q", 0)
    workers = [
        context.Process(target=_work, args=(job, counter, results), daemon=True)
        for _ in range(processes)
    ]
    for worker in workers:
        worker.start()
    try:
        for _ in range(len(job.chunks) + 1):
            yield _next(results, workers)
    finally:
        for worker in workers:
            worker.terminate()
            worker.join()


def _next(results: Any, workers: Iterable[Any]) -> Result:
    """Wait for a chunk; raise what stopped its process."""
    while True:
        with suppress(queue.Empty):
            result = results.get(timeout=1)
            if isinstance(result, BaseException):
                raise result
            return cast(Result, result)
        if any(worker.exitcode not in (None, 0) for worker in workers):
            raise BuildFailed("a building process was ended from outside; build again")


def _work(job: Job, counter: Synchronized[int], results: Any) -> None:
    """Take chunks until none is left; stop when the parent has gone."""
    os.nice(_STAND_BACK)
    parent = os.getppid()
    try:
        reader = PublicStore(job.reader.path, read_only=True)  # type: ignore[attr-defined]
        worker = Worker(job, reader)
        while os.getppid() == parent:
            with counter.get_lock():
                number = counter.value
                counter.value += 1
            if number > len(job.chunks):
                return
            last = number == len(job.chunks)
            results.put(_result(worker, worker.loose() if last else worker.run(job.chunks[number])))
    except OSError as error:
        results.put(error)
    except Exception as error:  # noqa: BLE001 - handed to the parent, which raises it
        detail = traceback.format_exc(limit=-2)
        results.put(BuildFailed(f"a page could not be made: {error}\n{detail}"))
