"""An installation in a folder, with cases, a picture and a signed log; commands run as programs."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
#: Publishes three cases, one of them with a picture, and corrects one.
FILL = """
from django.core.management import call_command
call_command("setup", "--json")
from cms.cases.models import CasePicture
from cms.publication.door import actions
from tests import factories
picture = factories.picture(note="鸬鹚同意书")
factories.publish(factories.area())
for state in ("done", "done", "done"):
    case = factories.case(state=state)
    case.pictures = [CasePicture(picture=picture, role="before", alt="楼道", consent="口头")]
    case.save(); case.save_revision(); factories.publish(case)
actions.withdraw(case, reason="涉及他人隐私")
call_command("build", "--json")
"""


def environment(home: Path, **more: str) -> dict[str, str]:
    """Return the environment of the installation in ``home``."""
    return {
        "PATH": os.environ["PATH"],
        "HUIYINBI_HOME": str(home),
        "SITE_URL": "https://example.org",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
        **more,
    }


def call(home: Path, *arguments: object, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a huiyinbi command to its end."""
    return subprocess.run(
        command(*arguments),
        env=environment(home, **more),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def command(*arguments: object) -> list[str]:
    """Return a huiyinbi command as a list of arguments."""
    return [sys.executable, "-P", "-m", "cms", *map(str, arguments)]


def well(done: subprocess.CompletedProcess[str]) -> str:
    """Return what a command printed; it must have succeeded."""
    assert done.returncode == 0, done.stderr
    return done.stdout


def make(home: Path, installed: Path | None = None, **more: str) -> None:
    """Make an installation, from a database with all tables or by migrations."""
    home.mkdir()
    if installed:
        shutil.copy(installed, home / "private.sqlite3")
    well(call(home, "shell", "-v0", "-c", FILL, **more))


def rows(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows of all tables of an SQLite file."""
    with closing(sqlite3.connect(path)) as database:
        names = database.execute("select name from sqlite_master where type = 'table'").fetchall()
        return {name: database.execute(f"select * from {name}").fetchall() for (name,) in names}
