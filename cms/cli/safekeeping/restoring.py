"""Putting a backup into a data folder: checked first, beside what is there, then switched."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from errno import ENOSPC
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, connections
from django.utils.translation import gettext as _

from cms.cli.safekeeping import snapshots
from cms.cli.safekeeping.archive import DATABASES, KEY_CHANGES, KEYS, Archive
from cms.cli.safekeeping.faults import KeepingFault
from cms.cli.safekeeping.snapshots import Progress
from cms.publication.store import PublicStore
from cms.settings import switching

_SPARE = 64 << 20  # bytes that a disk is left with


def restore(path: Path, *, replace: bool, progress: Progress) -> dict[str, Any]:
    """Put the backup ``path`` into ``HUIYINBI_HOME``; return a report.

    Every checksum and the log's root are checked before anything is switched. With
    ``replace``, what the folder holds is moved aside, into a folder that the report names;
    keys that the backup does not hold stay. ``progress`` is told files and all files. Raises
    :class:`KeepingFault` or ``OSError``, and then nothing was changed.
    """
    home = Path(settings.HUIYINBI_HOME)
    with closing(Archive(path)) as archive, switching.locked(home):
        _check_kind(archive, home)
        _refuse_held(archive, home, replace=replace)
        refuse_running(home)
        lost = _lost(archive, home)
        away = home / f"replaced-{datetime.now(UTC):%Y%m%d-%H%M%S}"
        folder = home / switching.FOLDER
        shutil.rmtree(folder, ignore_errors=True)
        try:
            _unpack(archive, folder, progress)
            _check_log(archive, folder / switching.UNPACKED)
            connections.close_all()
            _switch(archive, home, away.name, replace=replace)
        except BaseException:
            if not switching.is_decided(home):
                shutil.rmtree(folder, ignore_errors=True)
            raise
    manifest = archive.manifest
    return {
        "made": manifest.made,
        "database": manifest.database,
        "entries": manifest.entries,
        "root": manifest.root,
        "files": len(manifest.files),
        "replaced": str(away) if away.is_dir() else "",
        "lost": lost,
        "log_key": (home / "log-key").is_file(),
    }


def _refuse_held(archive: Archive, home: Path, *, replace: bool) -> None:
    if not replace and (held := _held(archive, home)):
        text = _(
            "%(home)s holds data already (%(names)s). Name a new folder as HUIYINBI_HOME, "
            "or add --replace: what is there is then moved aside."
        )
        raise KeepingFault(text % {"home": home, "names": "、".join(held)})


def _check_kind(archive: Archive, home: Path) -> None:
    """The backup must be of the kind of database that is configured."""
    kind = archive.manifest.database
    if kind != connection.vendor:
        text = (
            _("This backup is of a PostgreSQL database: set DATABASE_URL to one.")
            if kind == "postgresql"
            else _(
                "This backup is of an SQLite database: unset DATABASE_URL and restore, "
                "then set it again and run: huiyinbi move-database"
            )
        )
        raise KeepingFault(text)
    if kind == "sqlite" and Path(connection.settings_dict["NAME"]) != home / DATABASES[kind]:
        text = _("DATABASE_URL names another file than %(path)s: unset it to restore.")
        raise KeepingFault(text % {"path": home / DATABASES[kind]})


def _held(archive: Archive, home: Path) -> list[str]:
    """Return what of ``home`` a restore would take the place of."""
    names = [name for name in switching.REPLACED if _has_content(home / name)]
    kept = {one.name: one.sha256 for one in archive.manifest.files}
    if "log-key" in kept and _has_content(home / "log-key"):
        names.append("log-key")
    if archive.manifest.database == "postgresql" and not snapshots.is_empty():
        names.append("PostgreSQL")
    return names


def _has_content(path: Path) -> bool:
    if path.is_dir():
        return any(path.iterdir())
    return path.is_file() and path.stat().st_size > 0


def refuse_running(home: Path) -> None:
    """Refuse while a program has the public store open, as every server and worker has.

    SQLite leaves the write-ahead log only when nobody else has the file open.
    """
    path = home / "public.sqlite3"
    if not path.is_file():
        return
    try:
        with closing(sqlite3.connect(path, timeout=0.5)) as store:
            store.execute("pragma journal_mode = delete")
    except sqlite3.OperationalError as error:
        text = _("%(home)s is in use. Stop huiyinbi (serve, worker, build) first.")
        raise KeepingFault(text % {"home": home}) from error
    except sqlite3.DatabaseError:
        pass  # damaged: one more reason to restore


def _lost(archive: Archive, home: Path) -> int:
    """Return how many entries were published here that the backup does not have."""
    try:
        with closing(PublicStore(home / "public.sqlite3", read_only=True)) as store:
            return max(0, store.head() - archive.manifest.entries)
    except sqlite3.Error:
        return 0


def _unpack(archive: Archive, folder: Path, progress: Progress) -> None:
    files = archive.manifest.files
    needed = sum(one.bytes for one in files) + _SPARE
    if shutil.disk_usage(folder.parent).free < needed:
        raise OSError(ENOSPC, os.strerror(ENOSPC), str(folder.parent))
    folder.mkdir(mode=0o700)
    into = folder / switching.UNPACKED
    # What tells of new keys belongs to the key that is here and stays.
    with_key = any(kept.name == "log-key" for kept in files)
    stays = not with_key and (folder.parent / KEY_CHANGES).exists()
    for done, kept in enumerate(files, 1):
        if stays and kept.name == KEY_CHANGES:
            continue
        target = into / kept.name
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            os.fchmod(file.fileno(), 0o600 if kept.name in KEYS else 0o644)
            archive.copy(kept, file)
        progress(done, len(files))


def _check_log(archive: Archive, folder: Path) -> None:
    manifest = archive.manifest
    if manifest.database != "sqlite":
        return  # pg_restore reads the file whole, and the root is looked at in the database
    if snapshots.root_in_file(folder / DATABASES["sqlite"]) != (manifest.entries, manifest.root):
        raise KeepingFault(_("The log in the backup is not the one that its manifest names."))


def _switch(archive: Archive, home: Path, away: str, *, replace: bool) -> None:
    folder = home / switching.FOLDER
    if archive.manifest.database == "postgresql":
        dump = folder / DATABASES["postgresql"]
        os.replace(folder / switching.UNPACKED / dump.name, dump)
        snapshots.put_back(dump, replace=replace)
        dump.unlink()
    switching.decide(home, away)
    switching.place(home)
