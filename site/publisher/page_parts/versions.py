"""The versions of a record, as its page shows them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

from cms.clock import CHINA
from cms.publication.log import Entry
from cms.publication.vocabulary import ACTIONS


class Versioned(Protocol):
    """A row of the manifest with its newest entry and the JSON of earlier ones."""

    @property
    def version(self) -> int: ...
    @property
    def action(self) -> str: ...
    @property
    def time(self) -> str: ...
    @property
    def seq(self) -> int: ...
    @property
    def sha256(self) -> str: ...
    @property
    def reason(self) -> str: ...
    @property
    def history(self) -> str: ...


class First(NamedTuple):
    """A first version that nothing followed; as a row of the manifest would say it."""

    version: int
    action: str
    time: str
    seq: int
    sha256: str
    reason: str
    history: str = ""


def first_version(entry: Entry) -> First:
    """Return what the manifest says of the versions of a record that has one only."""
    return First(entry.version, entry.action, entry.time, entry.seq, entry.sha256, entry.reason)


def with_predecessor(action: str, old: Versioned | None) -> str:
    """Return the history JSON of a row that takes the place of ``old``.

    A withdrawal clears the reasons before it: the bodies they stood in may be
    purged by law, and the page must not depend on whether that has happened.
    """
    if old is None:
        return ""
    history = json.loads(old.history) if old.history else []
    history.append([old.version, old.action, old.time, old.seq, old.sha256, old.reason])
    if action == "withdraw":
        history = [[*line[:5], ""] for line in history]
    return json.dumps(history, ensure_ascii=False)


@lru_cache(maxsize=4096)  # entries of one import share their minute
def china_time(utc: str) -> str:
    """Turn a log time (UTC, ISO 8601 with Z) into ``YYYY-MM-DD HH:MM`` as in China."""
    moment = datetime.fromisoformat(utc.replace("Z", "+00:00"))
    return moment.astimezone(CHINA).strftime("%Y-%m-%d %H:%M")


def version_list(row: Versioned, translate: Callable[[str], str]) -> list[dict[str, Any]]:
    """Return all versions of a row for a template, newest first."""
    lines: list[list[Any]] = [[row.version, row.action, row.time, row.seq, row.sha256, row.reason]]
    if row.history:
        lines += reversed(json.loads(row.history))
    return [
        {
            "version": version,
            "action": action,
            "action_label": translate(ACTIONS.get(action, action)),
            "time": china_time(time),
            "reason": reason,
            "sha256": sha256,
            "seq": seq,
        }
        for version, action, time, seq, sha256, reason in lines
    ]
