"""Builds on a disk that gets full and read-only; run in a mount namespace of its own.

``python -m tests.faults.small_disk FOLDER`` mounts a small disk at FOLDER/disk, and prints
as JSON what each attempt said and whether the site was still what it had been.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from publisher.build import BuildFailed, build, build_full, current_root
from tests.site.records import SETTINGS, Log, case, number, tree

_MEGABYTES = 8
_LEFT = 40_000  # bytes


def main(folder: Path) -> None:
    """Fill the disk, build, make room, build; then the same with a disk that cannot be written."""
    disk = folder / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={_MEGABYTES}m", "tmpfs", disk], check=True)
    log = Log(folder / "public.sqlite3")
    log.geography()
    for serial in range(1, 60):
        log.collect("case", number(serial), case(serial))
    log.save()
    build(log.store, disk, SETTINGS, processes=1)
    report = {}
    ballast = disk / "ballast"
    log.put("case", number(60), case(60))
    ballast.write_bytes(b"x" * (_free(disk) - _LEFT))
    report["full, incremental"] = _attempt(log, disk, whole=False)
    report["full, whole"] = _attempt(log, disk, whole=True)
    ballast.unlink()
    build(log.store, disk, SETTINGS, processes=1)
    log.put("case", number(61), case(61))
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    report["read-only, incremental"] = _attempt(log, disk, whole=False)
    report["read-only, whole"] = _attempt(log, disk, whole=True)
    subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
    build(log.store, disk, SETTINGS, processes=1)
    build_full(log.store, folder / "again", SETTINGS, processes=1)
    report["in the end"] = {"whole": tree(current_root(disk)) == tree(folder / "again")}
    print(json.dumps(report))


def _attempt(log: Log, disk: Path, *, whole: bool) -> dict[str, object]:
    before, said = tree(current_root(disk)), ""
    try:
        build(log.store, disk, SETTINGS, processes=1, full=whole)
    except (OSError, BuildFailed) as error:
        said = str(error)
    return {"said": said, "whole": tree(current_root(disk)) == before}


def _free(disk: Path) -> int:
    state = os.statvfs(disk)
    return state.f_bavail * state.f_bsize


if __name__ == "__main__":
    main(Path(sys.argv[1]))
