"""Every kind of error that a stranger can provoke, by requests that carry secrets themselves."""

from __future__ import annotations

import http.client
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from urllib.parse import urlencode, urlsplit

from cms.publication.store import PublicStore
from tests.leaks import canaries
from tests.leaks.channels import Bytes, World, channel

SECRETS = {f"field{n}": text for n, text in enumerate(canaries.WRITINGS)}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def ask(
    world: World, method: str, path: str, body: str = "", **headers: str
) -> tuple[int, bytes, http.client.HTTPMessage]:
    """Return status, all bytes, and headers of the answer to any request."""
    connection = http.client.HTTPConnection(urlsplit(world.url).netloc, timeout=30)
    with closing(connection):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body.encode() or None, {**FORM, **named})
        answer = connection.getresponse()
        said = answer.read()
        return answer.status, f"{answer.headers}".encode() + said, answer.headers


@cache
def provoked(world: World) -> tuple[tuple[str, int, bytes], ...]:
    """Return what was asked, the status, and all bytes of each error."""
    return tuple(_provoked(world))


def _provoked(world: World) -> Iterator[tuple[str, int, bytes]]:
    body = urlencode(SECRETS)
    for method, path in (
        ("GET", "/nothing"),
        ("GET", "/cases/9999/99/999999-999999.html"),
        ("GET", "/%ff"),
        ("GET", "/search.json?q=%00"),
        ("GET", "/search.json?page=x&sort=x"),
        ("GET", "/signup/209901-000001/"),
        ("GET", "/signup/mine/x/"),
        ("GET", "/admin/nothing/"),
        ("GET", "/static/nothing.js"),
        ("POST", "/"),
        ("PUT", "/search"),
        ("DELETE", "/signup/209901-000001/"),
        ("POST", "/admin/login/"),  # without its token
        ("POST", "/uploads/original_images/a.jpg"),
        ("POST", "/api/v3/nothing/"),
        ("POST", "/api/v3/snippets/cases.Case/"),
        ("PATCH", "/api/v2/case/1/"),
    ):
        status, said, _headers = ask(world, method, path, body if method != "GET" else "")
        yield f"{method} {path}", status, said
    many = urlencode([("field", canaries.WRITINGS[0][:9])] * 10_001)
    yield "too many fields", *ask(world, "POST", "/admin/login/", many)[:2]
    host = ask(world, "GET", "/admin/login/", Host="elsewhere.example")
    yield "another host", *host[:2]
    yield "too large", *_too_large(world)
    yield from _pausing(world)
    yield from _broken(world)


def _too_large(world: World) -> tuple[int, bytes]:
    """Announce more than the server takes; no byte of it is sent."""
    connection = http.client.HTTPConnection(urlsplit(world.url).netloc, timeout=30)
    with closing(connection):
        connection.putrequest("POST", "/admin/login/")
        connection.putheader("Content-Length", str(2**40))
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, f"{answer.headers}".encode() + answer.read()


def _pausing(world: World) -> Iterator[tuple[str, int, bytes]]:
    """Sign in wrongly until signing in is paused, and use wrong tokens until they are."""
    _status, page, headers = ask(world, "GET", "/admin/login/")
    cookie = str(headers["Set-Cookie"]).partition(";")[0]
    found = re.search(rb'csrfmiddlewaretoken" value="(\w+)"', page)
    assert found
    # Names that were tried are kept for the administrator, passwords are not.
    login = {"username": "nobody", "password": canaries.REPORTER_PHONE}
    body = urlencode({"csrfmiddlewaretoken": found[1].decode(), **login})
    for _ in range(9):
        answer = ask(world, "POST", "/admin/login/", body, Cookie=cookie, Referer=world.url)
        # The form of one who is not let in yet repeats the name that was typed, to him alone.
        if answer[0] != 200:
            yield "signing in", *answer[:2]
    for _ in range(25):
        token = f"Bearer {canaries.REPORTER_PHONE}"
        answer = ask(world, "GET", "/api/v3/snippets/cases.Case/", Authorization=token)
        yield "wrong token", *answer[:2]


def _broken(world: World) -> Iterator[tuple[str, int, bytes]]:
    """Take a table away while somebody signs up: a fault of ours."""
    store = PublicStore(world.home / "public.sqlite3", read_only=True)
    key = next(entry.key for entry in store.entries() if entry.kind == "activity")
    store.close()
    with _without(world, "activities_activity"):
        for method in ("GET", "POST"):
            status, said, _headers = ask(world, method, f"/signup/{key}/")
            yield f"broken {method}", status, said
        said = json.dumps(SECRETS)
        yield "broken API", *ask(world, "POST", "/api/v3/snippets/cases.Case/", said)[:2]


@contextmanager
def _without(world: World, table: str) -> Iterator[None]:
    database = sqlite3.connect(world.home / "private.sqlite3", isolation_level=None, timeout=30)
    with closing(database):
        database.execute("pragma legacy_alter_table = on")
        database.execute(f'alter table "{table}" rename to "{table}_away"')
        try:
            yield
        finally:
            database.execute(f'alter table "{table}_away" rename to "{table}"')


@channel("error pages")
def errors(world: World) -> Bytes:
    """Answers to what is not there, cannot be, is too much, or breaks."""
    for what, _status, said in provoked(world):
        yield what, said
