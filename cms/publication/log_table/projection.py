"""Station 5: the log leaves the private database for the public store."""

from __future__ import annotations

from collections.abc import Iterator

from cms.publication.log import Entry
from cms.publication.log_table.log_entries import LogEntry
from cms.publication.store import PublicStore

_COLUMNS = ("seq", "kind", "key", "version", "action", "time", "sha256", "body")
_BATCH = 2000


def copy_log(store: PublicStore) -> int:
    """Copy the entries that ``store`` lacks; return how many. Safe to run at any time."""
    copied = 0
    while batch := list(_entries(store.head(), _BATCH)):
        copied += store.append(batch)
    return copied


def last_seq() -> int:
    """Return the last ``seq`` of the private log, 0 when it is empty."""
    return LogEntry.objects.order_by("-seq").values_list("seq", flat=True).first() or 0


def _entries(after: int, limit: int) -> Iterator[Entry]:
    rows = LogEntry.objects.filter(seq__gt=after).order_by("seq").values_list(*_COLUMNS)
    for seq, kind, key, version, action, time, sha256, body in rows[:limit]:
        # PostgreSQL answers with a memoryview.
        stored = None if body is None else bytes(body)
        yield Entry(seq, kind, key, version, action, time, sha256, stored)
