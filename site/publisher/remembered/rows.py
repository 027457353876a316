"""Rows of the manifest: what the publisher remembers of cases, areas and categories."""

from __future__ import annotations

from typing import Any, NamedTuple, get_type_hints

import orjson

from publisher.addresses import memberships

_SQL = {int: "integer not null", str: "text not null"}


def columns(row: type[tuple[Any, ...]]) -> str:
    """Return the definitions of the columns of a table of such rows; ``id`` is its key.

    In the order of the fields, so that ``row(*values)`` reads what ``select *`` gives.
    """
    fields = get_type_hints(row).items()
    return ", ".join(
        "id integer primary key" if name == "id" else f"{name} {_SQL[kind]}"
        for name, kind in fields
    )


class CaseRow(NamedTuple):
    """What is remembered of a case. Texts are empty where it is not live.

    ``slots`` are its places in its lists; ``history`` is JSON of earlier versions,
    each [version, action, time, seq, sha256, reason].
    """

    id: int
    seq: int
    version: int
    action: str
    time: str
    sha256: str
    reason: str
    live: int
    title: str
    state: str
    received: str
    closed: str
    satisfaction: str
    area: str
    category: str
    slots: str
    history: str

    @property
    def lists(self) -> tuple[str, ...]:
        """Keys of its lists; none where the case is not live."""
        if not self.live:
            return ()
        return memberships(self.state, self.received[:7], self.area, self.category)

    @property
    def places(self) -> dict[str, int]:
        """Slots by list key."""
        return dict(zip(self.lists, map(int, self.slots.split()), strict=True))

    @property
    def counted(self) -> list[str]:
        """The keys that lists count it under."""
        return [self.state, self.satisfaction] if self.satisfaction else [self.state]


class Listed(NamedTuple):
    """What lists show of a case, as in :class:`CaseRow`."""

    id: int
    title: str
    state: str
    received: str
    closed: str
    satisfaction: str
    area: str
    category: str


class RecordRow(NamedTuple):
    """An area or category; ``record`` is its JSON, empty once withdrawn."""

    kind: str
    key: str
    seq: int
    version: int
    action: str
    time: str
    sha256: str
    reason: str
    record: str
    history: str

    @property
    def body(self) -> dict[str, Any] | None:
        """The parsed record, None once withdrawn."""
        return orjson.loads(self.record) if self.record else None
