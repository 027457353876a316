"""A search as the command line asks it."""

from __future__ import annotations

import os
from dataclasses import asdict
from typing import Any

from cms.cli.work import public_path
from cms.translating import translator
from search.query import QueryError, parse
from search.settings import engine_from_environment


class QueryRefused(Exception):
    """The query cannot be understood; ``str()`` points at the character."""


def search(text: str, *, size: int, page: int) -> dict[str, Any]:
    """Return total, items and facets for ``text``. Raises :class:`QueryRefused`."""
    try:
        query = parse(text)
    except QueryError as error:
        why = translator()(error.msgid) % error.params
        raise QueryRefused(f"{why}\n  {text}\n  {'　' * error.position}^") from error
    engine = engine_from_environment(os.environ, public_path())
    results = engine.search(query, size=size, page=page, sort="relevance", facets=True)
    return asdict(results)
