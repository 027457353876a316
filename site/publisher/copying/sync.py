"""Copies the living site into a bucket: what changed only, removals last.

What was sent is remembered beside the site, so that a sync that was stopped goes on
and one with nothing to do asks the bucket nothing. Assets go first and lists after
the pages they link to, so that a reader never follows a link into nothing.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import sqlite3
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

from publisher.browsersearch.layout import HEAD
from publisher.copying.bucket import Bucket, BucketAddress, BucketError
from publisher.lock import build_lock
from publisher.output.compression import compressed, pays_when_sent
from publisher.output.release import living
from publisher.report import Progress

_CONNECTIONS = 16
_BATCH = 256  # objects sent between two notes of what was sent
_DELETE_BATCH = 500
_NOT_SENT = (".gone", ".gz")  # a bucket cannot answer 410; a twin is sent under its page's name
_TABLE = """
create table if not exists sent (
    path text primary key, stamp text not null, sha256 blob not null
) without rowid
"""


@dataclass
class SyncReport:
    """What a sync did: objects and bytes sent, objects removed, and files that were right."""

    bucket: str
    sent: int = 0
    bytes: int = 0
    removed: int = 0
    unchanged: int = 0

    def as_dict(self) -> dict[str, Any]:
        """Return the figures for JSON."""
        return asdict(self)


class _Local(NamedTuple):
    """A file to be an object: ``file`` is what is sent, the compressed twin where there is one."""

    path: str
    file: Path
    stamp: str  # size and time of change; the same stamp is the same content


def sync(
    home: Path,
    address: BucketAddress,
    *,
    precompress: bool = False,
    progress: Progress | None = None,
) -> SyncReport:
    """Bring the bucket up to the living release of ``home``.

    ``precompress`` compresses on the way what has no twin, since a bucket cannot do it itself.

    Raises :class:`BucketError` or :class:`BuildBusy`; what was sent until then is
    remembered, and the next sync goes on from there.
    """
    release = living(home)
    if release is None:
        raise BucketError("there is no site yet; run `huiyinbi build` first")
    name = hashlib.sha256(f"{address.endpoint} {address}".encode()).hexdigest()[:12]
    with build_lock(home / "site" / "sync.lock", what="sync"):
        memory = sqlite3.connect(home / "site" / f"bucket-{name}.sqlite3", isolation_level=None)
        try:
            memory.execute("pragma journal_mode = wal")
            memory.execute(_TABLE)
            work = _Sync(release.root, Bucket(address), memory, progress, precompress=precompress)
            return work.run(str(address))
        finally:
            memory.close()


class _Sync:
    def __init__(
        self,
        root: Path,
        bucket: Bucket,
        memory: sqlite3.Connection,
        progress: Progress | None,
        *,
        precompress: bool,
    ) -> None:
        self._precompress = precompress
        self._root = root
        self._bucket = bucket
        self._memory = memory
        self._progress = progress

    def run(self, name: str) -> SyncReport:
        report = SyncReport(name)
        rows = self._memory.execute("select path, stamp, sha256 from sent")
        sent = {path: (stamp, digest) for path, stamp, digest in rows}
        files = sorted(_local_files(self._root), key=_turn)
        changed = [one for one in files if sent.get(one.path, ("",))[0] != one.stamp]
        report.unchanged = len(files) - len(changed)
        done = 0
        with ThreadPoolExecutor(_CONNECTIONS) as pool:
            # A turn ends before the next begins: pages are there before the lists that name them.
            for _, members in itertools.groupby(changed, key=lambda one: _turn(one)[0]):
                for batch in _batches(members, _BATCH):
                    self._send(batch, sent, pool, report)
                    done += len(batch)
                    if self._progress:
                        self._progress(done, len(changed))
        gone = sorted(set(sent) - {one.path for one in files})
        for batch in _batches(gone, _DELETE_BATCH):
            self._bucket.delete(batch)
            self._memory.executemany("delete from sent where path = ?", [(one,) for one in batch])
            report.removed += len(batch)
        return report

    def _send(
        self,
        batch: list[_Local],
        sent: dict[str, tuple[str, bytes]],
        pool: ThreadPoolExecutor,
        report: SyncReport,
    ) -> None:
        """Send those of a batch whose content changed, and note all of it, even after an error."""
        futures = [(one, pool.submit(self._send_one, one, sent.get(one.path))) for one in batch]
        rows, failure = [], None
        for one, future in futures:
            if failure is not None and future.cancel():
                continue
            if (error := future.exception()) is not None:
                failure = failure or error
                continue
            digest, size = future.result()
            rows.append((one.path, one.stamp, digest))
            report.sent += size >= 0
            report.bytes += max(size, 0)
            report.unchanged += size < 0
        self._memory.execute("begin")
        self._memory.executemany("insert or replace into sent values (?, ?, ?)", rows)
        self._memory.execute("commit")
        if failure is not None:
            raise failure

    def _send_one(self, one: _Local, before: tuple[str, bytes] | None) -> tuple[bytes, int]:
        """Return the file's hash and the bytes sent, -1 where the bucket has it already."""
        try:
            data = one.file.read_bytes()
        except FileNotFoundError as error:
            raise BucketError(
                "the site was built anew while it was being copied; run the same command again"
            ) from error
        packed = one.file.name.endswith(".gz")
        if self._precompress and not packed and pays_when_sent(one.path, len(data)):
            packed, data = True, compressed(data)
        digest = hashlib.sha256(data).digest()
        if before is not None and before[1] == digest:
            return digest, -1
        self._bucket.put(one.path, data, compressed=packed)
        return digest, len(data)


def _local_files(root: Path) -> Iterator[_Local]:
    """Yield all files of a site that become objects."""
    for folder, _, names in os.walk(root):
        here = set(names)
        for name in names:
            if name.endswith(_NOT_SENT):
                continue
            file = Path(folder, name + ".gz" if name + ".gz" in here else name)
            state = file.stat()
            path = os.path.relpath(os.path.join(folder, name), root)
            stamp = f"{state.st_size} {state.st_mtime_ns} {file.suffix}"
            yield _Local(path, file, stamp)


def _turn(one: _Local) -> tuple[int, str]:
    """Return when a file's turn comes: assets, pages, lists from the oldest, the newest lists.

    With these the head of the search index, which promises its other files. The checkpoint is
    last: it promises the tiles, and every record in them.
    """
    path = one.path
    if path == "log/checkpoint":
        return 4, path
    if path.startswith("assets/"):
        return 0, path
    if path.count("/") == 3 and path.startswith("cases/"):
        return 1, path
    return (3 if path.endswith("index.html") or path == HEAD else 2), path


def _batches(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """Cut ``items`` into lists of at most ``size``."""
    rest = iter(items)
    while batch := list(itertools.islice(rest, size)):
        yield batch
