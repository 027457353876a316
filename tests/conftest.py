"""What every test gets: real servers at need, markers by what is used, no way out."""

from __future__ import annotations

import pytest
from hypothesis import settings

from tests.servers.fixtures import *  # noqa: F403  (pytest takes fixtures from this module)
from tests.servers.fixtures import report_missing

# Machines that run tests are slow at times; a test is judged by its answer, not by its time.
settings.register_profile("default", deadline=None, print_blob=True)
settings.register_profile("thorough", deadline=None, print_blob=True, max_examples=1000)

MARKER_OF_FIXTURE = {
    "elasticsearch_server": "elasticsearch",
    "secure_elasticsearch": "elasticsearch",
    "postgres_server": "postgres",
    "chromium": "browser",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test by the servers it uses, so that ``-m "not browser"`` needs no typing."""
    for item in items:
        for fixture in getattr(item, "fixturenames", ()):
            if marker := MARKER_OF_FIXTURE.get(fixture):
                item.add_marker(marker)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end what this machine could not test."""
    report_missing(terminalreporter)
