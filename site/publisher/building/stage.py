"""Files on their way into the living release.

They are staged first. Then one transaction commits the new state together with a journal of
moves, and the moves follow, removals last. A build killed before the commit leaves no trace;
one killed after it is finished by whoever builds next. Since the disk is waited for once in each
batch, the journal keeps the moves of a batch until the next one commits.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from publisher.output.durable import sync_file_system, write_file
from publisher.output.release import Release
from publisher.remembered.manifest import Manifest


@dataclass
class Batch:
    """What an incremental build did."""

    written: int = 0
    removed: int = 0
    bytes: int = 0
    pictures_gone: list[str] = field(default_factory=list)


class Stage:
    """Collects the changed files of a batch beside the release.

    No two batches may have the same ``name`` that follow each other, since the journal still has
    the moves of the one before.
    """

    def __init__(self, release: Release, name: str) -> None:
        self._release = release
        self._name = name
        self.moves: list[tuple[int, str, str, str]] = []
        self.batch = Batch()
        shutil.rmtree(release.stage, ignore_errors=True)
        release.stage.mkdir()

    def put(self, path: str, data: bytes) -> None:
        """Stage one file."""
        write_file(self._release.stage / self._to_move(path), data)
        self.batch.written += 1
        self.batch.bytes += len(data)

    def take(self, folder: Path, path: str) -> None:
        """Stage a whole folder, which is on the same disk and goes away from where it is."""
        os.replace(folder, self._release.stage / self._to_move(path))

    def _to_move(self, path: str) -> str:
        staged = f"{self._name}-{len(self.moves)}"
        self.moves.append((len(self.moves), "move", staged, path))
        return staged

    def remove(self, path: str) -> None:
        """Note one file to be removed, if it is there."""
        if (self._release.root / path).exists():
            self.moves.append((10**9 + len(self.moves), "remove", "", path))
            self.batch.removed += 1

    def discard(self, path: str) -> None:
        """Note a whole folder to be taken out of the release."""
        self.moves.append((10**9 + len(self.moves), "discard", "", path))

    def commit(self, manifest: Manifest) -> None:
        """Commit the open transaction with the journal of what is staged."""
        sync_file_system(self._release.stage)  # and with it the moves of the batch before
        execute = manifest.connection.execute
        execute("delete from journal")
        manifest.connection.executemany("insert into journal values (?, ?, ?, ?)", self.moves)
        execute("commit")


def finish(release: Release, manifest: Manifest) -> None:
    """Do the moves that the journal names; each may have been done already."""
    rows = manifest.connection.execute(
        "select operation, staged, path from journal order by position"
    ).fetchall()
    for operation, staged, path in rows:
        target = release.root / path
        if operation == "remove":
            target.unlink(missing_ok=True)
        elif operation == "discard":
            _move(target, release.discarded(target.name))
        else:
            _move(release.stage / staged, target)
    shutil.rmtree(release.stage, ignore_errors=True)


def _move(staged: Path, target: Path) -> None:
    if not staged.exists():
        return
    try:
        os.replace(staged, target)
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(staged, target)
