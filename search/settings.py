"""Which engine an installation uses."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from search.engine import Engine
from search.engines.sqlite import SqliteEngine
from search.fallback import FallbackEngine
from search.synonyms import SynonymFile, own_list


def engine_from_environment(environ: Mapping[str, str], public_store_path: Path) -> Engine:
    """Return the embedded engine or, with ``SEARCH_URL``, Elasticsearch that falls back to it.

    Raises ``AddressFault`` when ``SEARCH_URL`` names no host or no index, or ``SEARCH_CA_FILE``
    no file.
    """
    synonyms = SynonymFile(own_list(public_store_path))
    embedded = SqliteEngine(public_store_path, synonyms)
    url = environ.get("SEARCH_URL")
    if not url:
        return embedded
    from search.engines.elasticsearch import connect  # noqa: PLC0415 - slow, and few need it

    api_key, ca_file = environ.get("SEARCH_API_KEY"), environ.get("SEARCH_CA_FILE")
    main = connect(url, api_key=api_key, ca_file=ca_file, synonyms=synonyms)
    return FallbackEngine(main, embedded)
