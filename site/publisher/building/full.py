"""The full build: the whole log into an empty folder, by several processes.

First the fold runs over the log, in one process and in batches, so that memory
stays bounded. Then the pages are cut into chunks, which go to ``publisher.building.processes``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from cms.publication.log import LogReader
from cms.publication.store import PublicStore
from publisher.addresses import PageKey, sitemap_shard
from publisher.building.index_beside import IndexBeside, index_beside
from publisher.building.processes import (
    Chunk,
    Job,
    Result,
    in_processes,
    in_this_process,
)
from publisher.folding.dirty import Everything
from publisher.folding.fold import Fold
from publisher.output.release import Release
from publisher.output.writing import TreeWriter
from publisher.pages.producing import Pages
from publisher.pages.templates import fingerprint
from publisher.remembered.manifest import Manifest
from publisher.remembered.pictures import fill
from publisher.report import Progress
from publisher.settings import SiteSettings
from publisher.transparency.tiles import TileLog

_FOLD_BATCH = 5000  # log entries held in memory
_SEQ_CHUNK = 500  # log entries of a chunk of case pages
_LIST_CHUNK = 300  # numbered pages of lists
_KEY_CHUNK = 40  # other pages


@dataclass
class _Tally:
    files: int = 0
    bytes: int = 0


def build_release(
    reader: LogReader,
    release: Release,
    settings: SiteSettings,
    *,
    processes: int,
    progress: Progress | None,
) -> tuple[int, int, int]:
    """Build everything into ``release``; return (seq, files written, bytes).

    Raises :class:`BuildFailed` or ``OSError``; the release is then not to be used.
    """
    manifest = Manifest(release.manifest_path, throwaway=True)
    try:
        writer = TreeWriter(release.root, precompress=False)
        job, apart = Job(release, settings, reader, [], reader.head()), processes > 1
        with index_beside(job, manifest, apart=apart) as index:
            _fold_all(job, manifest, index, writer)
            manifest.index()
            index.folded(writer)
            pictures = fill(settings.home, release.root, manifest) if settings.home else 0
            job = replace(job, chunks=_cut(job, manifest))
            parallel = apart and len(job.chunks) > 4 and isinstance(reader, PublicStore)
            results = in_processes(job, processes) if parallel else in_this_process(job)
            tally = _collect(results, manifest, len(job.chunks), progress)
            index.finish(manifest, writer)
        manifest.set("fingerprint", fingerprint(settings))
        manifest.set("complete", "1")
    finally:
        manifest.close()
    return job.seq, tally.files + writer.files + pictures, tally.bytes + writer.bytes


def _fold_all(job: Job, manifest: Manifest, index: IndexBeside, writer: TreeWriter) -> None:
    """Apply the log up to the job's ``seq`` and write its tree."""
    log = TileLog(manifest, job.settings)
    fold = Fold(manifest, Everything())
    execute = manifest.connection.execute
    execute("begin")
    for count, entry in enumerate(job.reader.entries(limit=job.seq), 1):
        fold.apply(entry)
        log.append(entry)
        index.append(entry)
        if count % _FOLD_BATCH == 0:
            fold.flush()
            index.flush()
            log.write_to(writer)
            execute("commit")
            execute("begin")
    fold.flush()
    index.flush()
    log.finish()
    log.write_to(writer)
    execute("commit")


def _cut(job: Job, manifest: Manifest) -> list[Chunk]:
    """Cut all pages into chunks, the largest first."""
    settings, seq = job.settings, job.seq
    pages = Pages(settings, manifest, job.reader)
    numbered = [
        (part / found.high, PageKey("list", found.name, part))
        for found in pages.lists.lists.values()
        for part in range(1, found.high + 1)
    ]
    # By age, not by list: a case then stands in pages made one after the other,
    # and its line is made once for all of them.
    lists = [key for _, key in sorted(numbered)]
    others = list(pages.every_other())
    if settings.feeds and settings.base_url:
        thousands = manifest.thousands()
        others += [PageKey("sitemap", sitemap_shard(one * 1000)) for one in thousands]
    return [
        *_chunks(lists, _LIST_CHUNK),
        *_chunks(others, _KEY_CHUNK),
        *((after, min(after + _SEQ_CHUNK, seq)) for after in range(0, seq, _SEQ_CHUNK)),
    ]


def _chunks(keys: list[PageKey], size: int) -> Iterator[list[PageKey]]:
    return (keys[start : start + size] for start in range(0, len(keys), size))


def _collect(
    results: Iterator[Result], manifest: Manifest, total: int, progress: Progress | None
) -> _Tally:
    """Store the rows of all chunks; return what was written."""
    tally = _Tally()
    manifest.connection.execute("begin")
    for done, (rows, files, size) in enumerate(results):
        manifest.put_files(rows)
        tally.files += files
        tally.bytes += size
        if progress:
            progress(min(done + 1, total), total)
    manifest.connection.execute("commit")
    return tally
