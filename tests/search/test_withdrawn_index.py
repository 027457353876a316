"""The small index of withdrawn records forgets what is purged by law while it runs."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import pytest

from cms.publication.store import PublicStore
from search import withdrawn
from search.query import parse
from search.withdrawn import Withdrawn
from tests.search.records import Log


@pytest.mark.parametrize("asked_again", [True, False])
def test_purged_words_leave_the_files_of_a_running_process(
    asked_again: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = tmp_path / "folders"
    folders.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folders))
    monkeypatch.setattr(withdrawn, "_WATCHED", 3600 if asked_again else 0.05)
    log = Log()
    kept = log.case(1, "路灯不亮")
    secret = log.case(2, "secretname")
    log.add("case", kept.key, None)
    log.add("case", secret.key, None)
    store = PublicStore(tmp_path / "public.sqlite3")
    store.append(log.entries())
    gone = Withdrawn(store.path)
    assert len(gone.matching(parse("secretname"))) == 1
    assert _holds(folders, "secretname")

    store.purge([secret.seq])

    if asked_again:
        # Nobody can know any more which queries found it: it is in the feed of all.
        assert len(gone.matching(parse("电梯"))) == 1
        assert len(gone.matching(parse("路灯"))) == 2
    else:
        for _ in range(400):
            if not _holds(folders, "secretname"):
                break
            time.sleep(0.05)
    assert not _holds(folders, "secretname")
    assert len(gone.matching(parse("路灯"))) == 2


def _holds(folder: Path, text: str) -> bool:
    return any(text.encode() in path.read_bytes() for path in folder.rglob("*") if path.is_file())
