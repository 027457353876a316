"""Fixtures that give tests real servers, and say aloud when one was not to be had."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from django.db import connections

from tests.servers import elasticsearch, installed, nginx, postgres, programs
from tests.servers.elasticsearch import Elasticsearch
from tests.servers.programs import MissingProgramError

Found = TypeVar("Found")

REQUIRED = bool(os.environ.get("CI") or os.environ.get("HUIYINBI_REQUIRE_SERVERS"))
_missing: dict[str, str] = {}


def find(what: str, search: Callable[[], Found]) -> Found:
    """Return what ``search`` finds; when it is missing, fail in CI and skip elsewhere."""
    try:
        return search()
    except MissingProgramError as error:
        _missing[what] = str(error)
        if REQUIRED:
            pytest.fail(f"{what} is required here: {error}", pytrace=False)
        pytest.skip(f"{what}: {error}")


def report_missing(terminal: pytest.TerminalReporter) -> None:
    """Write into the closing summary what could not be tested on this machine."""
    if _missing:
        terminal.section("NOT TESTED ON THIS MACHINE", red=True, bold=True)
        for what, why in _missing.items():
            terminal.line(f"Tests with {what} were not run: {why}.")


@pytest.fixture(scope="session")
def installed_database() -> Path:
    """The path of an SQLite database with all tables, to be copied and not written to."""
    return installed.installed()


@pytest.fixture(scope="session")
def django_db_setup(installed_database: Path, django_db_blocker: Any) -> Iterator[None]:
    """Give tests of this process a database in memory (in place of pytest-django's)."""
    with django_db_blocker.unblock():
        connection = connections["default"]
        name = connection.creation._get_test_db_name()
        connection.close()
        connection.settings_dict["NAME"] = name
        connection.ensure_connection()
        installed.copy(installed_database, connection.connection)
    yield
    with django_db_blocker.unblock():
        connection.close()


@pytest.fixture(scope="session")
def elasticsearch_server() -> Iterator[Elasticsearch]:
    """An Elasticsearch with security off, kept for the whole run.

    A test that stops it (``.server.stop()``) starts it again in a ``finally``.
    """
    if url := os.environ.get("HUIYINBI_TEST_ELASTICSEARCH_URL"):
        yield Elasticsearch(url=url.rstrip("/"))
        return
    find("Elasticsearch", programs.java_home)
    find("Elasticsearch", programs.elasticsearch_home)
    with elasticsearch.running() as node:
        yield node


@pytest.fixture(scope="session")
def elasticsearch_url(elasticsearch_server: Elasticsearch) -> str:
    """The URL of an Elasticsearch with security off."""
    return elasticsearch_server.url


@pytest.fixture(scope="session")
def secure_elasticsearch() -> Iterator[Elasticsearch]:
    """An Elasticsearch with HTTPS, and the users admin, indexer and reader."""
    find("Elasticsearch", programs.java_home)
    find("Elasticsearch", programs.elasticsearch_home)
    with elasticsearch.running(secure=True, heap="512m") as node:
        yield node


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a PostgreSQL server, as a user who may make databases."""
    if url := os.environ.get("HUIYINBI_TEST_POSTGRES_URL"):
        yield url
        return
    find("PostgreSQL", programs.postgres_bin)
    with postgres.running() as url:
        yield url


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """The URL of an empty PostgreSQL database, dropped after the test."""
    with postgres.new_database(postgres_server) as url:
        yield url


@pytest.fixture(scope="session")
def run_nginx() -> Callable[..., object]:
    """The context manager ``nginx.running(config, port=...)``, where there is an nginx."""
    find("nginx", programs.nginx)
    return nginx.running


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The path of a Chromium."""
    return find("Chromium", programs.chromium)
