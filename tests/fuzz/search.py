"""Fuzz target of the search: ``python -m tests.fuzz.search --seconds 60``.

Sends made-up queries and addresses to the public application over a small index. An answer
other than 200, 400 or 404, or one that takes longer than a few seconds of work, is a fault:
it is printed with its address and the exit code is 1. With ``--atheris`` (``pip install
atheris``, not among our dependencies) coverage leads the way instead of chance.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote_from_bytes

from werkzeug.test import Client

from cms.publication.store import PublicStore
from publisher.settings import SiteSettings
from publisher.web.app import make_app
from search.engines.elasticsearch import connect
from search.engines.sqlite import SqliteEngine
from search.query import FIELDS
from tests.search.records import Log
from tests.servers import elasticsearch

PATHS = [
    *("/search", "/search.json", "/search.csv", "/search.jsonl", "/search.xlsx", "/search.atom"),
    *("/search.feed.json", "/suggest.json", "/similar.json", "/openapi.json"),
]
PIECES = [
    *(
        "路灯",
        "电動車",
        "充电庄",
        "cdz",
        "３号楼",
        "-",
        '"',
        "“",
        "「",
        "(",
        "*",
        "\\",
        "'",
        "%",
        "..",
        ":",
    ),
    *(
        "：",
        " ",
        "　",
        "\0",
        "\ud7ff",
        "\U0010ffff",
        "NEAR(",
        " AND ",
        " OR ",
        "NOT ",
        "title:",
        "^",
    ),
    *("2020-02-30", "2020-04..2020-06", "0000-00", "9999-12-31..", "..", "1" * 30, "路" * 60),
    *(f"{field}:" for field in FIELDS),
]
ODD = [
    "0",
    "1",
    "-1",
    "999999",
    "1000000",
    "9" * 40,
    "x",
    "",
    "1.5",
    "１",
    "relevance",
    "longest_open",
]
ALLOWED = {200, 400, 404}
MOST = 3.0  # seconds of work for one answer


class Target:
    """The public application over a throw-away index."""

    def __init__(self, home: Path, server: str = "") -> None:
        log = Log()
        log.area("410902001003", "德馨苑社区")
        for serial in range(1, 200):
            log.case(serial, f"路灯不亮{serial}", "小区没有电动车充电桩，3号楼过道堆放杂物")
        store = PublicStore(home / "public.sqlite3")
        store.append(log.entries())
        engine = connect(f"{server}/fuzz") if server else SqliteEngine(store.path)
        engine.apply(store.entries())
        store.close()
        app = make_app(lambda: home, engine, SiteSettings(), home / "public.sqlite3")
        self._client = Client(app)

    def send(self, data: bytes) -> tuple[str, str]:
        """Ask what ``data`` says; return the address and what was wrong with the answer."""
        chance = random.Random(data)
        path = PATHS[data[0] % len(PATHS)] if data else "/search"
        query = f"q={quote_from_bytes(data[1:])}"
        for name in ("page", "size", "sort", "number", "kind", "similar"):
            if chance.random() < 0.2:
                query += f"&{name}={quote_from_bytes(chance.choice(ODD).encode())}"
        begun = time.process_time()
        answer = self._client.get(path, environ_overrides={"QUERY_STRING": query}, buffered=True)
        answer.close()
        spent = time.process_time() - begun
        wrong = "" if answer.status_code in ALLOWED else f"status {answer.status_code}"
        return f"{path}?{query}", wrong or (f"{spent:.1f} s" if spent > MOST else "")


def made_up(chance: random.Random) -> bytes:
    """Return one input: pieces of the language, repeated and cut, with some chance bytes."""
    parts = [
        chance.choice(PIECES) * chance.choice((1, 1, 1, 2, 40)) for _ in range(chance.randrange(12))
    ]
    text = "".join(parts).encode("utf-8", "surrogatepass")
    if chance.random() < 0.3:
        text = text[: chance.randrange(len(text) + 1)] + chance.randbytes(chance.randrange(20))
    return bytes([chance.randrange(256)]) + text


def hunt(target: Target, seconds: float, seed: int) -> tuple[int, list[tuple[str, str]]]:
    """Send inputs for so long; return how many, and the faults found."""
    chance, faults, count = random.Random(seed), [], 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        address, wrong = target.send(made_up(chance))
        count += 1
        if wrong:
            faults.append((wrong, address))
    return count, faults


def main() -> int:
    """Fuzz and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--atheris", action="store_true")
    parser.add_argument("--elasticsearch", action="store_true", help="over a server of its own")
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        server = ""
        if options.elasticsearch:
            server = stack.enter_context(elasticsearch.running()).url
        target = Target(Path(folder), server)
        if options.atheris:
            return _led_by_coverage(target)
        count, faults = hunt(target, options.seconds, options.seed)
    for wrong, address in faults:
        print(f"{wrong}: {address}")
    print(f"{count} inputs, {len(faults)} faults")
    return 1 if faults else 0


def _led_by_coverage(target: Target) -> int:
    import atheris

    def one(data: bytes) -> None:
        address, wrong = target.send(data)
        if wrong:
            raise AssertionError(f"{wrong}: {address}")

    atheris.Setup(sys.argv[:1], one)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
