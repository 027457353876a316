"""The incremental build: a few log entries into the living release.

Files are rendered and staged first. Then one transaction commits the new state
together with a journal of moves, and the moves follow: pages before the lists
that link to them, removals last. A build killed before the commit leaves no
trace; one killed after it is finished by whoever builds next. Since the disk is waited for once
in each batch, the journal keeps the moves of a batch until the next one commits.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from cms.publication.log import LogReader
from publisher.addresses import PageKey
from publisher.browsersearch.incremental import incremental_index
from publisher.folding.dirty import Dirty
from publisher.folding.fold import Fold
from publisher.output.compression import compressed, pays_ahead
from publisher.output.durable import sync_file_system, write_file
from publisher.output.release import Release
from publisher.pages.producing import Pages
from publisher.remembered.manifest import Manifest
from publisher.remembered.pictures import digest_of, missing_files, needless_files
from publisher.settings import SiteSettings
from publisher.transparency.tiles import TileLog

_ORDER = (
    *("case", "item", "list", "corrections", "overview"),
    *("contacts", "fixed", "feed", "sitemap"),
)


@dataclass
class Batch:
    """What an incremental build did."""

    written: int = 0
    removed: int = 0
    bytes: int = 0
    pictures_gone: list[str] = field(default_factory=list)


class _Stage:
    """Collects the changed files of a batch beside the release."""

    def __init__(self, release: Release, seq: int) -> None:
        self._release = release
        self._seq = seq  # no batch may use the names of the one before, which the journal has
        self.moves: list[tuple[int, str, str, str]] = []
        self.batch = Batch()
        shutil.rmtree(release.stage, ignore_errors=True)
        release.stage.mkdir()

    def put(self, path: str, data: bytes) -> None:
        """Stage one file."""
        staged = f"{self._seq}-{len(self.moves)}"
        write_file(self._release.stage / staged, data)
        self.moves.append((len(self.moves), "move", staged, path))
        self.batch.written += 1
        self.batch.bytes += len(data)

    def remove(self, path: str) -> None:
        """Note one file to be removed, if it is there."""
        if (self._release.root / path).exists():
            self.moves.append((10**9 + len(self.moves), "remove", "", path))
            self.batch.removed += 1


def apply_entries(
    reader: LogReader, release: Release, manifest: Manifest, settings: SiteSettings
) -> Batch:
    """Bring the release up to the log's head. Raises ``OSError``; the release is then as before."""
    execute = manifest.connection.execute
    stage = _Stage(release, manifest.seq)
    execute("begin immediate")
    try:
        fold = Fold(manifest, Dirty())
        log = TileLog(manifest, settings)
        index = incremental_index(manifest, reader, settings)
        for entry in reader.entries(after=fold.seq):
            fold.apply(entry)
            log.append(entry)
            index.append(entry)
        fold.flush()
        log.finish()
        if fold.pictures.changed and settings.home:
            _stage_pictures(settings.home, stage, manifest, fold.seq)
        pages = Pages(settings, manifest, reader, fold.lists)
        for key in sorted(fold.dirty.pages, key=_rank):
            _stage_page(key, pages, release, stage, fold.seq)
            fold.lists.forget()
        index.stage(release, stage)
        log.stage(release, stage)
        sync_file_system(release.stage)  # and with it the moves of the batch before
        execute("delete from journal")
        manifest.connection.executemany("insert into journal values (?, ?, ?, ?)", stage.moves)
        execute("commit")
    except BaseException:
        with suppress(Exception):
            execute("rollback")
        shutil.rmtree(release.stage, ignore_errors=True)
        raise
    finish(release, manifest)
    return stage.batch


def finish(release: Release, manifest: Manifest) -> None:
    """Do the moves that the journal names; each may have been done already."""
    rows = manifest.connection.execute(
        "select operation, staged, path from journal order by position"
    ).fetchall()
    for operation, staged, path in rows:
        target = release.root / path
        if operation == "remove":
            target.unlink(missing_ok=True)
        else:
            _move(release.stage / staged, target)
    shutil.rmtree(release.stage, ignore_errors=True)


def _rank(key: PageKey) -> tuple[int, PageKey]:
    return _ORDER.index(key.kind), key


def _stage_page(key: PageKey, pages: Pages, release: Release, stage: _Stage, seq: int) -> None:
    """Render one page and stage those of its files whose bytes changed."""
    for path, data in pages.produce(key):
        if data is None:
            stage.remove(path)
            continue
        if _content(release.root / path) == data:
            continue
        stage.put(path, data)
        if pages.settings.precompress and pays_ahead(path, data):
            stage.put(path + ".gz", compressed(data))
        else:
            stage.remove(path + ".gz")
        pages.manifest.put_files([(path, seq, hashlib.sha256(data).digest())])


def _stage_pictures(home: Path, stage: _Stage, manifest: Manifest, seq: int) -> None:
    """Stage the pictures that records name now, and remove those that none does any more."""
    for path in missing_files(manifest):
        data = _content(home / path)
        if data is not None:
            stage.put(path, data)
            manifest.put_files([(path, seq, digest_of(path))])
    for path in needless_files(manifest):
        stage.remove(path)
        stage.batch.pictures_gone.append(path)
        manifest.forget_file(path)


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _move(staged: Path, target: Path) -> None:
    if not staged.exists():
        return
    try:
        os.replace(staged, target)
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(staged, target)
