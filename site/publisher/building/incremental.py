"""The incremental build: a few log entries into the living release.

All files are rendered and staged before the first one takes its place; pages come before the
lists that link to them.
"""

from __future__ import annotations

import hashlib
import shutil
from contextlib import suppress
from pathlib import Path

from cms.publication.log import LogReader
from publisher.addresses import PageKey
from publisher.browsersearch.incremental import incremental_index
from publisher.building.stage import Batch, Stage, finish
from publisher.folding.dirty import Dirty
from publisher.folding.fold import Fold
from publisher.output.compression import compressed, pays_ahead
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


def apply_entries(
    reader: LogReader, release: Release, manifest: Manifest, settings: SiteSettings
) -> Batch:
    """Bring the release up to the log's head. Raises ``OSError``; the release is then as before."""
    execute = manifest.connection.execute
    stage = Stage(release, f"{manifest.seq}")
    execute("begin immediate")
    try:
        fold = Fold(manifest, Dirty())
        log = TileLog(manifest, settings)
        index = incremental_index(release, manifest, reader, settings)
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
        index.stage(stage)
        log.stage(release, stage)
        stage.commit(manifest)
    except BaseException:
        with suppress(Exception):
            execute("rollback")
        shutil.rmtree(release.stage, ignore_errors=True)
        raise
    finish(release, manifest)
    return stage.batch


def _rank(key: PageKey) -> tuple[int, PageKey]:
    return _ORDER.index(key.kind), key


def _stage_page(key: PageKey, pages: Pages, release: Release, stage: Stage, seq: int) -> None:
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


def _stage_pictures(home: Path, stage: Stage, manifest: Manifest, seq: int) -> None:
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
