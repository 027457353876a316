"""The search API: which address answers what, in JSON or to take away."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from werkzeug.wrappers import Request, Response

from cms.translating import gettext_noop
from search.documents import KINDS
from search.engine import Engine, EngineUnavailable
from search.http.asked import BadAsk, asked_of
from search.http.at_once import AtOnce, Busy
from search.http.downloads import csv_response, jsonl_response, xlsx_response
from search.http.feeds import atom_response, json_feed_response
from search.http.records import as_json
from search.unknown import Unknown
from search.withdrawn import Withdrawn

Translate = Callable[[str], str]
AWAY = gettext_noop("Search is away for the moment.")
_BUSY = gettext_noop("Too many downloads are under way here. Try again in a minute.")
_DOWNLOADS_AT_ONCE = 3  # of the eight threads of the bundled server
_OPENAPI = Path(__file__).with_name("openapi.json")
_DOWNLOADS = {
    "/search.csv": csv_response,
    "/search.jsonl": jsonl_response,
    "/search.xlsx": xlsx_response,
}
_FEEDS = {"/search.atom": atom_response, "/search.feed.json": json_feed_response}


class SearchApi:
    """Answers the API's addresses from ``engine``.

    ``base_url`` is the site's absolute address ending in "/", or "" to take it
    from the request; ``title`` names the site in feeds; without ``withdrawn`` feeds
    have no tombstones.
    """

    def __init__(
        self,
        engine: Engine,
        translate: Translate,
        *,
        base_url: str,
        title: str,
        withdrawn: Withdrawn | None = None,
    ) -> None:
        self.engine, self.translate, self.withdrawn = engine, translate, withdrawn
        self.base_url, self.title = base_url, title
        self._downloading = AtOnce(_DOWNLOADS_AT_ONCE)
        self._plain: dict[str, Callable[[Request], Response]] = {
            "/search.json": self._search,
            "/suggest.json": self._suggest,
            "/similar.json": self._similar,
            "/openapi.json": self._openapi,
        }

    @property
    def paths(self) -> frozenset[str]:
        """The paths that :meth:`respond` answers."""
        return frozenset({*self._plain, *_DOWNLOADS, *_FEEDS})

    def respond(self, request: Request) -> Response:
        """Answer one of :attr:`paths`: 200, 400 with the reason, or 503 with when to come again.

        That is where search is away, or too many downloads are under way.
        """
        try:
            response = self._answer(request)
        except BadAsk as error:
            fault: dict[str, Any] = {"message": self.message(error)}
            if error.position is not None:
                fault["position"] = error.position
            response = _json({"error": fault}, 400)
        except EngineUnavailable:
            response = self._later(AWAY, seconds=30)
        except Busy:
            response = self._later(_BUSY, seconds=60)
        response.headers["Access-Control-Allow-Origin"] = "*"  # public data, no sign-in
        return response

    def message(self, error: BadAsk) -> str:
        """Return what is wrong, in the site's language."""
        text = self.translate(error.msgid)
        return text % error.params if error.params else text

    def address(self, request: Request) -> Callable[[str], str]:
        """Return a function from a path under the root ("/cases/…") to an absolute URL."""
        base = self.base_url or request.root_url
        return lambda path: base + path.lstrip("/")

    def _answer(self, request: Request) -> Response:
        path = request.path
        if path in self._plain:
            return self._plain[path](request)
        asked, address = asked_of(request.args), self.address(request)
        if path in _DOWNLOADS:
            download = partial(_DOWNLOADS[path], self.engine, asked, address, self.translate)
            return self._downloading.answer(download)
        gone = self.withdrawn.matching(asked.query) if self.withdrawn else []
        feed = _FEEDS[path]
        return feed(self.engine, asked, address, self.translate, title=self.title, gone=gone)

    def _later(self, message: str, *, seconds: int) -> Response:
        response = _json({"error": {"message": self.translate(message)}}, 503)
        response.headers["Retry-After"] = str(seconds)
        return response

    def _search(self, request: Request) -> Response:
        asked, address = asked_of(request.args), self.address(request)
        results = asked.answer(self.engine)
        following = asked.link("/search.json", page=asked.page + 1)
        return _json(
            {
                "query": asked.text,
                "total": results.total,
                "page": asked.page,
                "size": asked.size,
                "sort": asked.sort,
                "relaxed": results.relaxed,
                "corrected": results.corrected or None,
                "suggestions": results.suggestions,
                "unknown": [self._unknown(wrong) for wrong in results.unknown],
                "items": [as_json(item, address) for item in results.items],
                "facets": {
                    name: [{"value": f.value, "label": f.label, "count": f.count} for f in values]
                    for name, values in results.facets.items()
                },
                "next": address(following) if results.has_next and results.items else None,
            }
        )

    def _unknown(self, wrong: Unknown) -> dict[str, Any]:
        return {
            "field": wrong.field,
            "value": wrong.value,
            "message": wrong.message(self.translate),
            "nearest": list(wrong.nearest),
        }

    def _suggest(self, request: Request) -> Response:
        text = request.args.get("q", "").strip()[:100]
        return _json({"suggestions": self.engine.suggest(text) if text else []})

    def _similar(self, request: Request) -> Response:
        kind, key = request.args.get("kind", "case"), request.args.get("number", "")[:100]
        items = self.engine.similar(kind, key) if key else []
        return _json({"items": [as_json(item, self.address(request)) for item in items]})

    def _openapi(self, request: Request) -> Response:
        document = json.loads(_OPENAPI.read_text("utf-8"))
        document["components"]["schemas"]["Kind"]["enum"] = list(KINDS)
        document["servers"] = [{"url": self.address(request)("").rstrip("/")}]
        return _json(document)


def _json(value: Any, status: int = 200) -> Response:
    body = json.dumps(value, ensure_ascii=False)
    return Response(body, status, content_type="application/json; charset=utf-8")
