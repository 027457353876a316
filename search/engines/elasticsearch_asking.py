"""One page of hits and the counts beside it: two searches in one request.

The counts ask for no hits, so the server remembers them until the index changes; the hits
ask for no total, so it need not look at what cannot come first.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from search.engine import EngineUnavailable, Sort
from search.engines import elasticsearch_query as asked
from search.engines.elasticsearch_index import WINDOW
from search.ranking import DEPTH

Clause = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """Hits as the server gives them, how many there are in all, and its counts."""

    total: int
    hits: list[Any]
    counts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Asking:
    """What is asked of one index.

    ``narrow`` finds only some of the hits of ``query``, the first of which are the first of all.
    It is asked instead where it finds as many as are weighed again: were there fewer, others
    would be weighed beside them.
    """

    client: Any
    index: str
    query: Clause
    sort: Sort = "relevance"
    weighing: Clause | None = None
    narrow: Clause | None = None

    def answer(self, *, size: int, start: int = 0, facets: bool = False) -> Answer:
        """Return the hits from ``start`` on. Raises ``EngineUnavailable`` where a part fails."""
        counting: Clause = {
            "query": asked.members(self.query),
            "size": 0,
            "track_total_hits": True,
            "aggs": asked.facets() if facets else {},
        }
        counts = [{"index": self.index, "request_cache": True}, counting]
        if self.weighing and start + size > DEPTH:
            (counted,) = self._responses(counts)
            hits = self._beyond(size, start)
        else:
            pages = self._pages(size, start) if start + size <= WINDOW else []
            counted, *found = self._responses([*counts, *pages])
            hits = self._sure(found[0], size, start) if found else []
        return Answer(
            total=int(counted["hits"]["total"]["value"]),
            hits=hits,
            counts=counted.get("aggregations", {}),
        )

    def _pages(self, size: int, start: int) -> list[Clause]:
        page = _page(self.narrow or self.query, size, start, self.sort, self.weighing)
        return [
            {"index": self.index},
            {**page, "track_total_hits": DEPTH if self.narrow else False},
        ]

    def _sure(self, response: Any, size: int, start: int) -> list[Any]:
        """Return the hits of a response to :meth:`_pages`, of all where the narrow are few."""
        if self.narrow and response["hits"]["total"]["value"] < DEPTH:
            page = _page(self.query, size, start, self.sort, self.weighing)
            (response,) = self._responses([{"index": self.index}, page])
        return list(response["hits"]["hits"])

    def _beyond(self, size: int, start: int) -> list[Any]:
        """Return the hits of a page that ends after those weighed again: the rest by day.

        The server itself would put the rest in an order that depends on the page.
        """
        (response,) = self._responses(self._pages(DEPTH, 0))
        first = self._sure(response, DEPTH, 0)
        shown, begin = first[start:], max(0, start - len(first))
        if begin + size > WINDOW:
            return shown
        others = asked.members(self.query)["bool"]
        apart = [*others.get("must_not", []), {"ids": {"values": [hit["_id"] for hit in first]}}]
        rest = {"bool": {**others, "must_not": apart}}
        page = _page(rest, size - len(shown), begin, "newest", None)
        (response,) = self._responses([{"index": self.index}, page])
        return [*shown, *response["hits"]["hits"]]

    def _responses(self, parts: list[Clause]) -> list[Any]:
        responses = list(self.client.msearch(searches=parts)["responses"])
        for response in responses:
            if "error" in response:
                raise EngineUnavailable(f"{response['status']}: {_reason(response['error'])}")
        return responses


def _page(query: Clause, size: int, start: int, sort: Sort, weighing: Clause | None) -> Clause:
    page: Clause = {"query": query, "from": start, "size": size, "track_total_hits": False}
    if weighing:
        # Weighing again and a second key of the order exclude each other.
        return {**page, "rescore": weighing}
    return {**page, "sort": asked.order(sort), "track_scores": sort == "relevance"}


def _reason(error: Any) -> str:
    return str(error.get("reason") or error.get("type")) if isinstance(error, dict) else str(error)
