"""The narrow columns of the embedded index in memory, for filters, facets and orders.

Each value of a field is the set of the records that have it (:mod:`search.bits`),
so a facet is counted and a filter cut without reading a row. A snapshot never changes;
the next one is made from it with the rows that came since, or from all of them.
"""

from __future__ import annotations

import sqlite3
import threading
from array import array
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from search.bits import bits_of
from search.engines.sqlite_opening import state

#: Fields whose values are kept as sets. ``month`` is made from ``received``.
FIELDS = ("kind", "state", "area", "category", "channel", "class", "satisfaction", "month", "unit")
_COLUMNS = "id, kind, state, area, category, channel, class, satisfaction, received, unit, closed"
# Below so many new rows a set is changed bit by bit.
_FEW = 3000

Values = dict[str, dict[str, int]]


@dataclass(frozen=True)
class Columns:
    """What the index held at ``cursor``. Sets of record ids are bits of integers.

    ``newest`` gives for an id a number that is larger the later the record was received.
    """

    epoch: int = -1
    cursor: int = 0
    last: int = 0
    gone: int = 0
    live: int = 0
    open: int = 0
    values: Values = field(default_factory=lambda: {name: {} for name in FIELDS})
    newest: array[int] = field(default_factory=lambda: array("q", [0]))

    def having(self, name: str, fits: Callable[[str], bool]) -> int:
        """Return the records whose value of the field ``name`` fits."""
        found = 0
        for value, bits in self.values[name].items():
            if fits(value):
                found |= bits
        return found

    def within(self, name: str, code: str) -> int:
        """Return the records in an area or category or in anything below it."""
        below = code if name == "area" else f"{code}."
        return self.having(name, lambda value: value == code or value.startswith(below))


class ColumnsKeeper:
    """Keeps the newest snapshot of one index; safe to use from several threads."""

    def __init__(self) -> None:
        self._known = Columns()
        self._lock = threading.Lock()

    def at(self, connection: sqlite3.Connection, cursor: int) -> Columns:
        """Return the snapshot of what ``connection``, in a transaction, sees at ``cursor``.

        Its ``cursor`` is a later one when another thread was faster.
        """
        epoch = state(connection, "epoch")
        with self._lock:
            known = self._known
            if known.epoch != epoch:
                known = Columns(epoch=epoch)
            if known.cursor < cursor or known.epoch != self._known.epoch:
                known = self._known = replace(_read_on(connection, known), cursor=cursor)
            return known


def _read_on(connection: sqlite3.Connection, known: Columns) -> Columns:
    """Return ``known`` with the rows that came and went since."""
    rows = connection.execute(
        f"select {_COLUMNS} from search_doc where id > ? order by id",  # noqa: S608
        (known.last,),
    ).fetchall()
    gone = connection.execute(
        "select n, id from search_gone where n > ? order by n", (known.gone,)
    ).fetchall()
    newest = known.newest
    members: dict[tuple[str, str], list[int]] = {}
    still_open: list[int] = []
    for number, *values, received, unit, closed in rows:
        newest.extend([0] * (number + 1 - len(newest)))
        newest[number] = _later(received) << 32 | number
        for name, value in zip(FIELDS, (*values, received[:7], unit), strict=True):
            if value:
                members.setdefault((name, value), []).append(number)
        if values[1] and not closed:
            still_open.append(number)
    values_now = {name: dict(sets) for name, sets in known.values.items()}
    for (name, value), numbers in members.items():
        values_now[name][value] = _with(values_now[name].get(value, 0), numbers)
    live = _with(known.live, [row[0] for row in rows])
    return replace(
        known,
        last=rows[-1][0] if rows else known.last,
        gone=gone[-1][0] if gone else known.gone,
        live=live & ~bits_of([number for _, number in gone]),
        open=_with(known.open, still_open),
        values=values_now,
    )


def _with(bits: int, numbers: list[int]) -> int:
    if len(numbers) > _FEW:
        return bits | bits_of(numbers)
    for number in numbers:
        bits |= 1 << number
    return bits


def _later(day: str) -> int:
    try:
        return date.fromisoformat(day).toordinal() if day else 0
    except ValueError:
        return 0
