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


def ask(
    client: Any,
    index: str,
    query: Clause,
    *,
    size: int,
    start: int = 0,
    sort: Sort = "relevance",
    weighing: Clause | None = None,
    narrow: Clause | None = None,
    facets: bool = False,
) -> Answer:
    """Return the hits from ``start`` on. Raises ``EngineUnavailable`` where a part fails.

    ``narrow`` finds only some of the hits, the first of which are the first of all. It is asked
    instead where it finds as many as are weighed again.
    """
    counting: Clause = {
        "query": asked.members(query),
        "size": 0,
        "track_total_hits": True,
        "aggs": asked.facets() if facets else {},
    }
    parts: list[Clause] = [{"index": index, "request_cache": True}, counting]
    within = narrow is not None and weighing is not None and start + size <= DEPTH
    page = {"index": index}, _page(query, size, start, sort, weighing)
    if within:
        best = _page(narrow or {}, size, start, sort, weighing)
        parts += [{"index": index}, {**best, "track_total_hits": DEPTH}]
    elif start + size <= WINDOW:
        parts += page
    counted, *pages = _responses(client, parts)
    if within and counted["hits"]["total"]["value"] and pages[0]["hits"]["total"]["value"] < DEPTH:
        pages = _responses(client, [*page])
    return Answer(
        total=int(counted["hits"]["total"]["value"]),
        hits=[hit for page in pages for hit in page["hits"]["hits"]],
        counts=counted.get("aggregations", {}),
    )


def _responses(client: Any, parts: list[Clause]) -> list[Any]:
    responses = list(client.msearch(searches=parts)["responses"])
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
