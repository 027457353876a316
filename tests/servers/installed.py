"""Databases with all tables, kept from run to run: running the migrations takes a quarter minute.

What is kept bears the hash of all that the migrations are made of, and is made anew when
that changes, so it is what they give today.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path

from tests.servers import programs

ROOT = Path(__file__).resolve().parents[2]
_FOLDER = ROOT / ".cache"
_POSTGRES = (
    "from django.core.management import call_command; call_command('migrate', verbosity=0);"
    "from tests import factories; factories.area()"
)


def installed() -> Path:
    """Return the path of an SQLite database after all migrations, without anything else."""
    return _kept("installed.sqlite3", _make)


def copy(source: Path, target: sqlite3.Connection) -> None:
    """Make ``target``, an empty database, a copy of the one at ``source``."""
    with closing(sqlite3.connect(source)) as database:
        database.backup(target)


def install_on_postgres(url: str) -> None:
    """Give the empty database at ``url`` all tables, and one area."""
    try:
        tools = programs.postgres_bin()
    except programs.MissingProgramError:
        _migrate_postgres(url)
        return

    def make(path: Path) -> None:
        _migrate_postgres(url)
        dump = [tools / "pg_dump", "--no-owner", f"--file={path}", url]
        subprocess.run(dump, check=True)
        made.append(path)

    made: list[Path] = []
    path = _kept("installed.sql", make)
    if not made:
        read = [tools / "psql", "--quiet", "--set=ON_ERROR_STOP=1", f"--file={path}", url]
        subprocess.run(read, check=True, stdout=subprocess.DEVNULL)


def environment(home: Path, database_url: str = "") -> dict[str, str]:
    """Return what a program needs to work on the data folder ``home``."""
    path = {"PYTHONPATH": f"{ROOT}:{ROOT / 'site'}", "PATH": os.environ["PATH"]}
    given = {"DATABASE_URL": database_url} if database_url else {}
    return {**path, **given, "HUIYINBI_HOME": str(home)}


def _kept(name: str, make: Callable[[Path], None]) -> Path:
    """Return the file ``name`` of today's migrations; ``make`` writes it where there is none.

    Processes that ask at once wait for the one that makes it.
    """
    _FOLDER.mkdir(exist_ok=True)
    stem, _, ending = name.partition(".")
    path = _FOLDER / f"{stem}-{_key()}.{ending}"
    with (_FOLDER / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            for old in _FOLDER.glob(f"{stem}-*.{ending}"):
                old.unlink()
            unfinished = path.with_suffix(".new")
            unfinished.unlink(missing_ok=True)
            make(unfinished)
            unfinished.replace(path)
    return path


@cache
def _key() -> str:
    """Return the hash of the libraries, and of what this project says of its tables."""
    found = hashlib.sha256(sys.version.encode())
    paths = [ROOT / "requirements.lock", *(ROOT / "cms").rglob("*.py")]
    paths += (ROOT / "cms").rglob("*.mo")  # names of permissions
    for path in sorted(paths):
        found.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return found.hexdigest()[:16]


def _make(path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        command = [sys.executable, "-m", "cms", "migrate", "-v0"]
        subprocess.run(command, cwd=ROOT, env={**os.environ, **environment(home)}, check=True)
        with closing(sqlite3.connect(path)) as target:
            copy(home / "private.sqlite3", target)


def _migrate_postgres(url: str) -> None:
    with tempfile.TemporaryDirectory() as home:
        command = [sys.executable, "-m", "cms", "shell", "-v0", "-c", _POSTGRES]
        subprocess.run(command, cwd=ROOT, env=environment(Path(home), url), check=True)
