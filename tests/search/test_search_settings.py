"""Which engine the environment asks for."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.engines.sqlite import SqliteEngine
from search.fallback import FallbackEngine
from search.settings import engine_from_environment


def test_no_search_url_is_the_embedded_engine(tmp_path: Path) -> None:
    assert isinstance(engine_from_environment({}, tmp_path / "public.sqlite3"), SqliteEngine)


def test_search_url_is_elasticsearch_with_the_embedded_engine_behind(tmp_path: Path) -> None:
    environ = {"SEARCH_URL": "http://127.0.0.1:9/huiyinbi"}

    engine = engine_from_environment(environ, tmp_path / "public.sqlite3")

    assert isinstance(engine, FallbackEngine)
    assert engine.name == "elasticsearch"


def test_search_url_without_an_index_says_so(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="SEARCH_URL must look like"):
        engine_from_environment({"SEARCH_URL": "http://host:9200"}, tmp_path / "public.sqlite3")


def test_certificates_that_are_not_there_are_said(tmp_path: Path) -> None:
    environ = {"SEARCH_URL": "https://host:9200/i", "SEARCH_CA_FILE": str(tmp_path / "none.pem")}

    with pytest.raises(ValueError, match="SEARCH_CA_FILE"):
        engine_from_environment(environ, tmp_path / "public.sqlite3")
