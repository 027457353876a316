"""Installations on PostgreSQL, each in a copy of one database that was set up once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.servers import installed, postgres

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def _installed(postgres_server: str) -> Iterator[str]:
    """The URL of a database with all tables and one area."""
    with postgres.new_database(postgres_server) as url:
        installed.install_on_postgres(url)
        yield url


@pytest.fixture
def home(_installed: str, postgres_server: str, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of an installation on PostgreSQL with one area."""
    template = urlsplit(_installed).path.removeprefix("/")
    with postgres.new_database(postgres_server, template) as url:
        yield installed.environment(tmp_path, url)
