"""Writing a backup: database, pictures and uploads of one installation, in one file."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from errno import EEXIST
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from cms.cli.safekeeping import snapshots
from cms.cli.safekeeping.archive import (
    CHUNK,
    DATABASES,
    FILES,
    FOLDERS,
    KEYS,
    MANIFEST,
    Kept,
    Manifest,
)
from cms.cli.safekeeping.faults import KeepingFault
from cms.cli.safekeeping.snapshots import Progress
from publisher.output.durable import sync_folders


def back_up(target: Path, *, keys: bool, pages: Progress, files: Progress) -> dict[str, Any]:
    """Write a backup to ``target``, a new file or a folder to put one into; return a report.

    It may be done while the installation is in use: the database is copied as it is at one
    moment, then the files that it names. The file appears when it is whole, and only its
    owner may read it. ``pages`` and ``files`` are told how far it has come. Raises
    :class:`KeepingFault` or ``OSError``.
    """
    home = Path(settings.HUIYINBI_HOME)
    now = datetime.now(UTC)
    if target.is_dir():
        target /= f"huiyinbi-backup-{now:%Y%m%d-%H%M%S}.zip"
    target = target.resolve()
    _refuse_public(target, home)
    if target.exists():
        raise FileExistsError(EEXIST, os.strerror(EEXIST), str(target))
    with _workplace(target) as folder:
        database = folder / DATABASES[connection.vendor]
        entries, root = snapshots.take(database, pages)
        paths = {database.name: database, **_files(home, keys)}
        kept = _write(folder / "archive", paths, files, (now, entries, root))
        os.replace(folder / "archive", target)
        sync_folders([target.parent])
    with_keys = sorted(one.name for one in kept if one.name in KEYS)
    return {
        "path": str(target),
        "database": connection.vendor,
        "entries": entries,
        "root": root,
        "files": len(kept),
        "bytes": target.stat().st_size,
        "keys": with_keys,
    }


def _refuse_public(target: Path, home: Path) -> None:
    """Refuse a place that visitors of the site could read, or that the next backup would hold."""
    own = [(home / name).resolve() for name in ("site", *FOLDERS)]
    sites = [one for one in target.parents if (one / "log" / "checkpoint").is_file()]
    for folder in [*own, *sites]:
        if target.is_relative_to(folder):
            text = _(
                "%(path)s is inside %(folder)s, which is published or backed up itself. "
                "A backup holds personal data: name a folder that only you can read, "
                "best on another disk."
            )
            raise KeepingFault(text % {"path": target, "folder": folder})


@contextmanager
def _workplace(target: Path) -> Iterator[Path]:
    """Yield a folder of our own beside ``target``; what a killed backup left there goes."""
    folder = target.with_name(f".{target.name}.part")
    folder.mkdir(mode=0o700, exist_ok=True)
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            text = _("Another backup is being written to %(path)s.")
            raise KeepingFault(text % {"path": target}) from error
        try:
            for left in folder.iterdir():
                left.unlink()
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    finally:
        os.close(descriptor)


def _files(home: Path, keys: bool) -> dict[str, Path]:
    """Return the files to keep beside the database, by their names in the backup."""
    found = [home / name for name in (*FILES, *(KEYS if keys else ())) if (home / name).is_file()]
    for name in FOLDERS:
        found += sorted(path for path in (home / name).rglob("*") if path.is_file())
    return {path.relative_to(home).as_posix(): path for path in found if not path.is_symlink()}


def _write(
    path: Path, files: dict[str, Path], progress: Progress, log: tuple[datetime, int, str]
) -> list[Kept]:
    made, entries, root = log
    kept: list[Kept] = []
    with open(path, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for done, (name, source) in enumerate(files.items(), 1):
                kept += _put(archive, name, source)
                progress(done, len(files))
            manifest = Manifest(
                made.isoformat(timespec="seconds"), connection.vendor, entries, root, tuple(kept)
            )
            archive.writestr(MANIFEST, manifest.encode())
        file.flush()
        os.fsync(file.fileno())
    return kept


def _put(archive: zipfile.ZipFile, name: str, path: Path) -> Iterator[Kept]:
    """Write one file; yield nothing for one that was purged or withdrawn in the meantime."""
    try:
        source = path.open("rb")
    except FileNotFoundError:
        return
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.external_attr = 0o600 << 16
    # Pictures and pg_dump's own form are packed already.
    info.compress_type = zipfile.ZIP_STORED if "/" in name else zipfile.ZIP_DEFLATED
    digest, size = hashlib.sha256(), 0
    with source, archive.open(info, "w", force_zip64=True) as target:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            target.write(chunk)
    yield Kept(name, size, digest.hexdigest())
