"""A search as the command line asks it."""

from __future__ import annotations

import os
from dataclasses import asdict
from typing import Any

from werkzeug.datastructures import MultiDict

from cms.cli.work import public_path
from cms.translating import translator
from search.http.asked import BadAsk, asked_of
from search.settings import engine_from_environment


class QueryRefused(Exception):
    """The query cannot be understood, or there is no such page; ``str()`` says why."""


def search(text: str, *, size: int, page: int) -> dict[str, Any]:
    """Return total, items and facets for ``text``. Raises :class:`QueryRefused`.

    The same texts, sizes and pages are taken as by ``/search.json``.
    """
    try:
        asked = asked_of(MultiDict({"q": text, "size": str(size), "page": str(page)}))
    except BadAsk as error:
        why = translator()(error.msgid) % error.params
        pointer = f"\n  {text}\n  {'　' * error.position}^" if error.position is not None else ""
        raise QueryRefused(why + pointer) from error
    results = asked.answer(engine_from_environment(os.environ, public_path()))
    messages = [wrong.message(translator()) for wrong in results.unknown]
    return asdict(results) | {"messages": messages}
