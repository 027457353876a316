"""Two engines as one: the large one answers, the embedded one when it cannot.

Both are kept up to date. The cursor is the smaller one, so that an engine that was
away is given what it missed, and catches up in the ordinary way.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import chain, islice
from typing import Any, TypeVar

from cms.publication.log import Entry, LogReader
from search.engine import (
    Engine,
    EngineAway,
    EngineUnavailable,
    Item,
    ReplaceableEngine,
    Results,
    Sort,
)
from search.query import Query

T = TypeVar("T")
_BATCH = 2000
#: Seconds for which an engine that did not answer is not asked: each asking may wait for seconds.
_REST = 15.0
_log = logging.getLogger(__name__)


class FallbackEngine:
    """Asks ``main`` and, where it is unavailable, ``spare``; ``Results.engine`` says which."""

    def __init__(self, main: ReplaceableEngine, spare: Engine) -> None:
        self.main, self.spare = main, spare
        self.name = main.name
        self._rests_until = 0.0

    def cursor(self) -> int:
        """Return the cursor of the engine that is behind, among those that answer."""
        spare = self.spare.cursor()
        try:
            main = self.main.cursor()
        except EngineUnavailable:
            return spare
        self._rests_until = 0.0
        return min(spare, main)

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

        def begun(engine: Engine) -> Iterator[Item]:
            hits = engine.scroll(query)
            first = next(hits, None)
            return iter(()) if first is None else chain([first], hits)

        yield from self._either(begun)

    def suggest(self, prefix: str, limit: int = 8) -> list[str]:
        """Return titles and names that hold the prefix."""
        return self._either(lambda engine: engine.suggest(prefix, limit))

    def similar(self, kind: str, key: str, limit: int = 5) -> list[Item]:
        """Return records like the one named."""
        return self._either(lambda engine: engine.similar(kind, key, limit))

    def document(self, kind: str, key: str) -> dict[str, Any] | None:
        """Return the stored document of one record."""
        return self._either(lambda engine: engine.document(kind, key))

    def expunge(self, log: LogReader) -> None:
        """Rewrite the files of both. Raises ``EngineUnavailable`` after the spare one's."""
        self.spare.expunge(log)
        self.main.expunge(log)

    def warm(self) -> None:
        """Warm both; the main one only where it answers."""
        self.spare.warm()
        with suppress(EngineUnavailable):
            self.main.warm()

    def health(self) -> str:
        """Return the state of both, the main one first; anybody may read it."""
        try:
            state = self.main.health()
        except EngineUnavailable:
            state = "away"
        return f"{self.main.name}: {state}; {self.spare.name}: {self.spare.health()}"

    def fault(self) -> str:
        """Return why the spare engine stands in now, for the operator; empty if it does not."""
        try:
            self.main.health()
        except EngineUnavailable as error:
            return str(error)
        return ""

    def _either(self, ask: Callable[[Engine], T]) -> T:
        if time.monotonic() < self._rests_until:
            return ask(self.spare)
        try:
            return ask(self.main)
        except EngineUnavailable as error:
            if isinstance(error, EngineAway):
                self._rests_until = time.monotonic() + _REST
            _log.warning("%s does not answer: %s", self.main.name, error)
            return ask(self.spare)
