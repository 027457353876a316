"""Writing files of a release."""

from __future__ import annotations

import gzip
import hashlib
import os
from pathlib import Path

from publisher.durable import write_all

_TEXT = (".html", ".json", ".xml", ".css", ".svg", ".js", ".txt", ".ics")
_SMALL = 1024  # bytes; a shorter text is not worth a second file


def with_compressed(path: str, data: bytes, precompress: bool) -> list[tuple[str, bytes]]:
    """Return the file and, where it pays, its gzip twin, always the same bytes."""
    if precompress and path.endswith(_TEXT) and len(data) >= _SMALL:
        return [(path, data), (path + ".gz", gzip.compress(data, 6, mtime=0))]
    return [(path, data)]


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
        for name, content in with_compressed(path, data, self._precompress):
            target = f"{self._root}/{name}"
            folder = target.rpartition("/")[0]
            if folder not in self._folders:
                os.makedirs(folder, exist_ok=True)
                self._folders.add(folder)
            descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
            try:
                write_all(descriptor, content)
            finally:
                os.close(descriptor)
            self.files += 1
            self.bytes += len(content)
        return hashlib.sha256(data).digest()
