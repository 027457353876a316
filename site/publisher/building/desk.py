"""What a process that builds again and again keeps open between two builds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from publisher.output.release import Release
from publisher.remembered.manifest import Manifest


class Desk:
    """Holds the manifest of the living release; for one thread.

    SQLite tidies a file up whenever it is closed, which waits for the disk three times.
    """

    def __init__(self) -> None:
        self._manifest: Manifest | None = None

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

    def close(self) -> None:
        """Close what is open."""
        if self._manifest is not None:
            self._manifest.close()
            self._manifest = None
