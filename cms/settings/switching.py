"""Puts restored data in the place of the old: all of it, even if the power fails meanwhile.

``huiyinbi restore`` unpacks and checks below ``HOME/.restoring``. Renaming ``unpacked`` to
``ready`` there decides. What is left, a few renames, whoever starts next completes, before
anything of the data folder is opened.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FOLDER = ".restoring"
UNPACKED, READY, PLACING, OLD = "unpacked", "ready", "placing", "old"
#: What is moved away before restored data takes its place.
REPLACED = (
    *(f"private.sqlite3{end}" for end in ("", "-wal", "-shm", "-journal")),
    *(f"public.sqlite3{end}" for end in ("", "-wal", "-shm", "-journal")),
    *("media", "uploads", "imports", "site", "log-cosigned"),
)
#: Its pages stay for readers until a build of the restored log takes their place in one step.
SITE = "site"


@contextmanager
def locked(home: Path) -> Iterator[None]:
    """Hold the data folder against others that restore into it or complete a restore."""
    descriptor = os.open(home, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def complete(home: Path) -> None:
    """Complete a restore that was decided; do nothing where there is none."""
    if is_decided(home):
        with locked(home):
            place(home)


def is_decided(home: Path) -> bool:
    """Whether a restore is past the point from which it is completed."""
    return any((home / FOLDER / name).is_dir() for name in (READY, PLACING))


def place(home: Path) -> None:
    """Move old data away and the restored data in. The caller holds :func:`locked`."""
    folder = home / FOLDER
    ready, placing = folder / READY, folder / PLACING
    if ready.is_dir():
        away = home / (folder / OLD).read_text()
        for name in {*REPLACED, *os.listdir(ready)} - {SITE}:
            if os.path.lexists(home / name):
                away.mkdir(mode=0o700, exist_ok=True)
                os.replace(home / name, away / name)
        _leave_to_readers(home / SITE, away / SITE)
        os.replace(ready, placing)
    if placing.is_dir():
        for name in os.listdir(placing):
            os.replace(placing / name, home / name)
        _wait_for_disk(home)
    shutil.rmtree(folder, ignore_errors=True)


def _leave_to_readers(site: Path, away: Path) -> None:
    """Take the manifests away from the pages: nothing is built upon these any more.

    The next build finds no release to continue, makes one beside, switches, and clears these.
    """
    for path in sorted((site / "releases").glob("r*.sqlite3*")):
        away.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.replace(path, away / path.name)


def decide(home: Path, away: str) -> None:
    """Decide for what was unpacked; the old data goes to the folder ``away`` in ``home``."""
    folder = home / FOLDER
    (folder / OLD).write_text(away)
    os.sync()
    os.replace(folder / UNPACKED, folder / READY)
    _wait_for_disk(folder)


def _wait_for_disk(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
