"""Where a log is read from when it is checked: a folder, or the web."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol
from urllib.parse import quote

from cms.translating import gettext_noop, translator
from publisher.fetching import FetchFault, fetch
from publisher.transparency.tree import FOLDER, HASH_BYTES, WIDTH, split, tile_path, width_at

_CHECKPOINT_MOST = 64 * 1024
_BUNDLE_MOST = WIDTH * (2 + 0xFFFF)
_RECORD_MOST = 16 * 2**20
_SECONDS = 30
_PLACES = ("", "site/current/", "current/")  # where a folder may keep its site


class SourceFault(Exception):
    """Something could not be read at all; the message says what and why."""


class Missing(SourceFault):
    """A file is not there."""


class Source(Protocol):
    """A place with a site's files, named by their paths under the site's root."""

    def read(self, path: str, most: int) -> bytes:
        """Return a file of at most ``most`` bytes; raises :class:`SourceFault`."""


class Folder:
    """A site, or its ``log`` folder alone, on this machine."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def read(self, path: str, most: int) -> bytes:
        """Return a file's bytes."""
        try:
            with (self._root / path).open("rb") as file:
                data = file.read(most + 1)
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError) as error:
            raise Missing(f"{self._root / path} is missing") from error
        except OSError as error:
            raise SourceFault(f"{self._root / path}: {error.strerror}") from error
        return _bounded(data, most, str(self._root / path))


class Web:
    """A site at an address."""

    def __init__(self, address: str) -> None:
        self._address = address.rstrip("/") + "/"

    def read(self, path: str, most: int) -> bytes:
        """Return a file's bytes, fetched."""
        url = self._address + quote(path)
        try:
            answer = fetch(url, most=most, seconds=_SECONDS)
        except FetchFault as error:
            raise SourceFault(str(error)) from error
        if answer.status >= 300:
            kind = Missing if answer.status in {404, 410} else SourceFault
            raise kind(f"{url} answers {answer.status}")
        return answer.body


class Prefixed:
    """The files of a ``log`` folder that stands alone, under the names they have in a site."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def read(self, path: str, most: int) -> bytes:
        """Return a file's bytes; of the site's other files there are none."""
        if not path.startswith(FOLDER + "/"):
            raise Missing(f"{path} is not kept here")
        return self._source.read(path.removeprefix(FOLDER + "/"), most)


def open_source(place: str) -> Source:
    """Return the source at an address or a folder: of a site, of its log, or a data folder.

    Raises :class:`SourceFault` where there is no checkpoint.
    """
    source: Source
    if place.startswith(("http://", "https://")):
        candidates: list[Source] = [Web(place), Prefixed(Web(place))]
    else:
        folders = [Folder(Path(place) / name) for name in _PLACES]
        candidates = [*folders, Prefixed(Folder(Path(place)))]
    for source in candidates:
        try:
            checkpoint_of(source)
        except Missing:
            continue
        return source
    message = gettext_noop("There is no log at %(place)s: %(file)s is missing.")
    raise SourceFault(translator()(message) % {"place": place, "file": f"{FOLDER}/checkpoint"})


def checkpoint_of(source: Source) -> bytes:
    """Return the signed checkpoint of a source."""
    return source.read(f"{FOLDER}/checkpoint", _CHECKPOINT_MOST)


def key_of(source: Source) -> str:
    """Return the public key that the source itself names."""
    return source.read(f"{FOLDER}/key", _CHECKPOINT_MOST).decode("utf-8", "replace")


def witnesses_of(source: Source) -> str:
    """Return the public keys of witnesses that the source itself names, one a line."""
    return source.read(f"{FOLDER}/witnesses", _CHECKPOINT_MOST).decode("utf-8", "replace")


def key_changes_of(source: Source) -> str:
    """Return the notes of earlier keys that the source keeps, empty where it has had one key."""
    try:
        data = source.read(f"{FOLDER}/key-changes", _CHECKPOINT_MOST)
    except Missing:
        return ""
    return data.decode("utf-8", "replace")


def tile_of(source: Source, level: int | str, index: int, width: int) -> bytes:
    """Return a tile of at least this width, the full one where the partial one has gone."""
    try:
        return source.read(f"{FOLDER}/{tile_path(level, index, width)}", _BUNDLE_MOST)
    except Missing:
        if width == WIDTH:
            raise
        return source.read(f"{FOLDER}/{tile_path(level, index)}", _BUNDLE_MOST)


def hashes_of(source: Source, level: int, index: int, size: int) -> list[bytes]:
    """Return the hashes of a tile as it is in a tree of ``size``; fewer where it is cut off."""
    width = width_at(level, index, size)
    return split(tile_of(source, level, index, width)[: width * HASH_BYTES])


def record_of(source: Source, path: str) -> bytes:
    """Return a published record."""
    return source.read(path, _RECORD_MOST)


def _bounded(data: bytes, most: int, name: str) -> bytes:
    if len(data) > most:
        raise SourceFault(f"{name} is longer than {most} bytes, which it may not be")
    return data
