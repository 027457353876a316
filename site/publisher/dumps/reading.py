"""Reads a dump: its entries, its settings, and its pictures."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import orjson

from cms.publication.log import Entry
from cms.publication.store import LogGap, PublicStore
from cms.translating import gettext_noop, translator
from publisher.dumps import ENTRIES, SETTINGS
from publisher.failed import BuildFailed
from publisher.settings import SettingsError, SiteSettings
from publisher.transparency.cosigning import keep
from publisher.transparency.days import FOLDER_OF_DAYS
from publisher.transparency.notes import KeptSigner, KeyFault, parse_verifier
from publisher.transparency.tiles import CHECKPOINT, KEY

_BATCH = 5000
_LINE_MOST = 64 * 2**20  # bytes of one entry, and of each small file
_PICTURE = re.compile(r"media/([0-9a-f]{2})/(\1[0-9a-f]{62})\.jpg")
_FIELDS = ("seq", "kind", "key", "version", "action", "time", "sha256")


class DumpFault(BuildFailed):
    """The file is no dump, or not whole; the message names the line."""


class Dump:
    """An open dump. Raises :class:`DumpFault` for a file that is none."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._archive = zipfile.ZipFile(path)
            self._archive.getinfo(ENTRIES)
        except (zipfile.BadZipFile, KeyError) as error:
            message = gettext_noop("%(path)s is no dump: it is no zip with %(file)s in it.")
            raise DumpFault(translator()(message) % {"path": path, "file": ENTRIES}) from error

    def close(self) -> None:
        """Close the file."""
        self._archive.close()

    def read(self, name: str, most: int = _LINE_MOST) -> bytes:
        """Return a file of the dump. Raises ``KeyError`` where there is none."""
        with self._archive.open(name) as file:
            data = file.read(most + 1)
        if len(data) > most:
            raise DumpFault(f"{name} in {self.path} is longer than {most} bytes")
        return data

    def lines(self) -> Iterator[tuple[int, dict[str, Any], bytes | None]]:
        """Yield number, values and canonical body of each line; ``{}`` for one that is no entry."""
        try:
            with self._archive.open(ENTRIES) as file:
                for number, line in enumerate(iter(lambda: file.readline(_LINE_MOST), b""), 1):
                    yield (number, *_parsed(line))
        except (zipfile.BadZipFile, EOFError) as error:
            raise DumpFault(f"{self.path} is damaged: {error}") from error

    def entries(self) -> Iterator[Entry]:
        """Yield the entries; raise :class:`DumpFault` for one that is not what was published."""
        for number, values, body in self.lines():
            if not values:
                raise DumpFault(f"line {number} of {ENTRIES} is no log entry")
            if body is not None and hashlib.sha256(body).hexdigest() != values["sha256"]:
                raise DumpFault(f"line {number} of {ENTRIES} was changed: its SHA-256 is another")
            yield Entry(**values, body=body)

    def load(self, path: Path) -> PublicStore:
        """Fill a new public store at ``path``. Raises :class:`DumpFault`."""
        store = PublicStore(path)
        try:
            entries = self.entries()
            while batch := list(islice(entries, _BATCH)):
                store.append(batch)
        except LogGap as error:
            store.close()
            raise DumpFault(f"{self.path}: {error}") from error
        except BaseException:
            store.close()
            raise
        return store

    def settings(self, home: Path) -> SiteSettings:
        """Return the settings of the site, with the signatures that the dump holds.

        Its pictures are written under ``home``. Raises :class:`DumpFault`.
        """
        try:
            values = json.loads(self.read(SETTINGS))
            verifier = parse_verifier(self.read(KEY).decode())
            signer = KeptSigner(verifier, tuple(map(self.read, [CHECKPOINT, *self._days()])))
            settings = SiteSettings(**values, signer=signer, home=home)
        except (KeyError, ValueError, TypeError, KeyFault, SettingsError) as error:
            raise DumpFault(f"{self.path} has no usable settings or no key: {error}") from error
        keep(home, self.read(CHECKPOINT))
        self._pictures(home)
        return settings

    def _days(self) -> list[str]:
        """Return the names of the checkpoints of days, the newest first."""
        names = self._archive.namelist()
        return sorted((one for one in names if one.startswith(f"{FOLDER_OF_DAYS}/")), reverse=True)

    def _pictures(self, home: Path) -> None:
        for name in self._archive.namelist():
            match = _PICTURE.fullmatch(name)
            if match is None:
                continue
            data = self.read(name)
            if hashlib.sha256(data).hexdigest() != match[2]:
                raise DumpFault(f"{name} in {self.path} was changed: its SHA-256 is another")
            (home / name).parent.mkdir(parents=True, exist_ok=True)
            (home / name).write_bytes(data)


def _parsed(line: bytes) -> tuple[dict[str, Any], bytes | None]:
    """Return the values of a line and the canonical bytes of its body."""
    try:
        values = orjson.loads(line)
        body = values.pop("body")
        if set(values) != set(_FIELDS) or not isinstance(values["seq"], int):
            return {}, None
    except (ValueError, KeyError, AttributeError, TypeError):
        return {}, None
    return values, None if body is None else orjson.dumps(body, option=orjson.OPT_SORT_KEYS)
