"""The configuration in deploy/, in a real nginx, before a real site."""

from __future__ import annotations

import gzip
import re
import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from publisher.build import build, current_root
from publisher.web.app import HEADERS
from search.engines.sqlite import SqliteEngine
from search.http.api import SearchApi
from tests.site.records import SETTINGS, Log, case, number

CONFIG = Path(__file__).resolve().parents[2] / "deploy" / "nginx.conf"
_FRAME = """
pid nginx.pid;
error_log stderr;
user root;
events {{}}
http {{
    types {{ text/html html; text/css css; application/xml xml; application/json json; }}
    access_log off;
    client_body_temp_path temp;
    proxy_temp_path temp;
    fastcgi_temp_path temp;
    uwsgi_temp_path temp;
    scgi_temp_path temp;
    {server}
}}
"""


@pytest.fixture
def served(
    tmp_path: Path, run_nginx: Callable[..., AbstractContextManager[str]]
) -> Iterator[tuple[str, Path]]:
    """Serve a site with one withdrawn case; give its URL and folder."""
    log = Log(tmp_path / "public.sqlite3")
    log.geography()
    log.put("case", number(1), case(1))
    log.put("case", number(2), case(2))
    log.put("case", number(2), None, "涉及隐私")
    build(log.store, tmp_path, replace(SETTINGS, precompress=True), processes=1)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = CONFIG.read_text("utf-8")
    server = server.replace("listen 80;", f"listen 127.0.0.1:{port};")
    server = server.replace("/srv/huiyinbi/site/current", str(current_root(tmp_path)))
    config = tmp_path / "nginx.conf"
    config.write_text(_FRAME.format(server=server), "utf-8")
    with run_nginx(config, port=port) as url:
        yield url, current_root(tmp_path)


def _get(url: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
    try:
        with urlopen(Request(url, headers=headers), timeout=10) as answer:
            return answer.status, answer.read(), dict(answer.headers)
    except HTTPError as error:
        return error.code, error.read(), dict(error.headers)


def test_nginx_serves_pages_tombstones_and_precompressed_files(
    served: tuple[str, Path],
) -> None:
    url, root = served
    page = "/cases/2020/06/202006-000001.html"
    home = (root / "index.html").read_bytes()
    assert _get(url + "/")[:2] == (200, home)
    status, body, headers = _get(url + page, **{"Accept-Encoding": "gzip"})
    assert status == 200
    assert headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(body) == (root / page[1:]).read_bytes()
    status, body, _ = _get(url + page.replace("000001", "000002"))
    assert status == 410
    assert "涉及隐私" in body.decode()
    status, body, _ = _get(url + "/cases/nothing.html")
    assert (status, body) == (404, (root / "404.html").read_bytes())
    assert _get(url + page.replace("000001", "000002") + ".gone")[0] == 404
    style = next((root / "assets").glob("style*.css"))
    assert "immutable" in _get(f"{url}/assets/{style.name}")[2]["Cache-Control"]


def test_nginx_sends_on_every_answer_what_the_public_process_sends(
    served: tuple[str, Path],
) -> None:
    url, root = served
    style = next((root / "assets").glob("style*.css"))
    gone = "/cases/2020/06/202006-000002.html"
    paths = ("/", "/nothing.html", gone, f"/assets/{style.name}", "/feed.xml", "/search?q=a")
    for path in paths:  # the last has no process behind it here, and answers 502
        headers = _get(url + path)[2]
        assert {name: headers.get(name) for name in HEADERS} == HEADERS, path
    assert _get(url + gone)[2]["Cache-Control"] == "no-cache"
    assert _get(url + "/nothing.html")[2]["Cache-Control"] == "no-cache"


def test_nginx_hands_over_every_address_that_the_search_answers(tmp_path: Path) -> None:
    engine = SqliteEngine(tmp_path / "public.sqlite3")
    paths = {"/search", *SearchApi(engine, str, base_url="", title="").paths}
    location = re.search(r"location ~ (\^/\(search.*\$) \{", CONFIG.read_text("utf-8"))
    assert location
    assert [path for path in paths if not re.fullmatch(location[1], path)] == []
