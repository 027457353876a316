"""Two people ask for the last place at once: on SQLite here, on PostgreSQL beside its tests."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from tests.cms.activities.race import JOIN, MAKE
from tests.servers.installed import copy

ROOT = Path(__file__).resolve().parents[3]


def race(environment: dict[str, str]) -> list[tuple[str, list[str]]]:
    """Let two processes sign up for each of ten days at once; return both states of each day."""
    shell = [sys.executable, "-m", "cms", "shell", "-v0", "-c"]
    subprocess.run([*shell, MAKE], cwd=ROOT, env=environment, check=True)
    both = [
        subprocess.Popen(
            [*shell, JOIN % {"serial": serial}],
            cwd=ROOT,
            env=environment,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for serial in (1, 2)
    ]
    for one in both:
        assert one.stdout and one.stdout.readline() == "ready\n"
    for one in both:
        assert one.stdin
        one.stdin.write("go\n")
        one.stdin.flush()
    lines = [one.communicate(timeout=120)[0].split() for one in both]
    assert [one.returncode for one in both] == [0, 0]
    days = lines[0][::2]
    assert days == lines[1][::2]
    return [
        (day, sorted(states))
        for day, *states in zip(days, lines[0][1::2], lines[1][1::2], strict=True)
    ]


def test_one_gets_the_last_place_and_the_other_waits_on_sqlite(
    tmp_path: Path, installed_database: Path
) -> None:
    with closing(sqlite3.connect(tmp_path / "private.sqlite3")) as database:
        copy(installed_database, database)
    environment = {
        "PATH": os.environ["PATH"],
        "HUIYINBI_HOME": str(tmp_path),
        "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
    }
    found = race(environment)
    assert [states for _, states in found] == [["confirmed", "waiting"]] * 10
