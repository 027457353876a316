"""Writing files of a release."""

from __future__ import annotations

import os
from pathlib import Path

from publisher.output.compression import compressed, pays_ahead
from publisher.output.durable import write_file


class TreeWriter:
    """Writes files into a folder that nobody reads yet; counts them."""

    def __init__(self, root: Path, *, precompress: bool) -> None:
        self._root = str(root)
        self._precompress = precompress
        self._folders: set[str] = set()
        self.files = 0
        self.bytes = 0

    def write(self, path: str, data: bytes) -> None:
        """Write one file with its compressed twin."""
        self._put(path, data)
        if self._precompress and pays_ahead(path, data):
            self._put(path + ".gz", compressed(data))

    def _put(self, path: str, data: bytes) -> None:
        folder = path.rpartition("/")[0]
        if folder not in self._folders:
            os.makedirs(f"{self._root}/{folder}", exist_ok=True)
            self._folders.add(folder)
        write_file(f"{self._root}/{path}", data)
        self.files += 1
        self.bytes += len(data)
