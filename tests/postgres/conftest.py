"""Installations on PostgreSQL, each in a copy of one database that was set up once."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.servers import postgres

ROOT = Path(__file__).resolve().parents[2]
_MAKE = (
    "from django.core.management import call_command; call_command('migrate', verbosity=0);"
    "from tests import factories; factories.area()"
)


def _environment(home: Path, database_url: str) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "HUIYINBI_HOME": str(home),
        "DATABASE_URL": database_url,
        "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
    }


@pytest.fixture(scope="session")
def _installed(postgres_server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a database with all tables and one area."""
    with postgres.new_database(postgres_server) as url:
        home = tmp_path_factory.mktemp("installed")
        command = [sys.executable, "-m", "cms", "shell", "-v0", "-c", _MAKE]
        subprocess.run(command, cwd=ROOT, env=_environment(home, url), check=True)
        yield url


@pytest.fixture
def home(_installed: str, postgres_server: str, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of an installation on PostgreSQL with one area."""
    template = urlsplit(_installed).path.removeprefix("/")
    with postgres.new_database(postgres_server, template) as url:
        yield _environment(tmp_path, url)
