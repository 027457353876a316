"""Log entries for search tests: each names only what it is about."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from cms.publication.log import Entry
from cms.publication.store import PublicStore
from search.engines.sqlite import SqliteEngine


class StoringEngine(SqliteEngine):
    """The embedded engine with the log beside it, as an installation has it."""

    def __init__(self, store: PublicStore) -> None:
        super().__init__(store.path)
        self._store = store

    def apply(self, entries: Iterable[Entry]) -> int:
        kept = list(entries)
        self._store.append(kept)
        return super().apply(kept)


class Log:
    """A growing publication log in memory; a ``LogReader``."""

    def __init__(self) -> None:
        self.lines: list[Entry] = []
        self._versions: Counter[tuple[str, str]] = Counter()

    def head(self) -> int:
        return len(self.lines)

    def entries(self, after: int = 0, limit: int | None = None):
        yield from self.lines[after : None if limit is None else after + limit]

    def add(self, kind: str, key: str, record: dict[str, Any] | None) -> Entry:
        self._versions[kind, key] += 1
        version = self._versions[kind, key]
        action = "withdraw" if record is None else "publish" if version == 1 else "correct"
        time = "2020-06-03T01:02:03Z"
        envelope = {"action": action, "key": key, "kind": kind, "reason": "", "record": record}
        body = json.dumps({**envelope, "version": version, "time": time}).encode()
        digest = hashlib.sha256(body).hexdigest()
        entry = Entry(len(self.lines) + 1, kind, key, version, action, time, digest, body)
        self.lines.append(entry)
        return entry

    def case(self, serial: int, title: str, content: str = "", **fields: Any) -> Entry:
        record = case(serial, title, content, **fields)
        return self.add("case", record["number"], record)

    def area(self, code: str, name: str) -> Entry:
        levels = {6: "district", 9: "street", 12: "community", 15: "grid"}
        record = {"code": code, "name": name, "level": levels[len(code)], "contacts": []}
        parent = code[:-3] if len(code) > 6 else None
        rest = {"households": None, "people": None, "order": 0, "parent": parent}
        return self.add("area", code, {**record, **rest})

    def category(self, code: str, name: str) -> Entry:
        parent = code.rpartition(".")[0] or None
        record = {"code": code, "name": name, "order": 0, "parent": parent}
        return self.add("category", code, record)


def case(serial: int, title: str, content: str = "", **fields: Any) -> dict[str, Any]:
    """Return a public case record; ``serial`` is in its number."""
    received = fields.get("received", "2020-06-03T09:30:00+08:00")
    return {
        "number": f"{received[:4]}{received[5:7]}-{serial:06d}",
        "ledger_number": None,
        "title": title,
        "source": "居民",
        "content": content,
        "measures": "",
        "progress": [],
        "satisfaction": None,
        "channel": "hotline",
        "category": None,
        "class": None,
        "area": "410902001003",
        "unit": "",
        "state": "in_progress",
        "refusal": "",
        "received": received,
        "due": None,
        "closed": None,
        **fields,
    }
