"""One engine of each sort, empty, for the contract that both keep."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from cms.publication.store import PublicStore
from search.engine import Engine
from search.engines.elasticsearch import connect
from tests.search.records import Log, StoringEngine
from tests.servers.elasticsearch import Elasticsearch


@pytest.fixture(params=["sqlite", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """Return an empty engine."""
    if request.param == "sqlite":
        store = PublicStore(tmp_path / "public.sqlite3")
        yield StoringEngine(store)
        store.close()
        return
    server: Elasticsearch = request.getfixturevalue("elasticsearch_server")
    index = f"huiyinbi-{uuid.uuid4().hex}"
    yield connect(f"{server.url}/{index}", timeout=20)
    for found in server.request("GET", f"{index}-v*"):
        server.request("DELETE", found)


@pytest.fixture
def log() -> Log:
    """Return an empty log."""
    return Log()
