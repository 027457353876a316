"""The bundled server: the public process, and the CMS beside it unless told otherwise."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from waitress import create_server
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from cms.cli.work import Worker, public_path
from cms.system_faults import network_fault
from publisher.build import current_root
from publisher.settings import from_environment
from publisher.web.app import make_app
from search.engine import Engine, EngineUnavailable
from search.settings import engine_from_environment

WSGIApp = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
#: Paths that belong to Django; every other path is the public site's.
PRIVATE = ("/admin", "/api", "/documents", "/static", "/uploads", "/signup")
THREADS = 8
#: Bytes of a request: the largest ledger of the admin with its form; readers send none.
MOST_SENT, MOST_ASKED = 110 * 2**20, 64 * 2**10


class AddressTaken(Exception):
    """The port cannot be opened; ``str()`` tells an operator why and what to do."""

    def __init__(self, port: int, error: str) -> None:
        self.port, self.error = port, error
        super().__init__(port)

    def __str__(self) -> str:
        return _("Port %(port)d cannot be opened: %(error)s. Choose another with --port.") % {
            "port": self.port,
            "error": self.error,
        }


def public_app() -> WSGIApp:
    """Return the public application; it needs no private database and no key of the log."""
    home = Path(settings.HUIYINBI_HOME)
    engine = engine_from_environment(os.environ, public_path())
    # The first search would wait some seconds for what this reads.
    threading.Thread(target=_warm, args=(engine,), daemon=True).start()
    how = from_environment(os.environ)
    return make_app(lambda: current_root(home), engine, how, public_path())


def _warm(engine: Engine) -> None:
    with suppress(EngineUnavailable):
        engine.warm()


def whole_app() -> WSGIApp:
    """Return the public site with the CMS mounted at its paths."""
    from cms.wsgi import application  # noqa: PLC0415 - the public site runs without Django

    return DispatcherMiddleware(public_app(), dict.fromkeys(PRIVATE, _keep_path(application)))


def _keep_path(application: WSGIApp) -> WSGIApp:
    """Undo the mounting's shift of the path: Django's URLs contain the prefix."""

    def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        environ["PATH_INFO"] = environ["SCRIPT_NAME"] + environ["PATH_INFO"]
        environ["SCRIPT_NAME"] = ""
        return application(environ, start_response)

    return app


def serve(
    host: str,
    port: int,
    *,
    public_only: bool = False,
    work: bool = True,
    listening: Callable[[], None] | None = None,
) -> None:
    """Serve until interrupted; ``listening`` is called once the port is open.

    Raises :class:`AddressTaken` when it cannot listen there.
    """
    if not 0 < port < 65536:
        raise AddressTaken(port, _("ports are numbers from 1 to 65535"))
    app = public_app() if public_only else whole_app()
    try:
        server = create_server(
            app,
            host=host,
            port=port,
            threads=THREADS,
            ident=None,
            max_request_body_size=MOST_ASKED if public_only else MOST_SENT,
        )
    except ValueError as error:  # what waitress makes of a name that no address is known for
        raise AddressTaken(port, _("no address is known for %(host)s") % {"host": host}) from error
    except OSError as error:
        raise AddressTaken(port, network_fault(error)) from error
    if listening:
        listening()
    worker = Worker() if work and not public_only else None
    if worker:
        worker.start()
    try:
        server.run()
    finally:
        if worker:
            worker.stop()
