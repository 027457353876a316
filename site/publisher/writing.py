"""Writing files of a release."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import deflate

from publisher.durable import write_file

_TEXT = (".html", ".json", ".xml", ".css", ".svg", ".js", ".txt", ".ics")
_SMALL = 4096  # bytes; a shorter text fits a block of the disk, and a twin would take another
_LEVEL = 6  # as small as zlib's 9


def pays(path: str, data: bytes) -> bool:
    """Tell whether a file is to have a compressed twin."""
    return len(data) >= _SMALL and path.endswith(_TEXT)


def compressed(data: bytes) -> bytes:
    """Return ``data`` as gzip, always the same bytes: no time stands in it."""
    return bytes(deflate.gzip_compress(data, _LEVEL))


class TreeWriter:
    """Writes files into a folder that nobody reads yet; counts them."""

    def __init__(self, root: Path, *, precompress: bool) -> None:
        self._root = str(root)
        self._precompress = precompress
        self._folders: set[str] = set()
        self.files = 0
        self.bytes = 0

    def write(self, path: str, data: bytes) -> bytes:
        """Write one file with its compressed twin; return the SHA-256 of ``data``."""
        self._put(path, data)
        if self._precompress and pays(path, data):
            self._put(path + ".gz", compressed(data))
        return hashlib.sha256(data).digest()

    def _put(self, path: str, data: bytes) -> None:
        folder = path.rpartition("/")[0]
        if folder not in self._folders:
            os.makedirs(f"{self._root}/{folder}", exist_ok=True)
            self._folders.add(folder)
        write_file(f"{self._root}/{path}", data)
        self.files += 1
        self.bytes += len(data)
