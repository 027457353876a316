"""The one place that opens an address for this program itself, with the limits that such needs.

An address may come from a setting or from whoever typed a command, and what answers there is
a stranger: so only http and https, no other host than the named one, no file or other scheme
behind a redirect, an end to the time, and an end to the bytes, unpacked ones too.
The clients of Elasticsearch and of buckets connect by themselves, to the address in their setting.
"""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
import zlib
from dataclasses import dataclass
from typing import IO
from urllib.parse import urlsplit

from cms.system_faults import network_fault
from cms.translating import gettext_noop, translator

_CHUNK = 64 * 1024
_GZIP = 16 + zlib.MAX_WBITS


class FetchFault(Exception):
    """Nothing that may be used came back; the message says from where and why."""


@dataclass(frozen=True)
class Answer:
    """A status from 200 up (redirects are none), the media type without parameters, the bytes."""

    status: int
    kind: str
    body: bytes


def fetch(url: str, *, most: int, seconds: float = 30, post: bytes | None = None) -> Answer:
    """Return what ``url`` answers, of at most ``most`` bytes and within about ``seconds``.

    A GET follows redirects to the same host; a POST of ``post`` follows none. An answer with
    an error status is an answer. Raises :class:`FetchFault` for everything else.
    """
    parts = _checked(url)
    request = urllib.request.Request(  # noqa: S310  (the scheme was looked at)
        url, data=post, headers={"Accept-Encoding": "gzip", "User-Agent": "huiyinbi"}
    )
    if post is not None:
        request.add_header("Content-Type", "text/plain; charset=utf-8")
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        _SameHost(parts.hostname or "", follow=post is None),
    ):
        opener.add_handler(handler)
    until = time.monotonic() + seconds
    try:
        try:
            answer = opener.open(request, timeout=seconds)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            if 300 <= answer.status < 400:
                raise FetchFault(f"{url} leads to another place; name that instead")
            body = _read(answer, most, until, url)
            if answer.headers.get("Content-Encoding") == "gzip":
                body = _unpacked(body, most, url)
            return Answer(answer.status, answer.headers.get_content_type(), body)
    except (OSError, EOFError, http.client.HTTPException, ValueError, zlib.error) as error:
        message = gettext_noop("%(url)s cannot be read: %(error)s")
        raise FetchFault(
            translator()(message) % {"url": url, "error": network_fault(error)}
        ) from error


def _checked(url: str) -> urllib.parse.SplitResult:
    """Return the parts of an address that may be opened."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError as error:
        raise FetchFault(f"{url!r} is no web address: {error}") from error
    if not usable or parts.username is not None or any(char <= " " for char in url):
        raise FetchFault(f"{url!r} is no web address such as https://example.org/wall/")
    return parts


class _SameHost(urllib.request.HTTPRedirectHandler):
    """Follows a redirect only to where the address pointed already."""

    def __init__(self, host: str, *, follow: bool) -> None:
        self._host, self._follow = host, follow

    def redirect_request(  # noqa: PLR0917  (urllib's own)
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        """Return the next request, or refuse it."""
        old, new = urlsplit(req.full_url), _checked(newurl)
        ports = {old.port, new.port} if old.scheme == new.scheme else {new.port, None}
        if not self._follow or new.hostname != self._host or len(ports) > 1:
            raise FetchFault(f"{req.full_url} leads to another place, {newurl}; name that instead")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _read(answer: IO[bytes], most: int, until: float, url: str) -> bytes:
    """Read an answer to its end; a server that sends a byte now and then is left."""
    read = getattr(answer, "read1", answer.read)
    body = bytearray()
    while chunk := read(_CHUNK):
        body += chunk
        if len(body) > most:
            raise FetchFault(f"{url} is longer than {most} bytes, which it may not be")
        if time.monotonic() > until:
            raise FetchFault(f"{url} takes too long")
    return bytes(body)


def _unpacked(body: bytes, most: int, url: str) -> bytes:
    unpacker = zlib.decompressobj(_GZIP)
    data = unpacker.decompress(body, most + 1)
    if len(data) > most:
        raise FetchFault(f"{url} is longer than {most} bytes, which it may not be")
    if not unpacker.eof:
        raise FetchFault(f"{url} is cut off")
    return data
