"""Writes the tree's files as the log grows; its right edge is kept in the manifest.

One entry more rewrites the partial tiles of the right edge, one a level, the
partial bundle, the checkpoint, and those of the day: eight files for sixteen million entries.
Full and incremental builds append in the same way, so both give the same bytes.
"""

from __future__ import annotations

import hashlib
from typing import Protocol

from cms.publication.log import Entry
from publisher.failed import BuildFailed
from publisher.output.release import Release
from publisher.output.writing import TreeWriter
from publisher.remembered.manifest import Manifest
from publisher.settings import SiteSettings
from publisher.transparency.checkpoints import Checkpoint
from publisher.transparency.cosignatures import with_cosignatures
from publisher.transparency.cosigning import kept
from publisher.transparency.days import Days
from publisher.transparency.leaves import LeafFault, bundled, leaf_of
from publisher.transparency.notes import KeptSigner, NoteFault, Signer
from publisher.transparency.tree import (
    ENTRIES,
    FOLDER,
    WIDTH,
    leaf_hash,
    root_of_edge,
    split,
    subtree,
    tile_path,
)

CHECKPOINT = f"{FOLDER}/checkpoint"
KEY = f"{FOLDER}/key"  # the public key, for those who have none yet
KEY_CHANGES = f"{FOLDER}/key-changes"  # which keys came before, as signed notes
WITNESSES = f"{FOLDER}/witnesses"  # public keys of those who are asked to cosign, one a line
_BUNDLE = -1  # in the place of a level, in the manifest
_TABLE = "create table if not exists log_edge (level integer primary key, content blob not null)"


class LogFault(BuildFailed):
    """The log is not one that may be signed; the message names the entry."""


class Stage(Protocol):
    """Where an incremental build puts its files."""

    def put(self, path: str, data: bytes) -> None:
        """Stage one file."""

    def remove(self, path: str) -> None:
        """Note one file to be removed, if it is there."""


class TileLog:
    """The tree of one release; without a ``signer`` in the settings nothing is done."""

    def __init__(self, manifest: Manifest, settings: SiteSettings) -> None:
        self._manifest, self._signer = manifest, settings.signer
        self._witnesses, self._cosigned = settings.witness_keys, kept(settings.home)
        self._key_changes = settings.key_changes
        manifest.connection.execute(_TABLE)
        rows = dict(manifest.connection.execute("select level, content from log_edge").fetchall())
        self.size = int(manifest.get("log_size", "0"))
        self._bundle = bytearray(rows.pop(_BUNDLE, b""))
        self._edge = [split(rows[level]) for level in sorted(rows)]
        self._days = Days(manifest)
        self._files: list[tuple[str, bytes]] = []
        self._completed: list[str] = []

    def append(self, entry: Entry) -> None:
        """Add the entry that follows. Raises :class:`LogFault` for one that does not fit."""
        if self._signer is None:
            return
        if entry.seq != self.size + 1:
            raise LogFault(f"log entry {self.size + 1} is missing before {entry.seq}")
        if entry.body is not None and hashlib.sha256(entry.body).hexdigest() != entry.sha256:
            raise LogFault(
                f"log entry {entry.seq} ({entry.kind} {entry.key}) was changed: its text no "
                "longer has the SHA-256 it was published with. Nothing was signed; restore "
                "public.sqlite3 and the database from a backup"
            )
        try:
            leaf = leaf_of(entry)
        except LeafFault as error:
            raise LogFault(str(error)) from error
        if closed := self._days.begins(entry.time):
            self._days.keep(closed, *self._signed(self._signer))
        self._bundle += bundled(leaf)
        index = self.size // WIDTH
        self.size += 1
        if self.size % WIDTH == 0:
            self._full(ENTRIES, index, bytes(self._bundle))
            self._bundle.clear()
        self._push(0, leaf_hash(leaf))

    def write_to(self, writer: TreeWriter) -> None:
        """Write the tiles that became full; for a release that nobody reads yet."""
        for path, data in self._files:
            writer.write(path, data)
        self._files.clear()

    def finish(self) -> None:
        """Close the right edge, sign, and remember both; ``checkpoint`` is then in the manifest."""
        if self._signer is None:
            return
        for level, hashes in enumerate(self._edge):
            if hashes:
                self._partial(level, self.size // WIDTH ** (level + 1), b"".join(hashes))
        if self._bundle:
            self._partial(ENTRIES, self.size // WIDTH, bytes(self._bundle))
        checkpoint, note = self._signed(self._signer)
        self._days.keep("", checkpoint, note)
        self._files += self._days.files()
        self._files.append((KEY, f"{self._signer.verifier}\n".encode()))
        if self._key_changes:
            self._files.append((KEY_CHANGES, self._key_changes.encode()))
        if self._witnesses:
            self._files.append((WITNESSES, f"{self._witnesses}\n".encode()))
        self._files.append((CHECKPOINT, with_cosignatures(note, self._cosigned)))
        rows = [(level, b"".join(hashes)) for level, hashes in enumerate(self._edge)]
        self._manifest.connection.executemany(
            "insert or replace into log_edge values (?, ?)", [*rows, (_BUNDLE, bytes(self._bundle))]
        )
        self._manifest.set("log_size", self.size)
        self._manifest.set("checkpoint", note.decode())

    def _signed(self, signer: Signer | KeptSigner) -> tuple[Checkpoint, bytes]:
        """Return the checkpoint of the log so far, and its signed bytes."""
        checkpoint = Checkpoint(signer.name, self.size, root_of_edge(self._edge))
        try:
            return checkpoint, checkpoint.sign(signer)
        except NoteFault as error:  # only where the key is elsewhere
            why = "the entries are not those that the checkpoint was signed for"
            raise LogFault(why) from error

    def stage(self, release: Release, stage: Stage) -> None:
        """Stage the changed files, the checkpoint last.

        Partial tiles of earlier sizes stay for readers who come with an earlier
        checkpoint, and go when the full tile is there.
        """
        for path, data in self._files:
            stage.put(path, data)
        for path in self._completed:
            for old in sorted((release.root / f"{path}.p").glob("*")):
                stage.remove(f"{path}.p/{old.name}")

    def _push(self, level: int, value: bytes) -> None:
        """Add a hash to a level; a tile that is full goes up by its root."""
        if level == len(self._edge):
            self._edge.append([])
        hashes = self._edge[level]
        hashes.append(value)
        if len(hashes) == WIDTH:
            index = self.size // WIDTH ** (level + 1) - 1
            self._full(level, index, b"".join(hashes))
            root = subtree(hashes)
            hashes.clear()
            self._push(level + 1, root)

    def _full(self, level: int | str, index: int, data: bytes) -> None:
        path = f"{FOLDER}/{tile_path(level, index)}"
        self._files.append((path, data))
        self._completed.append(path)

    def _partial(self, level: int | str, index: int, data: bytes) -> None:
        width = self.size // WIDTH ** (0 if level == ENTRIES else int(level)) % WIDTH
        self._files.append((f"{FOLDER}/{tile_path(level, index, width)}", data))
