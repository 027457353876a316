"""What every test gets: real servers at need, markers by what is used, no way out."""

from __future__ import annotations

import gc
from collections import Counter

import pytest
from hypothesis import settings

from tests.servers.fixtures import *  # noqa: F403  (pytest takes fixtures from this module)
from tests.servers.fixtures import report_missing

# Machines that run tests are slow at times; a test is judged by its answer, not by its time.
settings.register_profile("default", deadline=None, print_blob=True)
settings.register_profile("thorough", deadline=None, print_blob=True, max_examples=1000)

# What is imported stays: searched for cycles while it comes, and in each test, it costs more
# than the imports themselves. The settings of the tests have stopped the search before.
gc.disable()


def pytest_collection_finish() -> None:
    """Leave all that is there by now out of every later search for cycles."""
    gc.freeze()
    gc.enable()


MARKER_OF_FIXTURE = {
    "elasticsearch_server": "elasticsearch",
    "secure_elasticsearch": "elasticsearch",
    "postgres_server": "postgres",
    "chromium": "browser",
}


#: Folders whose tests share what takes long to make.
ONE_GROUP = {"leaks"}
#: What takes longest goes first, so that no process is left with it while the others idle.
LONGEST = [
    "elasticsearch",
    "leaks",
    "browser",
    "postgres",
    "tests/site/test_sync.py",
    "tests/cms/rights/test_bounds.py",
    "tests/cms/cli/test_bad_settings.py",
    "tests/faults/test_builder_faults.py",
    "tests/cms/cases/test_imports.py",
    "tests/cms/api/test_api.py",
    "tests/cms/volunteers/test_hours_properties.py",
    "tests/cms/activities/test_last_place.py",
    "tests/site/test_incremental_equals_full.py",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test by the servers it uses, so that ``-m "not browser"`` needs no typing.

    Tests of one server, or else of one file, go to the same process: each server is
    started once, and each module's fixtures too. Processes take the groups in this order.
    """
    groups = {}
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        servers = {MARKER_OF_FIXTURE[name] for name in fixtures if name in MARKER_OF_FIXTURE}
        for marker in servers:
            item.add_marker(marker)
        known = set(MARKER_OF_FIXTURE.values())
        servers |= {marker.name for marker in item.iter_markers() if marker.name in known}
        file = item.path.relative_to(item.config.rootpath)
        shared = file.parent.name if file.parent.name in ONE_GROUP else file.as_posix()
        groups[item] = min(servers, default=shared)
        item.add_marker(pytest.mark.xdist_group(groups[item]))
    rank = {group: place for place, group in enumerate(LONGEST)}
    size = Counter(groups.values())
    items.sort(key=lambda item: (rank.get(groups[item], len(rank)), -size[groups[item]]))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end what this machine could not test."""
    report_missing(terminalreporter)
