"""The public web process: the released site, the search page and the search API."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable
from pathlib import Path
from string import punctuation
from typing import TYPE_CHECKING
from urllib.parse import quote

from werkzeug.exceptions import HTTPException
from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

from cms.translating import gettext_noop, translator
from publisher.pages.templates import Templates
from publisher.settings import SiteSettings
from publisher.web import files
from publisher.web.search_page import SearchPage
from search.engine import Engine, EngineUnavailable
from search.http.api import SearchApi
from search.synonyms import SynonymFile, own_list
from search.withdrawn import Withdrawn

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_PRINTABLE = punctuation
_LOG = logging.getLogger(__name__)
#: On every answer; ``deploy/nginx.conf`` sends the same on the files that it serves itself.
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'self'; object-src 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}


def make_app(
    site_root: Callable[[], Path],
    engine: Engine,
    settings: SiteSettings,
    store: Path | None = None,
) -> WSGIApplication:
    """Return the WSGI application of the public site.

    ``site_root`` is asked at each request for the folder of the release to
    serve, so that a switch of release needs no restart. Reads only. With the public
    ``store`` feeds of a query say what was withdrawn.
    """
    return PublicApp(site_root, engine, settings, store)


class PublicApp:
    """Routes a request to the search or to a file of the release."""

    def __init__(
        self,
        site_root: Callable[[], Path],
        engine: Engine,
        settings: SiteSettings,
        store: Path | None = None,
    ) -> None:
        self._site_root, self._engine = site_root, engine
        self._translate = translator(settings.language)
        self._api = SearchApi(
            engine,
            self._translate,
            base_url=settings.base_url,
            title=settings.title,
            withdrawn=Withdrawn(store, SynonymFile(own_list(store))) if store else None,
        )
        self._page = SearchPage(engine, Templates(settings), self._translate, self._api.message)

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        # Werkzeug refuses raw bytes that are no UTF-8 in a query; percent-encoded it takes them.
        query = environ.get("QUERY_STRING", "").encode("latin-1", "replace")
        request = Request({**environ, "QUERY_STRING": quote(query, safe=_PRINTABLE)})
        response = self._respond(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response(environ, start)

    def _respond(self, request: Request) -> Response:
        try:
            return self._route(request)
        except HTTPException as error:
            return _text(error.description or str(error), error.code or 400)
        except Exception:  # noqa: BLE001 - the last resort of the process
            # A fault of ours: told to the operator in full, to the reader in one line.
            _LOG.exception("no answer to %r", request.path)
            message = gettext_noop("Something went wrong here; it was noted.")
            return _text(self._translate(message), 503)

    def _route(self, request: Request) -> Response:
        if request.method not in {"GET", "HEAD"}:
            response = _text(self._translate(gettext_noop("Only reading is possible here.")), 405)
            response.headers["Allow"] = "GET, HEAD"
            return response
        if request.path == "/search":
            return self._page.respond(request)
        if request.path in self._api.paths:
            return self._api.respond(request)
        if request.path == "/healthz":
            return self._health()
        return self._file(request)

    def _file(self, request: Request) -> Response:
        if request.path == "/search.html" and request.query_string:
            # Forms lead to the file, which plain hosting has; here the server answers itself.
            return redirect(f"search?{request.query_string.decode('latin-1')}")
        root = self._site_root()
        if not root.is_dir():
            message = gettext_noop("The site has not been built yet.")
            return _text(self._translate(message), 503)
        return files.serve(root, request) or files.not_found(root, request)

    def _health(self) -> Response:
        """Say whether a release is there, and how search is; search away is no ill health."""
        site = self._site_root().is_dir()
        try:
            search = self._engine.health()
        except EngineUnavailable:
            search = "away"
        body = json.dumps({"site": site, "search": search}, ensure_ascii=False)
        return Response(body, 200 if site else 503, content_type="application/json; charset=utf-8")


def _text(message: str, status: int) -> Response:
    return Response(message + "\n", status, content_type="text/plain; charset=utf-8")
