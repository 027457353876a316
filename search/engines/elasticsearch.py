"""The engine for large installations: Elasticsearch, a projection like every other."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar
from urllib.parse import unquote, urlsplit

from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch, NotFoundError

from cms.publication.log import Entry, LogReader
from cms.translating import gettext_noop
from search.analysis import fold
from search.answering import Found, find
from search.documents import KINDS
from search.engine import AddressFault, EngineAway, EngineUnavailable, Item, Results, Sort
from search.engines import elasticsearch_query as asked
from search.engines import elasticsearch_reading as reading
from search.engines.elasticsearch_answers import facets as facets_of
from search.engines.elasticsearch_answers import item
from search.engines.elasticsearch_asking import Answer, Asking
from search.engines.elasticsearch_indexing import Indexing
from search.lexicon import Lexicon, LexiconKeeper, lately
from search.meaning import Meaning
from search.query import Query
from search.synonyms import Synonyms, default_synonyms

P = ParamSpec("P")
T = TypeVar("T")


def translated(function: Callable[P, T]) -> Callable[P, T]:
    """Turn every error of the client into :class:`EngineUnavailable`."""

    @wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> T:
        with translating():
            return function(*args, **kwargs)

    return call


@contextmanager
def translating() -> Iterator[None]:
    """Turn every error of the client into one of ours."""
    try:
        yield
    except ApiError as error:
        raise EngineUnavailable(str(error)) from error
    except TransportError as error:
        raise EngineAway(error.message) from error


class ElasticsearchEngine:
    """The index behind the aliases ``index`` and ``index-write``.

    ``reader`` signs in with the right to read only; ``client`` is made with timeouts.
    """

    name = "elasticsearch"

    def __init__(
        self,
        client: Elasticsearch,
        index: str,
        synonyms: Callable[[], Synonyms] = default_synonyms,
    ) -> None:
        self._client, self._index, self._synonyms = client, index, synonyms
        self._indexing = Indexing(client, index)
        self._lexicon = LexiconKeeper(self._read_lexicon, lately(self.cursor))
        self._names = reading.NamesKeeper(client, index)

    @translated
    def cursor(self) -> int:
        """Return the last ``seq`` applied; 0 where there is no index yet."""
        return self._indexing.cursor(self._index)

    @translated
    def apply(self, entries: Iterable[Entry]) -> int:
        """Apply entries after the cursor, then write the cursor; safe to repeat."""
        self._names.forget()
        return self._indexing.apply(entries)

    @translated
    def reindex(self, log: LogReader) -> str:
        """Build a new index beside the old one, check it, switch to it; return its name."""
        self._names.forget()
        return self._indexing.reindex(log)

    @translated
    def rollback(self) -> str:
        """Switch back to the index before the present one; return its name."""
        self._names.forget()
        return self._indexing.rollback()

    @translated
    def search(
        self,
        query: Query,
        *,
        size: int = 20,
        page: int = 1,
        sort: Sort = "relevance",
        facets: bool = True,
    ) -> Results:
        """Answer ``query``; see :mod:`search.answering` for what is let go."""
        names = self._names.get()
        answer = Answer(0, [])

        def collect(asked_for: Query, meaning: Meaning, relaxed: bool) -> int:
            nonlocal answer
            rarest = asked.rarest_by(self._lexicon.get().usual) if relaxed else list
            built = asked.of_query(asked_for, meaning, names, relaxed=relaxed, rarest=rarest)
            weighing = asked.weighing(meaning) if sort == "relevance" else None
            narrow = asked.scored_only(built, meaning) if relaxed and weighing else None
            asking = Asking(self._client, self._index, built, sort, weighing, narrow)
            answer = asking.answer(size=size, start=(page - 1) * size, facets=facets)
            return answer.total

        found = find(query, names, self._synonyms(), self._lexicon.get, collect)
        words = found.meaning.words
        items = [item(hit, words, names) for hit in answer.hits]
        counts = facets_of(answer.counts, names) if facets else {}
        return found.results(items, counts, page=page, size=size, engine=self.name)

    def scroll(self, query: Query) -> Iterator[Item]:
        """Yield every hit of the same answer that :meth:`search` gives, newest first."""
        with translating():
            found, built = self._built(query)
            words = found.meaning.words
            for hit in reading.scroll(self._client, self._index, built):
                yield item(hit, words, self._names.get())

    def _built(self, query: Query) -> tuple[Found, dict[str, Any]]:
        """Return what ``query`` finds and the request that finds it."""
        names, built = self._names.get(), {}

        def collect(asked_for: Query, meaning: Meaning, relaxed: bool) -> int:
            nonlocal built
            built = asked.of_query(asked_for, meaning, names, relaxed=relaxed)
            return int(self._client.count(index=self._index, query=built)["count"])

        return find(query, names, self._synonyms(), self._lexicon.get, collect), built

    @translated
    def suggest(self, prefix: str, limit: int = 8) -> list[str]:
        """Return names and titles that hold the prefix, names first."""
        folded = fold(prefix.strip())
        if not folded:
            return []
        names = [name for name in self._names.get().all() if fold(name).startswith(folded)]
        titles = reading.titles_with(self._client, self._index, folded)
        return list(dict.fromkeys([*names, *titles]))[:limit]

    @translated
    def similar(self, kind: str, key: str, limit: int = 5) -> list[Item]:
        """Return records that share most of the title's word pairs."""
        stored = self.document(kind, key)
        query = asked.of_title(stored["title"], kind, key) if stored else None
        if query is None:
            return []
        hits = Asking(self._client, self._index, query).answer(size=limit).hits
        return [item(hit, [], self._names.get()) for hit in hits]

    @translated
    def document(self, kind: str, key: str) -> dict[str, Any] | None:
        """Return the stored document of one record."""
        try:
            found = self._client.get(index=self._index, id=f"{kind}:{key}")
        except NotFoundError:
            return None
        return dict(found["_source"])

    @translated
    def expunge(self, log: LogReader) -> None:
        """Make the index anew and delete all others, so that there is no going back."""
        self._names.forget()
        self._indexing.expunge(log)

    @translated
    def is_outdated(self) -> bool:
        """Whether the index has another form than this version gives to a new one."""
        return self._indexing.is_outdated()

    @translated
    def warm(self) -> None:
        """Learn the words of the index."""
        self._lexicon.get()

    @translated
    def health(self) -> str:
        """Return the cluster's state and the number of documents."""
        state = self._client.cluster.health()["status"]
        count = self._client.count(index=self._index, query={"terms": {"kind": sorted(KINDS)}})[
            "count"
        ]
        return f"{state}, {count} documents"

    @translated
    def _read_lexicon(self) -> Lexicon:
        return Lexicon(reading.newest_texts(self._client, self._index), self._names.get().all())


def connect(
    url: str,
    *,
    api_key: str | None = None,
    ca_file: str | None = None,
    timeout: float = 5,
    synonyms: Callable[[], Synonyms] = default_synonyms,
) -> ElasticsearchEngine:
    """Return the engine at ``http(s)://[user:password@]host:port/index``.

    ``ca_file`` is a PEM file to trust; ``timeout`` is in seconds. Nothing is sent yet.
    Raises ``AddressFault`` when the URL names no host or no index, or there is no such file.
    """
    parts = urlsplit(url)
    index = parts.path.strip("/")
    if parts.scheme not in {"http", "https"} or not parts.hostname or not index or "/" in index:
        raise AddressFault(gettext_noop("SEARCH_URL must look like https://host:9200/index"))
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    settings: dict[str, Any] = {"request_timeout": timeout, "max_retries": 1}
    if api_key:
        settings["api_key"] = api_key
    elif parts.username:
        settings["basic_auth"] = (unquote(parts.username), unquote(parts.password or ""))
    if ca_file:
        if not Path(ca_file).is_file():
            raise AddressFault(gettext_noop("SEARCH_CA_FILE names no file that is there"))
        settings["ca_certs"] = ca_file
    port = parts.port or (443 if parts.scheme == "https" else 80)
    # What fails is said once, by who asked; the client would print each attempt with its stack.
    logging.getLogger("elastic_transport").setLevel(logging.ERROR)
    client = Elasticsearch(f"{parts.scheme}://{host}:{port}", **settings)
    return ElasticsearchEngine(client, index, synonyms)
