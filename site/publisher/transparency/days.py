"""The checkpoint at the end of each day: for those who kept a day's, and for those who come late.

A day (in China) is closed by the first entry of a later one; the newest day's checkpoint moves
with the log. All follow from the log and the key alone, so a rebuilt site has the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from publisher.page_parts.qr import qr_svg
from publisher.page_parts.versions import china_time
from publisher.remembered.manifest import Manifest
from publisher.transparency.checkpoints import Checkpoint, read
from publisher.transparency.tree import FOLDER

FOLDER_OF_DAYS = f"{FOLDER}/days"
PAGE = "checkpoints.html"  # of the site; the QR code on its sheet leads to it
_NEWEST = 31  # days shown on the page; months list the others
_TABLE = (
    "create table if not exists log_days "
    "(day text primary key, size integer not null, root text not null) without rowid"
)

# Entries of one import share their second.
_day_of = lru_cache(maxsize=4096)(lambda time: china_time(time)[:10])


class Days:
    """Keeps the days of one release in its manifest, and makes their files."""

    def __init__(self, manifest: Manifest) -> None:
        self._manifest = manifest
        manifest.connection.execute(_TABLE)
        row = manifest.connection.execute("select max(day) from log_days").fetchone()
        self._day: str = row[0] or ""
        self._changed: dict[str, tuple[Checkpoint, bytes]] = {}

    def begins(self, time: str) -> str:
        """Return the day that an entry of this time closes, empty where it closes none."""
        day = _day_of(time)
        if day <= self._day:
            return ""  # the same day, or a clock that was set back
        closed, self._day = self._day, day
        return closed

    def keep(self, day: str, checkpoint: Checkpoint, note: bytes) -> None:
        """Set the checkpoint of a day; of the newest one where ``day`` is empty."""
        if day or self._day:
            self._changed[day or self._day] = checkpoint, note

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Remember what was kept, and yield the files of its days and months."""
        rows = [(day, one.size, one.root_text) for day, (one, _) in self._changed.items()]
        execute = self._manifest.connection.execute
        self._manifest.connection.executemany(
            "insert or replace into log_days values (?, ?, ?)", rows
        )
        for day, (_, note) in self._changed.items():
            yield f"{FOLDER_OF_DAYS}/{day}.txt", note
        for month in sorted({day[:7] for day in self._changed}):
            found = execute(
                "select day, size, root from log_days where day >= ? and day < ? order by day",
                (month, f"{month}~"),
            )
            text = "".join(f"{day} {size} {root}\n" for day, size, root in found)
            yield f"{FOLDER_OF_DAYS}/{month}.txt", text.encode()
        self._changed.clear()


def days_context(manifest: Manifest, base_url: str) -> dict[str, Any]:
    """Return what the page of checkpoints shows: the present one, the newest days, all months."""
    execute = manifest.connection.execute
    execute(_TABLE)
    newest = execute("select day, size, root from log_days order by day desc limit ?", (_NEWEST,))
    months = execute("select distinct substr(day, 1, 7) from log_days order by 1 desc")
    note = manifest.get("checkpoint")
    now = read(note) if note else None
    return {
        "qr": qr_svg(f"{base_url}{PAGE}") if base_url else "",
        "now": {"size": now.size, "root": now.root_text, "short": now.short} if now else None,
        "days": [
            {"day": day, "size": size, "root": root, "url": f"{FOLDER_OF_DAYS}/{day}.txt"}
            for day, size, root in newest.fetchall()
        ],
        "months": [{"name": name, "url": f"{FOLDER_OF_DAYS}/{name}.txt"} for (name,) in months],
    }
