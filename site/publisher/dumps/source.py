"""A dump as a place where a log is checked: its entries against the signed tree beside them."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from typing import Any

from publisher.dumps.reading import Dump, DumpFault
from publisher.record_files import json_of, record_page
from publisher.transparency.leaves import Leaf, bundled
from publisher.transparency.sources import Missing, SourceFault
from publisher.transparency.tree import ENTRIES, FOLDER, WIDTH

_BUNDLE = re.compile(rf"{FOLDER}/tile/{ENTRIES}/([x0-9/]+?)(?:\.p/(\d+))?")
_NOT_ONE = b"{}"  # in the place of a line that is no entry: no leaf has these bytes
_TABLES = """
create table leaves (position integer primary key, leaf blob not null);
create table records (path text primary key, body blob) without rowid;
"""


class DumpSource:
    """Answers for the files that a site has. Raises :class:`SourceFault` for no dump.

    ``wrong`` lists (line, key) of entries whose body is not the one they name by hash.
    """

    def __init__(self, dump: Dump) -> None:
        self._dump = dump
        self.wrong: list[tuple[int, str]] = []
        # On the disk, and gone with the connection: a dump may be larger than the memory.
        self._kept = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._kept.executescript(_TABLES)
        self._kept.execute("begin")
        try:
            for number, values, body in dump.lines():
                self._take(number, values, body)
        except DumpFault as error:
            raise SourceFault(str(error)) from error

    def read(self, path: str, most: int) -> bytes:
        """Return a file of at most ``most`` bytes; raises :class:`SourceFault`."""
        if match := _BUNDLE.fullmatch(path):
            index = int(match[1].replace("x", "").replace("/", ""))
            return self._bundle(index, int(match[2] or WIDTH))
        row = self._kept.execute("select body from records where path = ?", (path,)).fetchone()
        if row and row[0] is not None:
            return bytes(row[0])
        try:
            return self._dump.read(path, most)
        except KeyError as error:
            raise Missing(f"{path} is not in the dump") from error
        except DumpFault as error:
            raise SourceFault(str(error)) from error

    def _take(self, number: int, values: dict[str, Any], body: bytes | None) -> None:
        leaf = _NOT_ONE
        if values:
            leaf = Leaf(**values).encode()
            if body is not None and hashlib.sha256(body).hexdigest() != values["sha256"]:
                self.wrong.append((number, str(values["key"])))
            if page := record_page(str(values["kind"]), str(values["key"])):
                path = json_of(page)
                self._kept.execute("insert or replace into records values (?, ?)", (path, body))
        self._kept.execute("insert into leaves values (?, ?)", (number, leaf))

    def _bundle(self, index: int, width: int) -> bytes:
        first = index * WIDTH + 1
        rows = self._kept.execute(
            "select leaf from leaves where position between ? and ? order by position",
            (first, first + width - 1),
        ).fetchall()
        if not rows:
            raise Missing(f"entry {first} is not in the dump")
        return b"".join(bundled(leaf) for (leaf,) in rows)
