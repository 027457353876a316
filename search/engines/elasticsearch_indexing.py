"""Writing to Elasticsearch: bulk with back-off, the cursor, and changing indexes.

There are no transactions here. The cursor is written after its documents, and
every document carries its ``seq`` as an external version: after a crash the
entries between are applied again, which changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from elasticsearch import Elasticsearch, NotFoundError
from elasticsearch.helpers import streaming_bulk

from cms.publication.log import Entry, LogReader
from search.engine import EngineUnavailable
from search.engines import elasticsearch_index as layout

_BATCH = 2000
_HARMLESS = {"delete": {404, 409}, "index": {409}}


class Indexing:
    """The indexes behind the aliases ``name`` and ``name-write``."""

    def __init__(self, client: Elasticsearch, name: str) -> None:
        self._client, self._name = client, name
        # Bulk requests may take long; searches keep their own, short limit.
        self._patient = client.options(request_timeout=60)

    @property
    def _writing(self) -> str:
        return f"{self._name}-write"

    def cursor(self, index: str) -> int:
        """Return the last ``seq`` applied to ``index``, 0 where it does not exist."""
        try:
            found = self._client.get(index=index, id=layout.CURSOR_ID)
        except NotFoundError:
            return 0
        return int(found["_source"]["seq"])

    def apply(self, entries: Iterable[Entry]) -> int:
        """Apply entries to the index behind the write alias, which is made at need."""
        if not self._client.indices.exists_alias(name=self._writing):
            self._point_to(self._create(), None)
        return self._fill(self._writing, entries)

    def reindex(self, log: LogReader) -> str:
        """Build an index beside the present one, check it, and switch both aliases at once.

        Raises :class:`EngineUnavailable` when what was built is not what the log says;
        the new index is then deleted and the present one stays.
        """
        old, new = self.current(), self._create()
        try:
            while self._fill(new, log.entries(after=self.cursor(new))):
                pass
            self._compare(new, log)
        except BaseException:
            self._client.indices.delete(index=new)
            raise
        self._point_to(new, old)
        return new

    def rollback(self) -> str:
        """Point both aliases at the index made before the present one."""
        present = self.current()
        older = [index for index in self._indexes() if present and index < present]
        if not older:
            raise EngineUnavailable("there is no older index to go back to")
        self._point_to(older[-1], present)
        return older[-1]

    def expunge(self, log: LogReader) -> None:
        """Reindex, and delete every other index: merging keeps what was deleted for hours."""
        new = self.reindex(log)
        for index in self._indexes():
            if index != new:
                self._patient.indices.delete(index=index)

    def current(self) -> str | None:
        """Return the index behind the write alias, or None."""
        try:
            return str(next(iter(self._client.indices.get_alias(name=self._writing))))
        except NotFoundError:
            return None

    def is_outdated(self) -> bool:
        """Whether the present index was made with another schema, analysis or form."""
        present = self.current() or layout.concrete_name(self._name, 0)
        return present.rpartition("-")[0] != layout.concrete_name(self._name, 0).rpartition("-")[0]

    def _indexes(self) -> list[str]:
        found = self._client.indices.get(index=f"{self._name}-v*", allow_no_indices=True)
        return sorted(found, key=lambda index: int(index.rpartition("-")[2]))

    def _create(self) -> str:
        made = [int(index.rpartition("-")[2]) for index in self._indexes()]
        index = layout.concrete_name(self._name, max(made, default=0) + 1)
        self._client.indices.create(index=index, mappings=layout.MAPPINGS, settings=layout.SETTINGS)
        return index

    def _point_to(self, new: str, old: str | None) -> None:
        actions: list[dict[str, Any]] = []
        for alias in (self._name, self._writing):
            actions.append({"add": {"index": new, "alias": alias}})
            if old:
                actions.append({"remove": {"index": old, "alias": alias}})
        self._client.indices.update_aliases(actions=actions)

    def _fill(self, index: str, entries: Iterable[Entry]) -> int:
        last = self.cursor(index)
        fresh = (entry for entry in entries if entry.seq > last)
        applied = 0
        while batch := list(islice(fresh, _BATCH)):
            self._send(index, batch)
            self._client.index(
                index=index,
                id=layout.CURSOR_ID,
                document={"kind": "cursor", "seq": batch[-1].seq},
            )
            applied += len(batch)
        if applied:
            self._patient.indices.refresh(index=index)
        return applied

    def _send(self, index: str, batch: list[Entry]) -> None:
        answers = streaming_bulk(
            self._patient,
            layout.actions(_newest(batch), index),
            chunk_size=500,
            max_retries=5,
            initial_backoff=0.5,
            max_backoff=20,
            raise_on_error=False,
        )
        refused = [answer for fine, answer in answers if not fine and not _is_harmless(answer)]
        if refused:
            raise EngineUnavailable(f"{len(refused)} records were refused, first: {refused[0]}")

    def _compare(self, index: str, log: LogReader) -> None:
        kept = _expected(log, self.cursor(index))
        self._patient.indices.refresh(index=index)
        answer = self._patient.search(
            index=index,
            size=0,
            track_total_hits=True,
            query={"bool": {"must_not": {"term": {"kind": "cursor"}}}},
            aggs={"sum": {"sum": {"field": "check"}}},
        )
        found = (int(answer["hits"]["total"]["value"]), int(answer["aggregations"]["sum"]["value"]))
        if found != (len(kept), sum(kept.values())):
            raise EngineUnavailable(
                f"the new index holds {found[0]} records with sum {found[1]}, "
                f"the log says {len(kept)} with sum {sum(kept.values())}"
            )


def _expected(log: LogReader, cursor: int) -> dict[tuple[str, str], int]:
    """Return the check number of each record that is public at ``cursor``."""
    kept: dict[tuple[str, str], int] = {}
    for entry in log.entries():
        if entry.seq > cursor:
            break
        if not layout.is_kept(entry):
            continue
        if entry.record is None:
            kept.pop((entry.kind, entry.key), None)
        else:
            kept[entry.kind, entry.key] = layout.check_number(entry)
    return kept


def _newest(batch: list[Entry]) -> Iterator[Entry]:
    """Yield the last entry of each record: one bulk request keeps no order of its own."""
    yield from {(entry.kind, entry.key): entry for entry in batch}.values()


def _is_harmless(answer: dict[str, Any]) -> bool:
    kind, result = next(iter(answer.items()))
    return result.get("status") in _HARMLESS.get(kind, set())
