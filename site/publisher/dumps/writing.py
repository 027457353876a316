"""Writes a dump: the same log gives the same bytes."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cms.publication.log import Entry
from cms.publication.store import PublicStore
from publisher.dumps import ENTRIES, SETTINGS
from publisher.failed import BuildFailed
from publisher.lock import build_lock
from publisher.output.release import Release, living
from publisher.remembered.manifest import Manifest
from publisher.report import Progress
from publisher.settings import SiteSettings
from publisher.transparency.checkpoints import Checkpoint, read
from publisher.transparency.days import FOLDER_OF_DAYS
from publisher.transparency.leaves import leaf_of
from publisher.transparency.tiles import CHECKPOINT, KEY, KEY_CHANGES, WITNESSES
from publisher.transparency.tree import ENTRIES as BUNDLES
from publisher.transparency.tree import FOLDER

_DATE = (1980, 1, 1, 0, 0, 0)  # of all files in it: a dump is a function of the log
_SHOWN = 1000  # entries between two reports of progress


@dataclass(frozen=True)
class Written:
    """What a dump holds."""

    path: Path
    checkpoint: Checkpoint
    entries: int
    hidden: int
    pictures: int
    bytes: int


def write_dump(
    store: PublicStore,
    home: Path,
    folder: Path,
    settings: SiteSettings,
    texts: Mapping[str, bytes],
    *,
    wait: float = 30.0,
    progress: Progress | None = None,
) -> Written:
    """Write what the living site of ``home`` was built from into ``folder``.

    The file is named by its checkpoint and appears when it is complete. ``texts`` are put
    beside the data. What a withdrawn record said before is left out; its hashes stay.
    Raises :class:`BuildFailed` where the site has no signed log yet, or ``OSError``.
    """
    (home / "site").mkdir(parents=True, exist_ok=True)
    with build_lock(home / "site" / "lock", wait=wait, what="dump or build"):
        release = living(home)
        if release is None or not (release.root / CHECKPOINT).is_file():
            raise BuildFailed(
                "there is no signed log yet; run `huiyinbi log keygen`, then `huiyinbi build`"
            )
        checkpoint = read((release.root / CHECKPOINT).read_text("utf-8"))
        log, pictures = dict(_log_files(release)), _pictures(release)
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"huiyinbi-{checkpoint.short}.zip"
    fresh = target.with_name(f".{target.name}.{os.getpid()}")
    about = {name: value for name, value in settings.as_dict().items() if name != "signer"}
    try:
        with zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            for name, data in sorted({**texts, **log, SETTINGS: _json(about)}.items()):
                _put(archive, name, data)
            hidden = _entries(archive, store, checkpoint.size, progress)
            found = sum(_picture(archive, release, path) for path in pictures)
        os.replace(fresh, target)
    finally:
        fresh.unlink(missing_ok=True)
    size = target.stat().st_size
    return Written(target, checkpoint, checkpoint.size, hidden, found, size)


def _log_files(release: Release) -> Iterator[tuple[str, bytes]]:
    """Yield key, checkpoint and hashes of the log; the entries are in the dump by themselves."""
    for name in (CHECKPOINT, KEY):
        yield name, (release.root / name).read_bytes()
    for name in (KEY_CHANGES, WITNESSES):
        if (path := release.root / name).is_file():
            yield name, path.read_bytes()
    for path in (release.root / FOLDER_OF_DAYS).glob("????-??-??.txt"):
        yield path.relative_to(release.root).as_posix(), path.read_bytes()
    tiles = release.root / FOLDER / "tile"
    for path in tiles.rglob("*"):
        if path.is_file() and path.relative_to(tiles).parts[0] != BUNDLES:
            yield path.relative_to(release.root).as_posix(), path.read_bytes()


def _pictures(release: Release) -> list[str]:
    manifest = Manifest(release.manifest_path, read_only=True)
    try:
        return manifest.paths("select distinct path from pictures")
    finally:
        manifest.close()


def _entries(
    archive: zipfile.ZipFile, store: PublicStore, size: int, progress: Progress | None
) -> int:
    """Write the log up to entry ``size``; return how many bodies were left out."""
    last_withdrawal = store.withdrawals(size)
    hidden = 0
    with archive.open(_info(ENTRIES), "w", force_zip64=True) as file:
        for entry in store.entries(limit=size):
            gone = entry.version < last_withdrawal.get((entry.kind, entry.key), 0)
            hidden += gone and entry.body is not None
            file.write(_line(entry, None if gone else entry.body))
            if progress and (entry.seq % _SHOWN == 0 or entry.seq == size):
                progress(entry.seq, size)
    return hidden


def _line(entry: Entry, body: bytes | None) -> bytes:
    """Return the leaf's own bytes with the body's own bytes put before their end."""
    return leaf_of(entry)[:-1] + b',"body":' + (body or b"null") + b"}\n"


def _picture(archive: zipfile.ZipFile, release: Release, path: str) -> int:
    try:
        data = (release.root / path).read_bytes()
    except FileNotFoundError:  # withdrawn meanwhile, or lost
        return 0
    _put(archive, path, data, zipfile.ZIP_STORED)
    return 1


def _put(archive: zipfile.ZipFile, name: str, data: bytes, how: int = zipfile.ZIP_DEFLATED) -> None:
    archive.writestr(_info(name), data, how)


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _DATE)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"
