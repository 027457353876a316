"""The form of a backup: a zip with a manifest that says of each file its size and SHA-256."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _

from cms.cli.safekeeping.faults import KeepingFault

MANIFEST = "manifest.json"
FORM = 1
#: The private database in a backup: SQLite's file, or what ``pg_dump`` wrote.
DATABASES = {"sqlite": "private.sqlite3", "postgresql": "private.dump"}
FOLDERS = ("media", "uploads")
#: Files beside the database that nothing else could make again.
KEY_CHANGES = "log-key-changes"
FILES = ("log-cosigned", KEY_CHANGES)
KEYS = ("log-key", "secret-key")
CHUNK = 1 << 20  # bytes read and written at once
_MOST = 256 << 20  # bytes of a manifest
_PLAIN = {*DATABASES.values(), *FILES, *KEYS}
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError)


@dataclass(frozen=True)
class Kept:
    """One file of a backup. ``sha256`` is hexadecimal, ``bytes`` its size unpacked."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a backup holds. ``root`` is the Merkle root of the log's ``entries``, hexadecimal."""

    made: str
    database: str
    entries: int
    root: str
    files: tuple[Kept, ...]

    def encode(self) -> bytes:
        """Return it as JSON."""
        values = {"form": FORM, **asdict(self)}
        return json.dumps(values, ensure_ascii=False, indent=1).encode() + b"\n"


class Archive:
    """An open backup. Raises :class:`KeepingFault` for a file that is none, or is damaged."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.open("rb").close()  # no such file, or none that may be read: said by the system
        try:
            self._zip = zipfile.ZipFile(path)
        except _DAMAGED as error:
            raise self._no_backup() from error
        try:
            self.manifest = self._manifest()
        except BaseException:
            self._zip.close()
            raise

    def close(self) -> None:
        """Close the file."""
        self._zip.close()

    def copy(self, kept: Kept, target: IO[bytes]) -> None:
        """Write a file of the backup to ``target``; raise where it is not what was kept."""
        digest, size = hashlib.sha256(), 0
        with self._reading(kept.name) as source:
            while chunk := source.read(CHUNK):
                digest.update(chunk)
                size += len(chunk)
                if size > kept.bytes:
                    break
                target.write(chunk)
        if (size, digest.hexdigest()) != (kept.bytes, kept.sha256):
            raise self._damaged(kept.name)

    def _manifest(self) -> Manifest:
        with self._reading(MANIFEST) as file:
            data = file.read(_MOST)
        try:
            values = json.loads(data)
            form = values.pop("form")
            files = tuple(Kept(**one) for one in values.pop("files"))
            manifest = Manifest(files=files, **values)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise self._no_backup() from error
        if form != FORM:
            text = _("%(path)s was made by a newer version. Bring the program up to date first.")
            raise KeepingFault(text % {"path": self.path})
        for kept in files:
            if not is_kept(kept.name):
                raise self._damaged(kept.name)
        names = [kept.name for kept in files]
        if strange := set(self._zip.namelist()) ^ {MANIFEST, *names}:
            raise self._damaged(min(strange))
        if DATABASES.get(manifest.database) not in names or len(set(names)) < len(names):
            raise self._no_backup()
        return manifest

    @contextmanager
    def _reading(self, name: str) -> Iterator[IO[bytes]]:
        try:
            with self._zip.open(name) as file:
                yield file
        except KeyError as error:
            raise self._no_backup() from error
        except _DAMAGED as error:
            raise self._damaged(name) from error

    def _no_backup(self) -> KeepingFault:
        text = _("%(path)s is no whole backup of huiyinbi. Nothing was changed.")
        return KeepingFault(text % {"path": self.path})

    def _damaged(self, name: str) -> KeepingFault:
        text = _(
            "%(name)s in %(path)s is damaged or was changed: its SHA-256 is not that of the "
            "manifest. Nothing was changed; take another backup."
        )
        return KeepingFault(text % {"name": name, "path": self.path})


def is_kept(name: Any) -> bool:
    """Whether a backup may hold a file of this name: none that leads out of its folder."""
    if not isinstance(name, str) or re.search(r"[\\\x00:]", name):
        return False
    folder, _sep, rest = name.partition("/")
    inside = folder in FOLDERS and all(part not in ("", ".", "..") for part in rest.split("/"))
    return name in _PLAIN or inside
