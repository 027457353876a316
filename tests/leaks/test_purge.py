"""After a purge no byte of the data folder tells what residents told; the record stays."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from cms.publication import records
from tests.leaks import canaries
from tests.leaks.conftest import environment

AFTER = """
import django; django.setup()
from cms.cases.models import Case
from cms.publication.door import actions
from cms.publication.door import review
print([case.number for case in Case.objects.filter(live=True) if actions.prepare(case)])
print(sum(len(review.look(case).masked) for case in Case.objects.all()))
from django.core.management import call_command
call_command("purge", "--older-than", "12", "--json")
"""


def run(home: Path, *arguments: str) -> str:
    return subprocess.run(
        [sys.executable, *arguments],
        env={**os.environ, **environment(home)},
        capture_output=True,
        check=True,
    ).stdout.decode()


def secrets_in(home: Path) -> set[str]:
    found = set()
    for path in home.rglob("*"):
        found |= canaries.found_in(str(path.relative_to(home)).encode())
        if path.is_file():
            found |= canaries.found_in(path.read_bytes())
    return found - {canaries.PAGE_PHONE}


def log_of(home: Path) -> list[tuple]:
    with sqlite3.connect(home / "private.sqlite3") as connection:
        return connection.execute(
            "select seq, kind, key, version, sha256, body from publication_logentry order by seq"
        ).fetchall()


@pytest.fixture
def home(published: Path, tmp_path: Path) -> Path:
    """Return a copy of what was published."""
    return Path(shutil.copytree(published, tmp_path / "home", symlinks=True))


def test_purge_leaves_no_trace_and_the_record_as_it_was(home: Path) -> None:
    before, secrets = log_of(home), secrets_in(home)
    texts = set(canaries.SECRETS.values()) - {canaries.PAGE_PHONE}
    assert secrets == texts | {canaries.PIXELS}
    would = json.loads(run(home, "-m", "cms", "purge", "--older-than", "12", "--dry-run", "--json"))
    assert secrets_in(home) == secrets

    did = json.loads(run(home, "-m", "cms", "purge", "--older-than", "12", "--json"))

    assert {**did, "dry_run": True, "before": "", "compacted": False} == {**would, "before": ""}
    assert (did["cases"] > 10, did["files"], did["compacted"]) == (True, 1, True)
    assert secrets_in(home) == set()
    assert log_of(home) == before
    assert all(records.digest(body) == sha256 for *_, sha256, body in before)
    # Nothing is left to publish and nothing to mask: texts and public records are one.
    to_publish, masked, again = run(home, "-c", AFTER).split("\n", 2)
    assert (to_publish, masked, json.loads(again)["cases"]) == ("[]", "0", 0)
