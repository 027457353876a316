"""Releases on disk: which one lives, the switch to a new one, and clearing away old ones.

``HOME/site/current`` is a symbolic link to ``releases/rN``; beside each release
lies its manifest ``rN.sqlite3`` and, during a batch, its staging folder ``rN.stage``; while the
search index is made anew, ``rN.index``, and then what it was, ``rN.gone-NAME``.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from publisher.output.durable import sync_file_system, sync_folders

_NAME = re.compile(r"r(\d+)")
_REMOVER = Path(__file__).with_name("remover.py")


@dataclass(frozen=True)
class Release:
    """One release: a folder of files with its manifest."""

    root: Path

    @property
    def manifest_path(self) -> Path:
        """The manifest's SQLite file."""
        return self.root.with_name(self.root.name + ".sqlite3")

    @property
    def stage(self) -> Path:
        """Where files of a batch wait to be moved into place."""
        return self.root.with_name(self.root.name + ".stage")

    @property
    def beside(self) -> Path:
        """Where a search index that has outgrown its files is made anew."""
        return self.root.with_name(self.root.name + ".index")

    def discarded(self, name: str) -> Path:
        """Where a folder goes that is taken out, until it is removed by :func:`clear_old`."""
        return self.root.with_name(f"{self.root.name}.gone-{name}")


def current_root(home: Path) -> Path:
    """Return the folder to serve: a link that is switched to each new release."""
    return home / "site" / "current"


def living(home: Path) -> Release | None:
    """Return the release in use, or None where nothing was built."""
    link = current_root(home)
    if not link.is_symlink():
        return None
    release = Release(link.parent / os.readlink(link))
    return release if release.root.is_dir() and release.manifest_path.is_file() else None


def new_release(home: Path) -> Release:
    """Return a release with a number that was never used, its folder made."""
    folder = home / "site" / "releases"
    folder.mkdir(parents=True, exist_ok=True)
    used = [int(match[1]) for path in folder.iterdir() if (match := _NAME.match(path.name))]
    release = Release(folder / f"r{max(used, default=0) + 1:06d}")
    release.root.mkdir()
    return release


def switch(home: Path, release: Release) -> float:
    """Make ``release`` the living one, in one atomic step, once the disk has all of it.

    Returns the seconds that the disk took.
    """
    seconds = sync_file_system(release.root)
    link = current_root(home)
    fresh = link.with_name("current.new")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(os.path.join("releases", release.root.name))
    os.replace(fresh, link)
    sync_folders([link.parent])
    return seconds


def clear_old(home: Path) -> None:
    """Remove all that is not of the living release, slowly, in a process of its own.

    A mass delete at full speed stalls the disk for the writes of the next publish.
    """
    alive = living(home)
    folder = home / "site" / "releases"
    if alive is None or not folder.is_dir():
        return
    name = alive.root.name
    old = [
        path
        for path in sorted(folder.iterdir())
        if not path.name.startswith(name) or path.name.startswith(f"{name}.gone-")
    ]
    if not old:
        return
    process = subprocess.Popen(
        [sys.executable, str(_REMOVER), *map(str, old)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    # Somebody must take its exit code, or a long-lived server collects dead processes.
    threading.Thread(target=process.wait, daemon=True).start()
