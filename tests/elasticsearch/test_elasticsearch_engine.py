"""What only the Elasticsearch engine does: changing indexes, rights, refused records."""

from __future__ import annotations

import socket
import threading
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cms.publication.store import PublicStore
from search.engine import EngineUnavailable
from search.engines.elasticsearch import ElasticsearchEngine, connect
from search.fallback import FallbackEngine
from search.query import parse
from tests.search.records import Log, StoringEngine
from tests.servers.elasticsearch import Elasticsearch


@pytest.fixture
def index() -> str:
    return f"huiyinbi-{uuid.uuid4().hex}"


@pytest.fixture
def engine(elasticsearch_server: Elasticsearch, index: str) -> Iterator[ElasticsearchEngine]:
    yield connect(f"{elasticsearch_server.url}/{index}", timeout=20)
    for found in elasticsearch_server.request("GET", f"{index}-v*"):
        elasticsearch_server.request("DELETE", found)


@pytest.fixture
def log() -> Log:
    made = Log()
    made.area("410902001003", "德馨苑社区")
    made.case(1, "路灯不亮")
    gone = made.case(2, "电梯停运")
    made.add("case", gone.key, None)
    return made


def test_reindex_switches_at_once_and_rollback_goes_back(
    engine: ElasticsearchEngine, log: Log
) -> None:
    engine.apply(log.entries())
    log.case(3, "新路灯")

    engine.reindex(log)

    assert engine.search(parse("路灯")).total == 2
    assert engine.cursor() == log.head()
    engine.rollback()
    assert engine.search(parse("路灯")).total == 1
    engine.apply(log.entries(after=engine.cursor()))
    assert engine.search(parse("路灯")).total == 2


def test_expunge_leaves_one_index_that_never_held_the_record(
    engine: ElasticsearchEngine, log: Log, elasticsearch_server: Elasticsearch, index: str
) -> None:
    secret = log.case(3, "不该说的话")
    engine.apply(log.entries())
    engine.reindex(log)
    before = elasticsearch_server.request("GET", f"{index}-v*")
    log.add("case", secret.key, None)
    engine.apply(log.entries(after=engine.cursor()))

    engine.expunge(log)

    left = elasticsearch_server.request("GET", f"{index}-v*")
    assert len(left) == 1
    assert not left.keys() & before.keys()
    assert engine.search(parse("不该说的话")).total == 0
    assert engine.search(parse("路灯")).total == 1


def test_no_search_fails_while_a_new_index_is_built(engine: ElasticsearchEngine, log: Log) -> None:
    for serial in range(10, 400):
        log.case(serial, f"路灯{serial}")
    engine.apply(log.entries())
    totals: list[int] = []
    done = threading.Event()

    def ask() -> None:
        while not done.is_set():
            totals.append(engine.search(parse("路灯"), facets=False).total)

    with ThreadPoolExecutor(2) as pool:
        asking = [pool.submit(ask) for _ in range(2)]
        for _ in range(3):
            engine.reindex(log)
        done.set()
        for each in asking:
            each.result()

    assert set(totals) == {391}


def test_stopped_server_catches_up_alone(
    elasticsearch_server: Elasticsearch, engine: ElasticsearchEngine, log: Log, tmp_path: Path
) -> None:
    if elasticsearch_server.server is None:
        pytest.skip("a server from outside is not stopped")
    both = FallbackEngine(engine, StoringEngine(PublicStore(tmp_path / "public.sqlite3")))
    both.apply(log.entries())
    elasticsearch_server.server.stop()
    try:
        for serial in range(10, 210):
            log.case(serial, f"路灯{serial}")
        both.apply(log.entries(after=both.cursor()))
        away = both.search(parse("路灯"))
    finally:
        elasticsearch_server.server.start()

    while both.cursor() < log.head():
        both.apply(log.entries(after=both.cursor()))
    back = both.search(parse("路灯"))
    assert (away.total, away.engine) == (201, "sqlite")
    assert (back.total, back.engine) == (201, "elasticsearch")


def test_reindex_that_differs_from_the_log_is_not_used(
    engine: ElasticsearchEngine, log: Log, elasticsearch_server: Elasticsearch, index: str
) -> None:
    engine.apply(log.entries())

    class Lying(Log):
        asked = 0

        def entries(self, after: int = 0, limit: int | None = None):
            self.asked += 1
            for entry in super().entries(after, limit):
                yield entry._replace(sha256="0" * 64) if self.asked > 2 else entry

    lying = Lying()
    lying.lines = log.lines

    with pytest.raises(EngineUnavailable, match="the log says"):
        engine.reindex(lying)

    assert engine.search(parse("路灯")).total == 1
    assert len(elasticsearch_server.request("GET", f"{index}-v*")) == 1


def test_rollback_without_an_older_index_says_so(engine: ElasticsearchEngine, log: Log) -> None:
    engine.apply(log.entries())

    with pytest.raises(EngineUnavailable, match="no older index"):
        engine.rollback()


def test_old_entries_never_undo_newer_ones(engine: ElasticsearchEngine, log: Log) -> None:
    engine.apply(log.entries())
    # As after a crash between the documents and the cursor.
    engine._client.delete(index=f"{engine._index}-write", id="cursor", refresh=True)

    engine.apply(log.lines[:3])

    assert engine.search(parse("电梯")).total == 0


def test_search_without_an_index_is_unavailable(engine: ElasticsearchEngine) -> None:
    with pytest.raises(EngineUnavailable):
        engine.search(parse("路灯"))


def test_reader_may_search_and_not_write(secure_elasticsearch: Elasticsearch, log: Log) -> None:
    def signed_in(user: str) -> ElasticsearchEngine:
        url = f"{secure_elasticsearch.url_of(user)}/huiyinbi"
        return connect(url, ca_file=str(secure_elasticsearch.ca_file), timeout=20)

    signed_in("indexer").apply(log.entries())
    reader = signed_in("reader")

    assert reader.search(parse("路灯")).total == 1
    assert [item.title for item in reader.scroll(parse(""))] == ["路灯不亮"]
    log.case(9, "不可写")
    with pytest.raises(EngineUnavailable, match="unauthorized"):
        reader.apply(log.entries())


def test_fallback_answers_and_the_server_catches_up(
    engine: ElasticsearchEngine, log: Log, tmp_path: Path
) -> None:
    spare = StoringEngine(PublicStore(tmp_path / "public.sqlite3"))
    away = FallbackEngine(connect("http://127.0.0.1:9/nothing", timeout=1), spare)

    away.apply(log.entries(after=away.cursor()))

    results = away.search(parse("路灯"))
    assert (results.total, results.engine) == (1, "sqlite")
    assert [item.title for item in away.scroll(parse("路灯"))] == ["路灯不亮"]
    assert "away" in away.health()
    assert "Connection" in away.fault()
    back = FallbackEngine(engine, spare)
    assert back.cursor() == 0
    back.apply(log.entries(after=back.cursor()))
    results = back.search(parse("路灯"))
    assert (results.total, results.engine) == (1, "elasticsearch")
    assert back.cursor() == log.head()


def test_server_that_does_not_answer_is_left_alone_for_a_while(log: Log, tmp_path: Path) -> None:
    spare = StoringEngine(PublicStore(tmp_path / "public.sqlite3"))
    spare.apply(log.entries())
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(0.5)
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/nothing"
        both = FallbackEngine(connect(url, timeout=0.2), spare)

        found = [both.search(parse("路灯")).engine for _ in range(3)]

        silent.accept()[0].close()
        with pytest.raises(TimeoutError):
            silent.accept()
    assert found == ["sqlite"] * 3


@pytest.mark.parametrize(
    "url", ["", "ftp://host/x", "http://host:9200", "http:///x", "http://h/a/b"]
)
def test_connect_refuses_other_urls(url: str) -> None:
    with pytest.raises(ValueError, match="SEARCH_URL must look like"):
        connect(url)
