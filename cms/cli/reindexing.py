"""A new index of Elasticsearch, made from the public store while the old one answers."""

from __future__ import annotations

import os
from typing import Any

from django.utils.translation import gettext as _

from cms.cli.work import public_path
from cms.publication.store import PublicStore
from search.fallback import FallbackEngine
from search.settings import engine_from_environment


class NothingToReindex(Exception):
    """This installation has no index of the kind; ``str()`` says what to do instead."""

    def __str__(self) -> str:
        return _("SEARCH_URL is not set. The embedded index is made anew with: huiyinbi build")


def reindex(*, back: bool = False) -> dict[str, Any]:
    """Build, check and switch to a new index, or with ``back`` return to the one before.

    Raises :class:`NothingToReindex` without Elasticsearch, and ``EngineUnavailable`` when
    it does not answer or what was built differs from the log; the present index stays.
    """
    engine = engine_from_environment(os.environ, public_path())
    if not isinstance(engine, FallbackEngine):
        raise NothingToReindex
    if back:
        return {"index": engine.main.rollback()}
    store = PublicStore(public_path())
    try:
        return {"index": engine.main.reindex(store), "head": store.head()}
    finally:
        store.close()
