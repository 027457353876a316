"""The channels by which something leaves the private side. To add one::

    @channel("what it is", "url:/path", "file:.suffix", "table:name", "home:entry")
    def its_name(world): yield "where", b"all its bytes"

The things after the name are what the channel answers for; ``existing.py`` lists what
exists, and what no channel answers for fails the test.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import urlopen

from cms.publication.store import PublicStore
from publisher.build import current_root
from publisher.dumps.writing import write_dump
from publisher.settings import SiteSettings
from search.documents import KINDS, document
from tests.leaks import browser_index as browser_index_files
from tests.leaks import canaries

Bytes = Iterator[tuple[str, bytes]]


@dataclass(frozen=True)
class World:
    """What was published: the data folder, the running server, and what programs printed."""

    home: Path
    url: str
    outputs: tuple[Path, ...]

    def get(self, path: str) -> bytes:
        """Return status, headers and body of ``path``, as anybody gets them."""
        try:
            with urlopen(self.url + path, timeout=30) as answer:
                return f"{answer.status} {answer.headers}".encode() + answer.read()
        except HTTPError as error:
            return f"{error.code} {error.headers}".encode() + error.read()

    def get_body(self, path: str) -> bytes:
        """Return the body of ``path`` alone, as anybody gets it, or of its error page."""
        try:
            with urlopen(self.url + path, timeout=30) as answer:
                return bytes(answer.read())
        except HTTPError as error:
            return bytes(error.read())


CHANNELS: dict[str, Callable[[World], Bytes]] = {}
ANSWERED: dict[str, str] = {}


def channel(
    name: str, *things: str
) -> Callable[[Callable[[World], Bytes]], Callable[[World], Bytes]]:
    """Register the decorated collector of bytes as the channel ``name``."""

    def register(collect: Callable[[World], Bytes]) -> Callable[[World], Bytes]:
        CHANNELS[name] = collect
        ANSWERED.update(dict.fromkeys(things, name))
        return collect

    return register


# Inside the office, not given to anybody: no channel, but it has to be said.
PRIVATE = {
    *("home:private.sqlite3", "home:imports", "home:secret-key", "home:uploads"),
    *("home:log-key", "home:limits", "home:limits.lock"),
}

QUERIES = ("", "路灯", "居民", "回电", "电话", "身份证", "水压", "路灯 维修", "路灯")


@channel(
    "site",
    "url:/index.html",
    "file:.gone",
    "file:",  # tiles of the log
    *("file:" + end for end in (".html", ".css", ".js", ".json", ".xml", ".txt", ".svg")),
    *(
        "file:" + end
        for end in (".csv", ".ics", ".jsonl", ".png", ".ico", ".woff2", ".webmanifest")
    ),
)
def site(world: World) -> Bytes:
    """Every file of the release, by name and content."""
    root = current_root(world.home)
    for path in root.rglob("*"):
        yield f"name of {path}", str(path.relative_to(root)).encode()
        if path.is_file():
            yield str(path), path.read_bytes()


@channel("index for browsers", "file:.bin")
def browser_index(world: World) -> Bytes:
    """Its packed files as they are read, and the secrets whose terms a document has."""
    root = current_root(world.home)
    yield from browser_index_files.packed_texts(root)
    written = [
        text
        for secret in canaries.SECRETS.values()
        for text in (secret, " ".join(secret), f"{secret[:3]} {secret[3:7]} {secret[7:]}")
    ]
    for number, text in browser_index_files.texts_held(root, written):
        yield number, text.encode()


@channel("published folder", "home:site")
def releases(world: World) -> Bytes:
    """Everything beside the release too: manifest, older releases."""
    for path in (world.home / "site").rglob("*"):
        if path.is_file():
            yield str(path), path.read_bytes()


@channel("public pictures", "home:media", "file:.jpg")
def pictures(world: World) -> Bytes:
    """Each picture that was published, as a file and as it is served."""
    for path in (world.home / "media").rglob("*.jpg"):
        yield str(path), path.read_bytes()
        yield f"served {path}", world.get_body(f"/{path.relative_to(world.home)}")


@channel("dump", "command:dump")
def dump(world: World) -> Bytes:
    """The whole corpus as one file."""
    with TemporaryDirectory() as folder:
        store = PublicStore(world.home / "public.sqlite3", read_only=True)
        made = write_dump(store, world.home, Path(folder), SiteSettings(), {})
        store.close()
        yield made.path.name, made.path.read_bytes()


@channel("public store", "home:public.sqlite3", "engine:sqlite")
def public_store(world: World) -> Bytes:
    """The file's bytes, and each value in it, since an index packs its words."""
    for path in world.home.glob("public.sqlite3*"):
        yield str(path), path.read_bytes()
    connection = sqlite3.connect(world.home / "public.sqlite3")
    tables = connection.execute("select name from sqlite_master where type = 'table'").fetchall()
    for (table,) in tables:
        for row in connection.execute(f'select * from "{table}"'):
            yield table, b"\n".join(v if isinstance(v, bytes) else str(v).encode() for v in row)
    connection.close()


@channel("what Elasticsearch is sent", "engine:elasticsearch")
def documents(world: World) -> Bytes:
    """The documents that any engine is filled with."""
    store = PublicStore(world.home / "public.sqlite3", read_only=True)
    for entry in store.entries():
        if entry.record is not None and entry.kind in KINDS:
            yield (
                entry.key,
                json.dumps(
                    document(entry.kind, entry.key, entry.record)._asdict(), default=str
                ).encode(),
            )
    store.close()


@channel(
    "search",
    "url:/search",
    "url:/search.html",  # with a query it leads to the one above
    *("url:/search." + end for end in ("json", "csv", "jsonl", "xlsx", "atom", "feed.json")),
)
def search(world: World) -> Bytes:
    """Each form of answer to words that stand beside the secrets."""
    for path in [thing[4:] for thing in ANSWERED if thing.startswith("url:/search")]:
        for query in QUERIES:
            yield path, world.get(f"{path}?q={quote(query)}")
        yield path, world.get(f"{path}?q=%22&page=x&sort=x")


@channel(
    "small answers", "url:/suggest.json", "url:/similar.json", "url:/openapi.json", "url:/healthz"
)
def small_answers(world: World) -> Bytes:
    """Suggestions for the beginnings of the secrets, similar cases, health."""
    for start in ("1", "13", "139", "欧", "司", "鸬", "路", "12", "17"):
        yield "suggest", world.get(f"/suggest.json?q={quote(start)}")
    store = PublicStore(world.home / "public.sqlite3", read_only=True)
    for entry in store.entries():
        yield (
            "similar",
            world.get(f"/similar.json?kind={entry.kind}&key={entry.key}&number={entry.key}"),
        )
    store.close()
    yield "openapi", world.get("/openapi.json")
    yield "health", world.get("/healthz")


@channel("sign-up pages", "url:/signup")
def sign_ups(world: World) -> Bytes:
    """The form of each activity, wrong addresses, and another's own page."""
    store = PublicStore(world.home / "public.sqlite3", read_only=True)
    keys = [entry.key for entry in store.entries() if entry.kind == "activity"]
    store.close()
    for path in (*keys, "209901-000001", "mine/x", "mine"):
        yield path, world.get(f"/signup/{path}/")


API = {
    2: ("case/", "case/?fields=*", "case/1/", "area/"),
    3: ("snippets/cases.Case/", "snippets/cases.Case/1/", "pages/", "openapi.json", "docs/"),
}


@channel("private pages", "url:/admin", "url:/api", "url:/documents", "url:/static", "url:/uploads")
def private_pages(world: World) -> Bytes:
    """What one who is not signed in gets of the admin, errors included."""
    for path in (
        *(f"/admin/snippets/cases/case/edit/{n}/" for n in range(1, 9)),
        "/admin/", "/admin/login/", "/admin/review/", "/admin/snippets/cases/case/",
        *(f"/api/v{n}/{way}" for n, ways in API.items() for way in ways),
        "/documents/1/a.pdf", "/uploads/", "/uploads/a.jpg", "/static/x.js", "/static/../x",
    ):  # fmt: skip
        yield path, world.get(path)
    for path in (world.home / "uploads").rglob("*.*"):
        address = f"/{path.relative_to(world.home)}"
        yield address, world.get_body(address)
        yield address, world.get_body(f"/media/{path.relative_to(world.home / 'uploads')}")


@channel("outputs and logs at default level")
def outputs(world: World) -> Bytes:
    """What the programs printed and logged."""
    for path in world.outputs:
        yield str(path), path.read_bytes()
    for path in world.home.rglob("*.log"):
        yield str(path), path.read_bytes()


def suffix(path: Path) -> str:
    """Return how a published file's name ends; ``.gz`` of a file counts as the file."""
    return os.path.splitext(path.name.removesuffix(".gz"))[1]
