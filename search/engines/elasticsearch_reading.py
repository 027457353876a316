"""Reading many records of an index in Elasticsearch at once."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from search.analysis import phrase
from search.documents import KINDS, NAMES
from search.engines import elasticsearch_query as asked
from search.names import Names

_PAGE = 1000
_LEXICON = 3000  # newest records that words are learned from
_TITLES = 50
_NAMES_LIVE = 1.0  # seconds for which names are not read again


def scroll(client: Any, index: str, query: dict[str, Any]) -> Iterator[Any]:
    """Yield every hit of a built query, newest first, from one point in time."""
    pit = client.open_point_in_time(index=index, keep_alive="2m")["id"]
    after = None
    try:
        while True:
            answer = client.search(
                pit={"id": pit, "keep_alive": "2m"},
                query=query,
                size=_PAGE,
                sort=asked.NEWEST,
                search_after=after,
                track_total_hits=False,
            )
            hits = answer["hits"]["hits"]
            yield from hits
            if len(hits) < _PAGE:
                return
            after = hits[-1]["sort"]
    finally:
        client.close_point_in_time(id=pit)


def newest_texts(client: Any, index: str) -> list[str]:
    """Return the titles of the newest records, then their texts."""
    answer = client.search(
        index=index,
        query={"terms": {"kind": sorted(KINDS)}},
        size=_LEXICON,
        sort=[{"seq": "desc"}],
        source={"includes": ["title", "text"]},
    )
    rows = [hit["_source"] for hit in answer["hits"]["hits"]]
    return [row.get(name, "") for name in ("title", "text") for row in rows]


def titles_with(client: Any, index: str, folded: str) -> list[str]:
    """Return the newest titles that hold a folded text."""
    if not phrase(folded)[0]:
        return []
    answer = client.search(
        index=index,
        query=asked.in_field("title", folded),
        size=_TITLES,
        sort=asked.NEWEST,
        source={"includes": ["title"]},
    )
    return [hit["_source"]["title"] for hit in answer["hits"]["hits"]]


class NamesKeeper:
    """The names of areas and categories in an index, read anew each second at most."""

    def __init__(self, client: Any, index: str) -> None:
        self._client, self._index = client, index
        self._names, self._until = Names(()), 0.0

    def get(self) -> Names:
        """Return the names."""
        if time.monotonic() > self._until:
            answer = self._client.search(
                index=self._index, query={"terms": {"kind": sorted(NAMES)}}, size=100_000
            )
            rows = [hit["_source"] for hit in answer["hits"]["hits"]]
            self._names = Names((row["kind"], row["key"], row["name"]) for row in rows)
            self._until = time.monotonic() + _NAMES_LIVE
        return self._names

    def forget(self) -> None:
        """Read the names anew at next need."""
        self._until = 0.0
