"""What a process that builds again and again keeps open between two builds."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from publisher.building.index_process import start
from publisher.output.release import Release
from publisher.remembered.manifest import Manifest

_REST_SECONDS = 60.0  # before what failed is tried again


class Desk:
    """Holds the manifest of the living release; for one thread.

    SQLite tidies a file up whenever it is closed, which waits for the disk three times.
    """

    def __init__(self, *, index_apart: bool = False) -> None:
        """With ``index_apart``, an index is made anew by a process while this one builds on."""
        self.index_apart = index_apart
        self._manifest: Manifest | None = None
        self._index: subprocess.Popen[bytes] | None = None
        self._index_after = 0.0

    @contextmanager
    def manifest(self, release: Release) -> Iterator[Manifest]:
        """Give the manifest of ``release``; one that an error left somewhere is not kept."""
        if self._manifest is None or self._manifest.path != release.manifest_path:
            self.close()
            self._manifest = Manifest(release.manifest_path)
        try:
            yield self._manifest
        except BaseException:
            self.close()
            raise

    def begin_index(self, store: Path, home: Path) -> None:
        """Begin to make the search index anew, unless that is going on, or just failed."""
        if self._index is not None:
            failed = self._index.poll()
            if failed is None:
                return
            self._index = None
            self._index_after = time.monotonic() + _REST_SECONDS if failed else 0.0
        if time.monotonic() >= self._index_after:
            self._index = start(store, home)

    def wait_for_index(self) -> None:
        """Wait until an index that is being made is in its place, or has failed."""
        if self._index is not None:
            self._index.wait()

    def stop(self) -> None:
        """Close what is open, and end the making of an index, which begins again next time."""
        self.close()
        if self._index is not None:
            self._index.terminate()
            self._index.wait()
            self._index = None

    def close(self) -> None:
        """Close what is open."""
        if self._manifest is not None:
            self._manifest.close()
            self._manifest = None
