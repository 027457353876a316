"""Public pictures in the site: there while a live record names them, and no longer.

The manifest remembers which record names which file. A build compares that with the files
of the release, so a picture that was missing is put there by the build after it came back.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from cms.publication.log import Entry
from cms.publication.picture_files import FOLDER, files_of, picture_path
from cms.publication.vocabulary import PICTURE_ROLES
from publisher.remembered.manifest import Manifest

#: Seconds that a file which nobody names is left: its record may be on its way into the log.
_GRACE = 3600
_NAMES_PICTURES = b'"pictures":[{'  # canonical JSON has no spaces


class PictureFold:
    """The part of the fold for pictures: which record names which files."""

    def __init__(self, manifest: Manifest) -> None:
        self._manifest = manifest
        self._named: dict[str, set[str]] = {}
        self.changed = False

    def apply(self, entry: Entry) -> None:
        """Remember the files that the entry's record names, and forget those it did before."""
        names = entry.body is not None and _NAMES_PICTURES in entry.body
        if names or entry.version > 1:
            files = files_of(entry.record) if names and entry.action != "withdraw" else set()
            self._named[f"{entry.kind} {entry.key}"] = files

    def flush(self) -> None:
        """Write what changed into the manifest."""
        if self._named:
            self.changed |= self._manifest.name_pictures(self._named)
            self._named.clear()


def missing_files(manifest: Manifest) -> list[str]:
    """Return the paths of named pictures that the release does not have."""
    return manifest.paths(
        "select distinct path from pictures where path not in (select path from files)"
    )


def needless_files(manifest: Manifest) -> list[str]:
    """Return the paths of pictures in the release that no live record names."""
    return manifest.paths(
        f"select path from files where path >= '{FOLDER}/' and path < '{FOLDER}0' "  # noqa: S608
        "and path not in (select path from pictures)"
    )


def link_or_copy(source: Path, target: Path) -> None:
    """Put a file that never changes into a release, without a second copy where that goes.

    Raises ``OSError`` where there is none.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except FileNotFoundError:
        raise
    except OSError:  # another file system, or one without links
        shutil.copyfile(source, target)


def fill(home: Path, root: Path, manifest: Manifest) -> int:
    """Put all named pictures into the new release at ``root``; return how many.

    One whose file is gone is passed over; ``huiyinbi build --check`` names the pages.
    """
    rows = []
    for path in missing_files(manifest):
        try:
            link_or_copy(home / path, root / path)
        except FileNotFoundError:
            continue
        rows.append((path, manifest.seq, digest_of(path)))
    manifest.put_files(rows)
    return len(rows)


def digest_of(path: str) -> bytes:
    """Return the SHA-256 that a picture's path names."""
    return bytes.fromhex(Path(path).stem)


def clear_away(home: Path, manifest: Manifest) -> None:
    """Delete the public pictures under ``home`` that no live record names.

    What was withdrawn must not come back with a copy of the folder. The manifest has to
    be at the head of the log.
    """
    named = set(manifest.paths("select distinct path from pictures"))
    there = (path.relative_to(home).as_posix() for path in (home / FOLDER).glob("*/*"))
    delete(home, (path for path in there if path not in named))


def delete(home: Path, paths: Iterable[str]) -> None:
    """Delete public pictures that no live record names, but none that is new."""
    before = time.time() - _GRACE
    for path in paths:
        with suppress(FileNotFoundError):
            if (home / path).stat().st_mtime <= before:
                (home / path).unlink()


def shown(
    pictures: Iterable[dict[str, Any]], root: str, translate: Callable[[str], str]
) -> list[dict[str, Any]]:
    """Return pictures of a record as the macro ``gallery`` takes them; ``root`` as in a page."""
    return [
        {
            "src": root + picture_path((picture["small"] or picture)["sha256"]),
            "url": root + picture_path(picture["sha256"]),
            "srcset": _srcset(picture, root),
            "width": picture["width"],
            "height": picture["height"],
            "alt": picture["alt"],
            "caption": picture["caption"],
            "role": picture["role"],
            "role_label": translate(PICTURE_ROLES.get(picture["role"], picture["role"])),
        }
        for picture in pictures
    ]


def _srcset(picture: dict[str, Any], root: str) -> str:
    small = picture["small"]
    if not small:
        return ""
    files = ((root + picture_path(one["sha256"]), one["width"]) for one in (small, picture))
    return ", ".join(f"{path} {width}w" for path, width in files)
