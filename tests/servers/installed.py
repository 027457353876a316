"""One database with all tables, made once a run and copied by whoever needs one."""

from __future__ import annotations

import fcntl
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def installed(factory: pytest.TempPathFactory) -> Path:
    """Return the path of an SQLite database after all migrations, without anything else.

    Processes of one run share it: running the migrations takes longer than most test files.
    """
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    home = shared / "installed"
    home.mkdir(exist_ok=True)
    with (home / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "whole").exists():
            subprocess.run(
                [sys.executable, "-m", "cms", "migrate", "-v0"],
                cwd=ROOT,
                env={
                    **os.environ,
                    "HUIYINBI_HOME": str(home),
                    "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
                },
                check=True,
            )
            (home / "whole").touch()
    return home / "private.sqlite3"


def copy(source: Path, target: sqlite3.Connection) -> None:
    """Make ``target``, an empty database, a copy of the one at ``source``."""
    with closing(sqlite3.connect(source)) as database:
        database.backup(target)
