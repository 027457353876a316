"""What a build gives the index, and what it takes from it."""

from __future__ import annotations

from typing import Protocol

from cms.publication.log import Entry
from publisher.output.writing import TreeWriter


class BuildAnew(Exception):
    """The index cannot be built upon; the message says why."""


class Stage(Protocol):
    """Where an incremental build puts its files."""

    def put(self, path: str, data: bytes) -> None:
        """Stage one file."""


class GrowingIndex(Protocol):
    """What an incremental build gives each entry to; without an index nothing is done."""

    def append(self, entry: Entry) -> None:
        """Take the entry that follows."""

    def stage(self, stage: Stage) -> None:
        """Stage the files that change. Raises :class:`BuildAnew`."""


class Index(Protocol):
    """What a full build gives each entry to; without a search index nothing is done."""

    def append(self, entry: Entry) -> None:
        """Take the entry that follows."""

    def flush(self) -> None:
        """Store what must be remembered in the manifest, without committing."""

    def write_to(self, writer: TreeWriter) -> None:
        """Write all files."""
