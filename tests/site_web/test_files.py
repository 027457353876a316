"""The released site over HTTP: what browsers, caches and the curious get."""

from __future__ import annotations

import gzip
import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import Client

from publisher.build import current_root
from publisher.web.app import make_app
from search.engines.sqlite import SqliteEngine
from tests.site.records import number
from tests.site_web.conftest import SETTINGS, WITHDRAWN, ReadingClient

CASE = f"/cases/2020/06/{number(1)}.html"


def test_page_is_served_with_safe_headers(client: Client) -> None:
    answer = client.get("/")

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Referrer-Policy" in answer.headers


def test_pages_need_nothing_that_the_policy_forbids(home: Path) -> None:
    for path in current_root(home).rglob("*.html"):
        text = path.read_text("utf-8")
        # A block of JSON-LD is data: no browser runs it, and the policy says nothing of it.
        text = text.replace('<script type="application/ld+json">', "")
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", text), path


def test_unchanged_page_is_not_sent_again(client: Client) -> None:
    tag = client.get(CASE).headers["ETag"]

    assert client.get(CASE, headers={"If-None-Match": tag}).status_code == 304


def test_hashed_asset_may_be_kept_for_ever(client: Client) -> None:
    link = re.search(r'href="(assets/[^"]+\.css)"', unescape(client.get("/").text))
    assert link

    assert "immutable" in client.get("/" + link.group(1)).headers["Cache-Control"]
    assert client.get("/").headers["Cache-Control"] == "no-cache"


def test_compressed_file_is_sent_to_those_who_take_it(client: Client, home: Path) -> None:
    root = current_root(home)
    style = "/" + next(root.glob("assets/style*.css")).relative_to(root).as_posix()
    assert (root / f"{style[1:]}.gz").exists()  # a twin, where the page is compressed when sent
    assert not (root / f"{CASE[1:]}.gz").exists()

    for path, kind in ((CASE, "text/html"), (style, "text/css")):
        plain, packed = client.get(path), client.get(path, headers={"Accept-Encoding": "gzip"})
        assert "Content-Encoding" not in plain.headers
        assert packed.headers["Content-Encoding"] == "gzip"
        assert packed.headers["Content-Type"] == f"{kind}; charset=utf-8"
        assert len(packed.data) == packed.content_length
        assert gzip.decompress(packed.data) == plain.data

        tag = packed.headers["ETag"]
        assert tag != plain.headers["ETag"]
        again = {"Accept-Encoding": "gzip", "If-None-Match": tag}
        assert client.get(path, headers=again).status_code == 304


def test_part_of_a_file_can_be_asked_for(client: Client) -> None:
    answer = client.get(CASE, headers={"Range": "bytes=0-14"})

    assert (answer.status_code, answer.data) == (206, b"<!DOCTYPE html>")


def test_folder_without_slash_leads_to_its_index(client: Client) -> None:
    answer = client.get("/communities?a=1")

    assert answer.status_code == 308
    assert answer.headers["Location"] == "/communities/?a=1"
    assert client.get("/communities/").status_code == 200


def test_doubled_slashes_never_lead_to_another_host(client: Client) -> None:
    answer = client.get("/", environ_overrides={"PATH_INFO": "//communities"})

    assert answer.headers["Location"] == "/communities/"


def test_withdrawn_case_is_gone_with_its_reason(client: Client) -> None:
    answer = client.get(f"/cases/2020/06/{number(WITHDRAWN)}.html")

    assert answer.status_code == 410
    assert "含个人信息" in answer.text
    assert "秘密" not in answer.text


def test_address_that_never_was_gets_the_sites_own_page(client: Client) -> None:
    answer = client.get("/nothing/here.html")

    assert answer.status_code == 404
    assert "</html>" in answer.text


@pytest.mark.parametrize(
    "path", ["/../public.sqlite3", "/%2e%2e/public.sqlite3", "/..%5cpublic.sqlite3", "/.git/config"]
)
def test_nothing_outside_the_release_is_reached(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_link_out_of_the_release_is_not_followed(tmp_path: Path, engine: SqliteEngine) -> None:
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "root").mkdir()
    (tmp_path / "root" / "way-out").symlink_to(tmp_path / "secret")

    answer = ReadingClient(make_app(lambda: tmp_path / "root", engine, SETTINGS)).get("/way-out")

    assert answer.status_code == 404


def test_only_reading_is_possible(client: Client) -> None:
    assert client.post("/").status_code == 405


def test_site_not_built_yet_says_so(tmp_path: Path, engine: SqliteEngine) -> None:
    client = ReadingClient(make_app(lambda: tmp_path / "none", engine, SETTINGS))

    assert client.get("/").status_code == 503
    assert client.get("/healthz").status_code == 503


@given(st.binary(max_size=60))
def test_any_bytes_as_a_path_get_an_answer(home: Path, engine: SqliteEngine, path: bytes) -> None:
    client = ReadingClient(make_app(lambda: current_root(home), engine, SETTINGS))
    environ = {"PATH_INFO": "/" + path.decode("latin-1"), "QUERY_STRING": path.decode("latin-1")}

    assert client.get("/", environ_overrides=environ).status_code in {200, 308, 400, 404}


def test_checkpoint_is_text_and_tiles_are_bytes(client: Client) -> None:
    checkpoint = client.get("/log/checkpoint")
    size = int(checkpoint.text.split("\n")[1])
    tile = client.get(f"/log/tile/0/000.p/{size}")

    assert checkpoint.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert tile.headers["Content-Type"] == "application/octet-stream"
    assert len(tile.data) == 32 * size
