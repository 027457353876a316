"""What may be fetched from an address, and what is refused: no other host, no end, no bomb."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from publisher.fetching import FetchFault, fetch

MOST = 10_000


class _Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        here = f"http://127.0.0.1:{self.server.server_address[1]}"
        to = {
            "/moved": f"{here}/plain",
            "/elsewhere": "http://127.0.0.2/plain",
            "/other-port": "http://127.0.0.1:9/plain",
            "/file": "file:///etc/passwd",
            "/loop": f"{here}/loop",
        }.get(self.path)
        body = {"/plain": b"hello", "/long": b"x" * (MOST + 1)}.get(self.path, b"")
        if self.path in {"/packed", "/bomb", "/cut"}:
            body = gzip.compress(b"0" * (50_000_000 if self.path == "/bomb" else 100))
        self.send_response(302 if to else 200 if body else 404)
        if to:
            self.send_header("Location", to)
        if self.path in {"/packed", "/bomb", "/cut"}:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body[:-12] if self.path == "/cut" else body)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """A server that tries it all."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_ordinary_answers_come_back(site: str) -> None:
    assert fetch(f"{site}/plain", most=MOST).body == b"hello"
    assert fetch(f"{site}/moved", most=MOST).body == b"hello"
    assert fetch(f"{site}/packed", most=MOST).body == b"0" * 100
    assert fetch(f"{site}/none", most=MOST).status == 404
    assert fetch(f"{site}/plain", most=MOST, post=b"x").body == b"hello"


@pytest.mark.parametrize(
    "path", ["/long", "/bomb", "/cut", "/elsewhere", "/other-port", "/file", "/loop"]
)
def test_what_has_no_end_or_leads_elsewhere_is_refused(site: str, path: str) -> None:
    with pytest.raises(FetchFault):
        fetch(site + path, most=MOST)


def test_post_is_never_sent_on(site: str) -> None:
    with pytest.raises(FetchFault):
        fetch(f"{site}/moved", most=MOST, post=b"secret")


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://127.0.0.1/x",
        "http://user:pw@127.0.0.1/",
        "http://",
        "//127.0.0.1/",
        "http://127.0.0.1:99999/",
        "http://127.0.0.1/ x",
        "http://127.0.0.1/\r\nHost: evil",
    ],
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(FetchFault):
        fetch(url, most=MOST)
