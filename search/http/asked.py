"""What a URL asks of the search: its query string, checked."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from cms.translating import gettext_noop
from search.engine import MAX_SIZE, SORTS, Engine, Results, Sort
from search.query import Query, QueryError, parse

MAX_PAGE = 1_000_000
DEFAULT_SIZE = 20
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class BadAsk(Exception):
    """A parameter cannot be used. ``str()`` is English; ``msgid % params`` can be translated.

    ``position`` is the place in ``text`` that is wrong, counted from 0, or None
    where the fault is not in the query's text.
    """

    def __init__(
        self, msgid: str, *, text: str = "", position: int | None = None, **params: object
    ) -> None:
        super().__init__(msgid % params if params else msgid)
        self.msgid, self.params = msgid, params
        self.text, self.position = text, position


@dataclass(frozen=True)
class Asked:
    """One search: the text as typed, what it means, and which page of it in which order."""

    text: str
    query: Query
    sort: Sort = "relevance"
    page: int = 1
    size: int = DEFAULT_SIZE

    def answer(self, engine: Engine, *, facets: bool = True) -> Results:
        """Ask ``engine``. Raises ``EngineUnavailable``."""
        return engine.search(
            self.query, size=self.size, page=self.page, sort=self.sort, facets=facets
        )

    def link(self, path: str = "search", **changes: object) -> str:
        """Return ``path`` with the query string of this search, with ``changes`` made to it."""
        asked = replace(self, **changes)  # type: ignore[arg-type]
        pairs: list[tuple[str, object]] = [("q", asked.text)]
        if asked.sort != "relevance":
            pairs.append(("sort", asked.sort))
        if asked.size != DEFAULT_SIZE:
            pairs.append(("size", asked.size))
        if asked.page > 1:
            pairs.append(("page", asked.page))
        return f"{path}?{urlencode(pairs)}"


def asked_of(arguments: MultiDict[str, str], *, max_size: int = MAX_SIZE) -> Asked:
    """Read ``q``, ``sort``, ``page`` and ``size``. Raises :class:`BadAsk`."""
    # A control character can only be an accident; a space keeps all positions.
    text = _CONTROL.sub(" ", arguments.get("q", ""))
    try:
        query = parse(text)
    except QueryError as error:
        raise BadAsk(error.msgid, text=text, position=error.position, **error.params) from error
    sort = arguments.get("sort", "relevance") or "relevance"
    if sort not in SORTS:
        raise BadAsk(
            gettext_noop("“sort” must be one of: %(choices)s."), text=text, choices=", ".join(SORTS)
        )
    return Asked(
        text=text,
        query=query,
        sort=sort,
        page=_number(arguments, "page", 1, MAX_PAGE, text),
        size=_number(arguments, "size", DEFAULT_SIZE, max_size, text),
    )


def _number(
    arguments: MultiDict[str, str], name: str, standard: int, largest: int, text: str
) -> int:
    given = arguments.get(name, "").strip()
    if not given:
        return standard
    if re.fullmatch(r"[0-9]{1,9}", given) and 1 <= int(given) <= largest:
        return int(given)
    raise BadAsk(
        gettext_noop("“%(name)s” must be a whole number from 1 to %(largest)d."),
        text=text,
        name=name,
        largest=largest,
    )
