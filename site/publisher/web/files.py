"""Serves the files of one release: conditional, ranges, compressed, 410 for the withdrawn."""

from __future__ import annotations

import mimetypes
import os
import re
import stat
from pathlib import Path
from typing import NamedTuple

from werkzeug.utils import redirect, send_file
from werkzeug.wrappers import Request, Response

from publisher.output.compression import compressed, pays_when_sent
from publisher.transparency.tiles import CHECKPOINT, KEY

_HASHED = re.compile(r"assets/.+\.[0-9a-f]{10}\.[a-z0-9]+")
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}
_ENCODINGS = (("br", ".br"), ("gzip", ".gz"))
_NOW = ".now"  # ends the tag of what is compressed when it is sent
_FEED = re.compile(r"(^|/)(feed|corrections)\.xml$")
#: What the tombstone template carries, so that a plain file says it is one.
TOMBSTONE = b'<meta name="http-status" content="410">'
_HEAD = 2048


class _File(NamedTuple):
    path: Path
    status: os.stat_result
    encoding: str = ""
    ending: str = ""  # of the twin's name, or _NOW


def serve(root: Path, request: Request) -> Response | None:
    """Answer ``request`` with a file under ``root``; None where there is none.

    Folders answer with their index.html, after a redirect to the address with
    a slash. Nothing outside ``root`` and no hidden file can be reached.
    """
    name = _inside(request.path)
    if name is None:
        return None
    path = root / name
    if path.is_dir():
        if not request.path.endswith("/"):
            query = request.query_string.decode("latin-1")
            # Absolute from the host: "//evil" must not become another host.
            target = f"{request.script_root}/{name}/" + (f"?{query}" if query else "")
            return redirect(target, 308)
        name, path = f"{name}/index.html".lstrip("/"), path / "index.html"
    elif request.path.endswith("/"):
        return None
    found = _choose(root, path, request)
    return _send(found, name, request) if found else None


def not_found(root: Path, request: Request) -> Response:
    """Return the release's own 404 page."""
    try:
        body = (root / "404.html").read_bytes()
    except OSError:
        return Response("404", 404, content_type="text/plain; charset=utf-8")
    return Response(body, 404, content_type=_TYPES[".html"])


def _inside(path: str) -> str | None:
    """Return a request's path as a clean relative name, or None for one that is not allowed."""
    parts = [part for part in path.split("/") if part]
    if any(part.startswith(".") or "\\" in part or not part.isprintable() for part in parts):
        return None
    if any(len(part.encode("utf-8", "surrogateescape")) > 255 for part in parts):
        return None
    return "/".join(parts)


def _choose(root: Path, path: Path, request: Request) -> _File | None:
    """Return the file to send, and how it is compressed where the client takes that."""
    name, plain = path.name, _regular(root, path)
    if plain is None:
        return None
    if "Range" not in request.headers:
        for encoding, ending in _ENCODINGS:
            if request.accept_encodings.quality(encoding) > 0:
                packed = _regular(root, path.with_name(name + ending))
                if packed:
                    return _File(path, packed, encoding, ending)
        if request.accept_encodings.quality("gzip") > 0 and pays_when_sent(name, plain.st_size):
            return _File(path, plain, "gzip", _NOW)
    return _File(path, plain)


def _regular(root: Path, path: Path) -> os.stat_result | None:
    try:
        if not path.resolve().is_relative_to(root.resolve()):
            return None  # a link that leads out
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status if stat.S_ISREG(status.st_mode) else None


def _send(file: _File, name: str, request: Request) -> Response:
    tag = f"{file.status.st_mtime_ns:x}-{file.status.st_size:x}{file.ending}"
    twin = "" if file.ending == _NOW else file.ending
    hashed = _HASHED.fullmatch(name) is not None
    response = send_file(
        file.path.with_name(file.path.name + twin),
        request.environ,
        mimetype="application/octet-stream",
        etag=tag,
        last_modified=file.status.st_mtime,
        max_age=31_536_000 if hashed else None,
    )
    if hashed:
        response.cache_control.public = True
        response.cache_control.immutable = True
    else:
        response.cache_control.no_cache = True
    response.headers["Vary"] = "Accept-Encoding"
    response.headers.pop("Content-Disposition", None)
    response.headers["Content-Type"] = _mimetype(name)
    if file.encoding and response.status_code == 200:
        response.headers["Content-Encoding"] = file.encoding
        if file.ending == _NOW:
            response.direct_passthrough = False
            response.set_data(compressed(response.get_data()))
    if response.status_code == 200 and name.endswith(".html") and _withdrawn(file.path):
        response.status_code = 410
    return response


def _mimetype(name: str) -> str:
    if _FEED.search(name):
        return "application/atom+xml; charset=utf-8"
    if name in {CHECKPOINT, KEY}:
        return _TYPES[".txt"]
    ending = os.path.splitext(name)[1]
    return _TYPES.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream"


def _withdrawn(path: Path) -> bool:
    with path.open("rb") as file:
        return TOMBSTONE in file.read(_HEAD)
