"""What the manifest remembers of items: one row each, and who prints something of whom."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, NamedTuple

from publisher.remembered.manifest import Manifest
from publisher.remembered.rows import columns

_AT_ONCE = 500
_CASE = "item:case/"


class ItemRow(NamedTuple):
    """One item. ``id`` is the ``seq`` of its first entry.

    Of a withdrawn item ``line``, ``area`` and the rest are empty. ``slots`` is JSON of
    its place in each list, ``amounts`` what it adds to their figures, ``prints`` names
    of what its page prints of others: "item:KIND/KEY" and "list:KEY".
    """

    id: int
    kind: str
    key: str
    seq: int
    version: int
    action: str
    time: str
    sha256: str
    reason: str
    live: int
    area: str
    rank: str
    line: str
    amounts: str
    slots: str
    prints: str
    history: str

    @property
    def places(self) -> dict[str, int]:
        """Slots by list key, in the order of the kind's lists."""
        return json.loads(self.slots) if self.slots else {}

    @property
    def figures(self) -> dict[str, int]:
        """Amounts by counter."""
        return json.loads(self.amounts) if self.amounts else {}

    @property
    def printed(self) -> list[str]:
        """Names of what the item's page prints of others."""
        return json.loads(self.prints) if self.prints else []

    @property
    def cases(self) -> list[str]:
        """Numbers of the cases that the item refers to."""
        return [name[len(_CASE) :] for name in self.printed if name.startswith(_CASE)]

    @property
    def shown(self) -> dict[str, Any]:
        """The stored line."""
        return json.loads(self.line) if self.line else {}


_TABLES = (
    f"create table if not exists items ({columns(ItemRow)})",
    "create unique index if not exists items_key on items (kind, key)",
    "create index if not exists items_area on items (area) where live",
    "create index if not exists items_seq on items (kind, seq)",
    "create table if not exists prints (name text not null, item integer not null,"
    " primary key (name, item)) without rowid",
)
_MARKS = ", ".join("?" * len(ItemRow._fields))


class ItemTable:
    """Reads and writes the rows; makes its tables where the manifest can be written."""

    def __init__(self, manifest: Manifest) -> None:
        self._manifest = manifest

    @cached_property
    def _connection(self) -> sqlite3.Connection:
        return self._manifest.connection

    def create(self) -> None:
        """Make the tables."""
        for statement in _TABLES:
            self._connection.execute(statement)

    def find(self, kind: str, key: str) -> ItemRow | None:
        """Return one item, or None if it was never public."""
        return next(self.select("kind = ? and key = ?", (kind, key)), None)

    def some(self, identities: Iterable[int]) -> dict[int, ItemRow]:
        """Return the items with these ids."""
        wanted, found = list(identities), {}
        for start in range(0, len(wanted), _AT_ONCE):
            batch = wanted[start : start + _AT_ONCE]
            marks = ", ".join("?" * len(batch))
            for row in self.select(f"id in ({marks})", tuple(batch)):
                found[row.id] = row
        return found

    def select(self, where: str, values: tuple[object, ...]) -> Iterator[ItemRow]:
        """Yield the items that the SQL condition ``where`` (from our own code) picks."""
        rows = self._connection.execute(f"select * from items where {where}", values)  # noqa: S608
        return (ItemRow(*row) for row in rows)

    def put(self, rows: Iterable[ItemRow]) -> None:
        """Store items, replacing earlier rows."""
        self._connection.executemany(f"insert or replace into items values ({_MARKS})", rows)  # noqa: S608

    def print(self, row: ItemRow, old: ItemRow | None) -> None:
        """Remember what an item's page prints of others, in place of what it printed before."""
        before, now = set(old.printed if old else ()), set(row.printed)
        execute = self._connection.executemany
        execute("delete from prints where name = ? and item = ?", _pairs(before - now, row))
        execute("insert or ignore into prints values (?, ?)", _pairs(now - before, row))

    def of_cases(self) -> dict[str, list[int]]:
        """Return the ids of the items that refer to each case, by its number."""
        found: dict[str, list[int]] = {}
        rows = self._connection.execute(
            "select name, item from prints where name >= ? and name < ? order by name, item",
            (_CASE, _CASE + "\uffff"),
        )
        for name, item in rows:
            found.setdefault(name[len(_CASE) :], []).append(item)
        return found

    def printing(self, name: str) -> list[int]:
        """Return the ids of items whose pages print something of ``name``."""
        rows = self._connection.execute("select item from prints where name = ?", (name,))
        return [row[0] for row in rows]

    def starts(self) -> list[tuple[str, str]]:
        """Return each kind with each beginning of its keys: of dated keys the month, YYYYMM."""
        rows = self._connection.execute("select distinct kind, substr(key, 1, 6) from items")
        return rows.fetchall()

    def live(self, kind: str, start: str) -> list[tuple[str, str]]:
        """Return (key, time) of the live items of a kind whose keys begin with ``start``."""
        rows = self._connection.execute(
            "select key, time from items where kind = ? and live and key >= ? and key < ? "
            "order by key",
            (kind, start, start + "\uffff"),
        )
        return rows.fetchall()


def _pairs(names: set[str], row: ItemRow) -> list[tuple[str, int]]:
    return [(name, row.id) for name in sorted(names)]
