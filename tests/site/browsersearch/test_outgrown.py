"""When documents double, the index gets more files: beside the site, and without holding it up."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import pytest

from publisher.browsersearch.files import head_of
from publisher.browsersearch.layout import FOLDER, HEAD
from publisher.build import build, build_full, current_root
from publisher.building import desk as desks
from publisher.building import outgrown
from publisher.building.desk import Desk
from publisher.inspecting.check import check_living
from tests.leaks.browser_index import texts_held
from tests.site.ending import end_among_moves
from tests.site.records import SETTINGS, Log, case, number, tree

LIMIT = 96  # documents from which an index has 32 shards where it had 16


@pytest.fixture
def log(tmp_path: Path) -> Log:
    """Return the log of a site whose index has as many documents as its files take."""
    made = Log(tmp_path / "public.sqlite3")
    made.geography()
    for serial in range(1, LIMIT):
        title = "鸬鹚之家" if serial == 5 else "路灯"
        made.collect("case", number(serial), case(serial, title=title))
    made.save()
    build(made.store, tmp_path, SETTINGS, processes=1)
    assert shards(tmp_path) == 16
    return made


def shards(home: Path) -> int:
    """Return how many the index has of which the head tells."""
    return head_of((current_root(home) / HEAD).read_bytes()).layout.shards


def is_as_built_anew(log: Log, home: Path) -> bool:
    """Tell whether the site has the bytes of a full build, and nothing to complain of."""
    build_full(log.store, home / "again", SETTINGS, processes=1)
    same = tree(current_root(home)) == tree(home / "again")
    return same and not [one for one in check_living(home) if one.rule != "orphan"]


class Held:
    """Starts the process that makes the index, and holds it until it is let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.processes: list[subprocess.Popen[bytes]] = []
        self._start = desks.start
        monkeypatch.setattr(desks, "start", self.start)

    def start(self, store: Path, home: Path) -> subprocess.Popen[bytes]:
        """Start it, and stop it at once."""
        process = self._start(store, home)
        os.kill(process.pid, signal.SIGSTOP)
        self.processes.append(process)
        return process

    def let_go(self) -> None:
        """Let the last one work."""
        os.kill(self.processes[-1].pid, signal.SIGCONT)


def test_publishing_goes_on_while_the_index_is_made_anew(
    log: Log, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, desk = Held(monkeypatch), Desk(index_apart=True)
    log.put("case", number(LIMIT), case(LIMIT))
    report = build(log.store, tmp_path, SETTINGS, desk=desk)
    assert report.kind == "incremental"
    assert report.pages_written <= 60
    assert (current_root(tmp_path) / "cases/2020/06/202006-000096.html").exists()

    for serial in range(LIMIT + 1, LIMIT + 30):
        log.put("case", number(serial), case(serial))
        assert build(log.store, tmp_path, SETTINGS, desk=desk).kind == "incremental"
    log.put("case", number(5), None, "涉及隐私")
    build(log.store, tmp_path, SETTINGS, desk=desk)
    assert not list(texts_held(current_root(tmp_path), ["鸬鹚之家"]))
    assert shards(tmp_path) == 16
    assert len(held.processes) == 1

    held.let_go()
    desk.wait_for_index()
    assert shards(tmp_path) == 32
    assert is_as_built_anew(log, tmp_path)
    log.put("case", number(7), None, "涉及隐私")
    build(log.store, tmp_path, SETTINGS, desk=desk)
    assert not list(tmp_path.glob("site/releases/*.index"))
    desk.stop()


def test_what_is_published_while_it_is_made_is_caught_up_with(
    log: Log, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Many entries come after it has read the log, and some just before the others must wait."""
    head, left = outgrown._Beside._head, [2, 40]
    idle = Desk(index_apart=True)
    monkeypatch.setattr(idle, "begin_index", lambda *_: None)

    def publish(count: int) -> None:
        for _ in range(count):
            serial = log.store.head()
            log.put("case", number(serial), case(serial, title="下水道"))
            if serial % 7 == 0:
                log.put("case", number(serial - 3), None, "涉及隐私")
        build(log.store, tmp_path, SETTINGS, desk=idle)

    def published(beside: outgrown._Beside) -> int:
        if not left or not beside._files:  # before it has read the log
            return head(beside)
        if len(left) > 1:
            publish(left.pop())
            return head(beside)
        known = head(beside)
        publish(left.pop())
        return known

    monkeypatch.setattr(outgrown._Beside, "_head", published)
    log.put("case", number(LIMIT), case(LIMIT))
    assert build(log.store, tmp_path, SETTINGS).index_files > 30
    assert left == []
    idle.stop()
    assert is_as_built_anew(log, tmp_path)


@pytest.mark.parametrize("moves", [0, 1, 2])
def test_killed_while_it_takes_its_place(
    log: Log, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moves: int
) -> None:
    log.put("case", number(LIMIT), case(LIMIT))
    desk = Desk(index_apart=True)
    monkeypatch.setattr(desks, "start", lambda *_: None)
    build(log.store, tmp_path, SETTINGS, desk=desk)
    desk.stop()
    end_among_moves(monkeypatch, log, tmp_path, moves)
    named = head_of((current_root(tmp_path) / HEAD).read_bytes()).layout
    assert (current_root(tmp_path) / named.folder).is_dir()
    build(log.store, tmp_path, SETTINGS)
    assert is_as_built_anew(log, tmp_path)
    assert not (current_root(tmp_path) / FOLDER / "16").exists()
