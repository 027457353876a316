"""Building the site: catches up with the log, however far behind it is."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path

from cms.collector import no_collector
from cms.publication.log import LogReader
from cms.publication.store import PublicStore
from cms.translating import gettext_noop, translator
from publisher.addresses import case_path, list_path
from publisher.browsersearch.contract import BuildAnew
from publisher.building.carry import carry_over
from publisher.building.desk import Desk
from publisher.building.full import build_release
from publisher.building.incremental import apply_entries
from publisher.building.outgrown import make_index_anew, outgrown
from publisher.building.stage import finish
from publisher.failed import BuildFailed
from publisher.kinds.registry import KINDS
from publisher.lock import BuildBusy, build_lock
from publisher.output.durable import sync_file_system, sync_folders
from publisher.output.release import Release, clear_old, current_root, living, new_release, switch
from publisher.pages.templates import fingerprint
from publisher.remembered.manifest import Manifest
from publisher.remembered.pictures import clear_away, delete
from publisher.report import BuildReport, Progress
from publisher.settings import SiteSettings
from publisher.transparency.guard import keep_partials, refuse_fork

__all__ = [
    "BuildBusy",
    "BuildFailed",
    "BuildReport",
    "build",
    "build_full",
    "current_root",
    "is_outdated",
    "living",
    "page_of",
]
_MANY = 2000  # entries behind from which a full build may be the shorter way


def build(
    reader: LogReader,
    home: Path,
    settings: SiteSettings,
    *,
    processes: int = 2,
    progress: Progress | None = None,
    wait: float = 0.0,
    full: bool = False,
    desk: Desk | None = None,
) -> BuildReport:
    """Bring ``home``'s site up to the head of the log.

    Incremental where a release of these settings and templates is there and not
    too far behind; full, beside the living release, otherwise or when ``full``.
    A search index that has outgrown its files is made anew afterwards, by a process of its
    own where the ``desk`` says so. Waits ``wait`` seconds for another builder; ``desk`` is
    kept by who builds again and again. Raises :class:`BuildBusy`, :class:`BuildFailed`, or
    ``OSError`` for a full or read-only disk; what is served stays whole in each case.
    """
    started = time.monotonic()
    settings = replace(settings, home=home)
    (home / "site").mkdir(parents=True, exist_ok=True)
    with build_lock(home / "site" / "lock", wait=wait), _said_plainly(home), no_collector():
        release, report = living(home), None
        if release is not None and not full:
            with nullcontext(desk) if desk else closing(Desk()) as open_files:
                report = _catch_up(reader, release, settings, started, open_files)
        if report is None:
            if desk:
                desk.close()
            report = _full(
                reader, home, settings, processes=processes, progress=progress, started=started
            )
    return replace(report, index_files=_follow(reader, home, desk, progress))


def build_full(
    reader: LogReader,
    out: Path,
    settings: SiteSettings,
    *,
    processes: int = 2,
    progress: Progress | None = None,
    after: Release | None = None,
) -> BuildReport:
    """Build the whole site into the new or empty folder ``out``.

    It appears there when it is complete; its log must continue the one signed in
    the release ``after``. Raises :class:`BuildFailed` or ``OSError``.
    """
    started = time.monotonic()
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        message = gettext_noop(
            "%(path)s is not an empty folder; name a new one, or empty it first."
        )
        raise BuildFailed(translator()(message) % {"path": out})
    out.parent.mkdir(parents=True, exist_ok=True)
    release = Release(out.with_name(f".{out.name}.{os.getpid()}"))
    release.root.mkdir()
    try:
        with _said_plainly(out), no_collector():
            seq, files, size = build_release(
                reader, release, settings, processes=processes, progress=progress
            )
        refuse_fork(after, release, settings.signer)
        waited = sync_file_system(release.root)
        os.replace(release.root, out)
        sync_folders([out.parent])
    finally:
        _discard(release)
    return BuildReport("full", 0, seq, files, 0, size, time.monotonic() - started, waited)


def page_of(home: Path, kind: str, key: str) -> tuple[str, str, int] | None:
    """Return (path, hex SHA-256, log seq) of a record's page, None where it has none."""
    release = living(home)
    if release is None:
        return None
    path = _path_of(kind, key)
    with closing(Manifest(release.manifest_path, read_only=True)) as manifest:
        found = manifest.file(path)
    return (path, found[1], found[0]) if found else None


def _path_of(kind: str, key: str) -> str:
    if kind in KINDS:
        return KINDS[kind].path(key)
    folders = {"area": "communities", "category": "categories"}
    return list_path(f"{folders[kind]}/{key}") if kind in folders else case_path(key)


def is_outdated(home: Path, settings: SiteSettings) -> bool:
    """Whether the living site was built by another version, or with other settings."""
    release = living(home)
    if release is None:
        return False
    with closing(Manifest(release.manifest_path, read_only=True)) as manifest:
        return manifest.get("fingerprint") != fingerprint(replace(settings, home=home))


def _follow(reader: LogReader, home: Path, desk: Desk | None, progress: Progress | None) -> int:
    """Make the search index anew where it has outgrown its files; return how many were written."""
    release = living(home)
    if release is None or not outgrown(release):
        return 0
    if desk and desk.index_apart and isinstance(reader, PublicStore):
        desk.begin_index(reader.path, home)
        return 0
    with _said_plainly(home):
        return make_index_anew(reader, home, progress=progress)


@contextmanager
def _said_plainly(folder: Path) -> Iterator[None]:
    """Turn what SQLite says of a full or read-only disk into an error of ours."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise BuildFailed(
            f"{folder} could not be written: {error}. What is served was left as it was; "
            "make room there or allow writing, and build again"
        ) from error


def _catch_up(
    reader: LogReader, release: Release, settings: SiteSettings, started: float, desk: Desk
) -> BuildReport | None:
    """Finish what a killed build left, then apply what is new; None asks for a full build."""
    with desk.manifest(release) as manifest:
        finish(release, manifest)
        seq, head = manifest.seq, reader.head()
        if not _fits(reader, manifest, settings, head):
            return None
        if head == seq:
            return BuildReport("nothing", seq, seq, seconds=time.monotonic() - started)
        try:
            batch = apply_entries(reader, release, manifest, settings)
        except BuildAnew:
            return None
        if settings.home:
            delete(settings.home, batch.pictures_gone)
        return BuildReport(
            "incremental",
            seq,
            manifest.seq,
            batch.written,
            batch.removed,
            batch.bytes,
            time.monotonic() - started,
        )


def _fits(reader: LogReader, manifest: Manifest, settings: SiteSettings, head: int) -> bool:
    """Tell whether the release can be built upon: same make, same log, not too far behind."""
    seq = manifest.seq
    if manifest.get("fingerprint") != fingerprint(settings) or head < seq:
        return False
    if seq:
        last = next(iter(reader.entries(after=seq - 1, limit=1)), None)
        if last is None or last.sha256 != manifest.get("sha256"):
            return False
    return head - seq <= max(_MANY, seq // 10)


def _full(
    reader: LogReader,
    home: Path,
    settings: SiteSettings,
    *,
    processes: int,
    progress: Progress | None,
    started: float,
) -> BuildReport:
    old, release = living(home), new_release(home)
    try:
        seq, files, size = build_release(
            reader, release, settings, processes=processes, progress=progress
        )
        refuse_fork(old, release, settings.signer)
        if old is not None:
            files += keep_partials(old, release)
            files += carry_over(old, release, settings, reader)
    except BaseException:
        _discard(release)
        raise
    waited = switch(home, release)
    clear_old(home)
    with closing(Manifest(release.manifest_path, read_only=True)) as manifest:
        clear_away(home, manifest)
    return BuildReport("full", 0, seq, files, 0, size, time.monotonic() - started, waited)


def _discard(release: Release) -> None:
    """Remove a release that never lived."""
    shutil.rmtree(release.root, ignore_errors=True)
    for suffix in ("", "-wal", "-shm"):
        Path(f"{release.manifest_path}{suffix}").unlink(missing_ok=True)
