"""What every search engine can do, and the shapes of its answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from cms.publication.log import Entry, LogReader
from search.query import Query
from search.unknown import Unknown

Sort = Literal["relevance", "newest", "oldest", "longest_open"]
SORTS: tuple[Sort, ...] = ("relevance", "newest", "oldest", "longest_open")
#: Fields whose values are counted beside a result.
FACETS = ("kind", "state", "area", "category", "channel", "class", "satisfaction", "month")
MAX_SIZE = 100


class AddressFault(ValueError):
    """The engine's address cannot be used as it is written."""


class EngineUnavailable(Exception):
    """The engine cannot be reached or cannot answer now; try again later."""


class EngineAway(EngineUnavailable):
    """The engine does not answer at all."""


@dataclass(frozen=True)
class Item:
    """One hit. ``snippet`` is a list of (text, whether it matched) in the original script."""

    kind: str
    number: str
    ledger_number: str
    title: str
    url: str
    snippet: list[tuple[str, bool]]
    state: str
    satisfaction: str
    area: str
    category: str
    received: str
    closed: str
    score: float
    area_name: str = ""
    category_name: str = ""


@dataclass(frozen=True)
class Facet:
    """One value of a field with the number of hits that have it; ``label`` is for people."""

    value: str
    label: str
    count: int


@dataclass(frozen=True)
class Results:
    """An exact total, one page of hits, and the counts of each facet, largest first.

    ``relaxed`` says that no record had all the words and some were let go; ``corrected``
    is the query that was answered instead, where a typing error left nothing to find.
    ``suggestions`` are other queries that the reader may have meant; ``unknown`` are values of
    filters that name nothing.
    """

    total: int
    page: int
    size: int
    items: list[Item]
    facets: dict[str, list[Facet]] = field(default_factory=dict)
    relaxed: bool = False
    engine: str = ""
    corrected: str = ""
    suggestions: list[str] = field(default_factory=list)
    unknown: tuple[Unknown, ...] = ()

    @property
    def has_next(self) -> bool:
        """Whether there is a page after this one."""
        return self.page * self.size < self.total


class Engine(Protocol):
    """One index of the public records, a projection of the log."""

    name: str

    def cursor(self) -> int:
        """Return the last ``seq`` that the index has applied."""

    def apply(self, entries: Iterable[Entry]) -> int:
        """Apply entries that follow the cursor; skip older ones. Returns how many were applied."""

    def search(
        self,
        query: Query,
        *,
        size: int = 20,
        page: int = 1,
        sort: Sort = "relevance",
        facets: bool = True,
    ) -> Results:
        """Answer ``query``. Raises :class:`EngineUnavailable`."""

    def scroll(self, query: Query) -> Iterator[Item]:
        """Yield every hit of ``query``, newest first, without a limit."""

    def suggest(self, prefix: str, limit: int = 8) -> list[str]:
        """Return titles and names that begin as ``prefix`` does, for typing ahead."""

    def similar(self, kind: str, key: str, limit: int = 5) -> list[Item]:
        """Return records like the one named; empty when it is not in the index."""

    def document(self, kind: str, key: str) -> dict[str, Any] | None:
        """Return the stored document of one record, or None."""

    def expunge(self, log: LogReader) -> None:
        """Leave no byte of what was withdrawn in any file of the index.

        What an index forgets stays in its files for a while; this makes the files anew.
        Raises :class:`EngineUnavailable`.
        """

    def warm(self) -> None:
        """Read what the first search would wait for. Raises :class:`EngineUnavailable`."""

    def health(self) -> str:
        """Return one line for people. Raises :class:`EngineUnavailable`."""


class ReplaceableEngine(Engine, Protocol):
    """An engine whose index is exchanged for a new one while it answers."""

    def reindex(self, log: LogReader) -> str:
        """Build a new index beside the present one, check it, switch; return its name."""

    def is_outdated(self) -> bool:
        """Whether the index has the form of another version of the program."""

    def rollback(self) -> str:
        """Switch back to the index before the present one; return its name."""
