"""Two engines as one: the large one answers, the embedded one when it cannot.

Both are kept up to date. The cursor is the smaller one, so that an engine that was
away is given what it missed, and catches up in the ordinary way.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import islice
from typing import Any, TypeVar

from cms.publication.log import Entry
from search.engine import Engine, EngineUnavailable, Item, ReplaceableEngine, Results, Sort
from search.query import Query

T = TypeVar("T")
_BATCH = 2000
_log = logging.getLogger(__name__)


class FallbackEngine:
    """Asks ``main`` and, where it is unavailable, ``spare``; ``Results.engine`` says which."""

    def __init__(self, main: ReplaceableEngine, spare: Engine) -> None:
        self.main, self.spare = main, spare
        self.name = main.name

    def cursor(self) -> int:
        """Return the cursor of the engine that is behind, among those that answer."""
        spare = self.spare.cursor()
        try:
            return min(spare, self.main.cursor())
        except EngineUnavailable:
            return spare

    def apply(self, entries: Iterable[Entry]) -> int:
        """Apply entries to both; an unavailable main engine takes them later."""
        applied, waiting = 0, iter(entries)
        main_answers = True
        while batch := list(islice(waiting, _BATCH)):
            counts = [self.spare.apply(batch)]
            if main_answers:
                try:
                    counts.append(self.main.apply(batch))
                except EngineUnavailable as error:
                    # Never fatal: its cursor stays, so the entries are offered again.
                    _log.warning("%s takes no entries now: %s", self.main.name, error)
                    main_answers = False
            applied += max(counts)
        return applied

    def search(
        self,
        query: Query,
        *,
        size: int = 20,
        page: int = 1,
        sort: Sort = "relevance",
        facets: bool = True,
    ) -> Results:
        """Answer ``query``."""
        return self._either(
            lambda engine: engine.search(query, size=size, page=page, sort=sort, facets=facets)
        )

    def scroll(self, query: Query) -> Iterator[Item]:
        """Yield every hit; an engine that fails half way is not replaced by the other."""
        try:
            hits = self.main.scroll(query)
            first = next(hits, None)
        except EngineUnavailable as error:
            _log.warning("%s does not answer: %s", self.main.name, error)
            yield from self.spare.scroll(query)
            return
        if first is not None:
            yield first
            yield from hits

    def suggest(self, prefix: str, limit: int = 8) -> list[str]:
        """Return titles and names that hold the prefix."""
        return self._either(lambda engine: engine.suggest(prefix, limit))

    def similar(self, kind: str, key: str, limit: int = 5) -> list[Item]:
        """Return records like the one named."""
        return self._either(lambda engine: engine.similar(kind, key, limit))

    def document(self, kind: str, key: str) -> dict[str, Any] | None:
        """Return the stored document of one record."""
        return self._either(lambda engine: engine.document(kind, key))

    def warm(self) -> None:
        """Warm both; the main one only where it answers."""
        self.spare.warm()
        with suppress(EngineUnavailable):
            self.main.warm()

    def health(self) -> str:
        """Return the state of both, the main one first."""
        try:
            state = self.main.health()
        except EngineUnavailable as error:
            state = f"unavailable ({error})"
        return f"{self.main.name}: {state}; {self.spare.name}: {self.spare.health()}"

    def _either(self, ask: Callable[[Engine], T]) -> T:
        try:
            return ask(self.main)
        except EngineUnavailable as error:
            _log.warning("%s does not answer: %s", self.main.name, error)
            return ask(self.spare)
