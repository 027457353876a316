"""The world of canaries, made once for all tests here."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.leaks.channels import World
from tests.servers.installed import copy
from tests.servers.process import Server, free_port

ROOT = Path(__file__).resolve().parents[2]


def environment(home: Path) -> dict[str, str]:
    """Return what a program needs to work on the data folder ``home``."""
    return {
        "HUIYINBI_HOME": str(home),
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}",
        "DJANGO_SETTINGS_MODULE": "cms.settings.base",
        "ALLOWED_HOSTS": "127.0.0.1,testserver",
    }


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory, installed_database: Path) -> Path:
    """Return a data folder into which the canaries were published through every path."""
    home = tmp_path_factory.mktemp("leaks")
    with closing(sqlite3.connect(home / "private.sqlite3")) as database:
        copy(installed_database, database)
    done = subprocess.run(
        [sys.executable, "-m", "tests.leaks.publishing", home],
        env={**os.environ, **environment(home)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    (home.parent / "publishing.txt").write_bytes(done.stdout + done.stderr)
    return home


@pytest.fixture(scope="session")
def world(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Serve what was published, by the bundled server with its worker."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"

    def ready() -> bool:
        try:
            return bool(urlopen(f"{url}/healthz", timeout=5).status == 200)
        except (URLError, OSError):
            return False

    server = Server(
        [sys.executable, "-m", "cms", "serve", "--port", port],
        folder=tmp_path_factory.mktemp("serving"),
        ready=ready,
        environ=environment(published),
    )
    server.start()
    yield World(published, url, (published.parent / "publishing.txt", server.output))
    server.stop()
