"""Whatever happens to a builder, what is served is one whole release."""

from __future__ import annotations

import json
import os
import random
import re
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from publisher.browsersearch.files import head_of
from publisher.browsersearch.layout import HEAD
from publisher.build import BuildBusy, BuildFailed, build, build_full, current_root
from publisher.building import index_beside
from publisher.inspecting.check import check
from publisher.lock import build_lock
from tests.site.ending import end_among_moves
from tests.site.records import SETTINGS, Log, area, case, number, tree

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def log(tmp_path: Path) -> Log:
    made = Log(tmp_path / "public.sqlite3")
    made.geography()
    for serial in range(1, 301):
        made.collect("case", number(serial), case(serial))
    made.save()
    build(made.store, tmp_path, SETTINGS)
    return made


def _start(home: Path, *arguments: str) -> subprocess.Popen[bytes]:
    path = os.pathsep.join([str(ROOT), str(ROOT / "site")])
    return subprocess.Popen(
        [sys.executable, "-m", "tests.faults.builder", str(home), *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": path},
    )


def _kill_after(home: Path, seconds: float, *arguments: str) -> None:
    process = _start(home, *arguments)
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.wait()


def test_killed_full_build_leaves_the_old_release_whole(log: Log, tmp_path: Path) -> None:
    before = tree(current_root(tmp_path))
    log.put("area", "410902001001", area("410902001001", "德馨苑", "community"), "更名")
    for seed in range(4):
        _kill_after(tmp_path, random.Random(seed).uniform(0.3, 1.0), "full")
        if current_root(tmp_path).readlink().name == "r000001":
            assert tree(current_root(tmp_path)) == before
    build(log.store, tmp_path, SETTINGS, wait=30)
    build_full(log.store, tmp_path / "again", SETTINGS)
    assert tree(current_root(tmp_path)) == tree(tmp_path / "again")


def test_killed_incremental_builds_are_made_good(log: Log, tmp_path: Path) -> None:
    for seed in range(5):
        name = f"社区名{seed}"
        log.put("area", "410902001001", area("410902001001", name, "community"), "更名")
        _kill_after(tmp_path, random.Random(seed).uniform(0.25, 0.9))
        broken = [one for one in check(current_root(tmp_path)) if one.rule != "orphan"]
        assert broken == []
    build(log.store, tmp_path, SETTINGS, wait=30)
    build_full(log.store, tmp_path / "again", SETTINGS)
    assert tree(current_root(tmp_path)) == tree(tmp_path / "again")


def test_killed_while_an_outgrown_index_is_made_anew(log: Log, tmp_path: Path) -> None:
    for serial in range(301, 386):  # from 384 documents on it has twice the files
        log.collect("case", number(serial), case(serial))
    log.save()
    for seed in range(5):
        _kill_after(tmp_path, random.Random(seed).uniform(0.4, 1.1))
        head = head_of((current_root(tmp_path) / HEAD).read_bytes())
        assert (current_root(tmp_path) / head.layout.folder).is_dir()
        assert check(current_root(tmp_path)) == []
    build(log.store, tmp_path, SETTINGS, wait=30)
    build_full(log.store, tmp_path / "again", SETTINGS)
    assert tree(current_root(tmp_path)) == tree(tmp_path / "again")
    assert not list(tmp_path.glob("site/releases/*.index"))


def test_killed_indexing_process_is_told_and_leaves_the_old_release_whole(
    log: Log, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, releases = tree(current_root(tmp_path)), tmp_path / "site" / "releases"
    monkeypatch.setattr(index_beside, "_index", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
    with pytest.raises(BuildFailed, match="indexing process was ended"):
        build(log.store, tmp_path, SETTINGS, full=True)
    assert tree(current_root(tmp_path)) == before
    assert {path.name.partition(".")[0] for path in releases.iterdir()} == {"r000001"}


@pytest.mark.parametrize("moves", [0, 1, 7, 15])
def test_batch_killed_among_its_moves_is_finished(
    log: Log, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moves: int
) -> None:
    """Each move is one rename; here the power goes after ``moves`` of them."""
    log.put("case", number(301), case(301))
    log.put("case", number(1), None, "涉及隐私")
    end_among_moves(monkeypatch, log, tmp_path, moves)
    assert [one for one in check(current_root(tmp_path)) if one.rule == "link"] == []
    assert build(log.store, tmp_path, SETTINGS).kind == "nothing"
    build_full(log.store, tmp_path / "again", SETTINGS)
    assert tree(current_root(tmp_path)) == tree(tmp_path / "again")


def test_full_disk_is_an_error_and_changes_nothing(log: Log, tmp_path: Path) -> None:
    """A file may grow no further, as on a full disk: the write is refused by the system."""
    before = tree(current_root(tmp_path))
    log.put("case", number(301), case(301))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (3000, hard))
    try:
        with pytest.raises(Exception, match=r"(?i)large|full|disk|I/O"):
            build(log.store, tmp_path, SETTINGS)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, ignored)
    assert tree(current_root(tmp_path)) == before
    build(log.store, tmp_path, SETTINGS)
    assert (current_root(tmp_path) / "cases/2020/06/202006-000301.html").exists()


def test_real_disk_full_and_read_only_leave_the_site_whole(tmp_path: Path) -> None:
    """A small disk of its own; where the system gives none, the test above stands alone."""
    path = os.pathsep.join([str(ROOT), str(ROOT / "site")])
    command = [sys.executable, "-m", "tests.faults.small_disk", str(tmp_path)]
    allowed = subprocess.run(
        ["unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", str(tmp_path)],
        check=False,
        capture_output=True,
    )
    if allowed.returncode:
        pytest.skip("this system lets nobody mount a disk for a test")
    done = subprocess.run(
        ["unshare", "-rm", *command],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": path},
        check=True,
        capture_output=True,
        text=True,
    )
    report = json.loads(done.stdout)
    assert [name for name, attempt in report.items() if not attempt["whole"]] == []
    for name in ("full, incremental", "full, whole"):
        assert re.search("full|No space", report[name]["said"]), name
    for name in ("read-only, incremental", "read-only, whole"):
        assert re.search("(?i)read-?only", report[name]["said"]), name


def test_second_builder_is_told_who_holds_the_lock(log: Log, tmp_path: Path) -> None:
    with (
        build_lock(tmp_path / "site" / "lock"),
        pytest.raises(BuildBusy, match=rf"进程 {os.getpid()}，"),
    ):
        build(log.store, tmp_path, SETTINGS)


def test_two_builders_at_once_take_turns(log: Log, tmp_path: Path) -> None:
    log.put("case", number(301), case(301))
    first, second = _start(tmp_path, "full"), _start(tmp_path)
    assert (first.wait(60), second.wait(60)) == (0, 0)
    build_full(log.store, tmp_path / "again", SETTINGS)
    assert tree(current_root(tmp_path)) == tree(tmp_path / "again")
