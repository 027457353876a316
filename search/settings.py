"""Which engine an installation uses."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from search.engine import Engine
from search.engines.sqlite import SqliteEngine


def engine_from_environment(environ: Mapping[str, str], public_store_path: Path) -> Engine:
    """Return the engine: the embedded one, in the public store's own file."""
    return SqliteEngine(public_store_path)
