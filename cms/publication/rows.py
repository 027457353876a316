"""Makes and inserts many model instances, several times faster than ``bulk_create``.

``Model(...)`` asks every field for its default, and ``bulk_create`` asks every value
whether it is an expression and how the database writes it. The rows of an import are
plain, so each field and each column is asked once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from operator import attrgetter
from typing import Any, Generic, TypeVar

import orjson
from django.db import connection, connections, models
from django.db.models.base import ModelState

#: Fields whose Python value is what every database driver takes.
_PLAIN = (models.BooleanField, models.CharField, models.ForeignKey, models.IntegerField)
_PLAIN_TOO = (models.TextField, models.BinaryField)
#: SQLite's limit of parameters in one statement, PostgreSQL's is higher.
_PARAMETERS = 32_000


_Item = TypeVar("_Item", bound=models.Model)


class Template(Generic[_Item]):
    """Makes instances like one that was made by their class and not saved."""

    def __init__(self, item: _Item) -> None:
        self._model = type(item)
        self._attributes = dict(item.__dict__)

    def copy(self, values: dict[str, Any]) -> _Item:
        """Return a new instance with ``values``, by attribute name, in place of the template's."""
        item = object.__new__(self._model)
        item.__dict__.update(self._attributes)
        item.__dict__.update(values)
        item.__dict__["_state"] = ModelState()
        return item


def insert(items: Sequence[models.Model]) -> None:
    """Insert ``items``, all of one model without parents, in the caller's transaction.

    Values are taken as they are: no signals, no ``auto_now``, no expressions. A primary
    key that the database makes is set on each item.
    """
    if not items:
        return
    meta = items[0]._meta
    made = meta.auto_field if items[0].pk is None else None
    fields = [field for field in meta.concrete_fields if field is not made]
    rows = _rows(items, fields)
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    into = f"insert into {connection.ops.quote_name(meta.db_table)} ({columns}) values "  # noqa: S608
    row_marks = f"({', '.join(['%s'] * len(fields))})"
    with connection.cursor() as cursor:
        if made is None:
            cursor.executemany(into + row_marks, list(rows))
            return
        ending = f" returning {connection.ops.quote_name(made.column)}"
        for group in _groups(items, _PARAMETERS // len(fields)):
            values = [value for _item in group for value in next(rows)]
            cursor.execute(into + ", ".join([row_marks] * len(group)) + ending, values)
            for item, (key,) in zip(group, cursor.fetchall(), strict=True):
                item.pk = key
                item._state.adding = False
                item._state.db = connection.alias


def _rows(
    items: Sequence[models.Model], fields: Sequence[models.Field[Any, Any]]
) -> Iterator[tuple[Any, ...]]:
    """Yield the values of each item, in the order of ``fields``, as the driver takes them."""
    take = attrgetter(*(field.attname for field in fields))
    writers = [(at, writer) for at, field in enumerate(fields) if (writer := _writer(field))]
    for item in items:
        values = list(take(item))
        for at, write in writers:
            if values[at] is not None:
                values[at] = write(values[at])
        yield tuple(values)


def _writer(field: models.Field[Any, Any]) -> Callable[[Any], Any] | None:
    if isinstance(field, (*_PLAIN, *_PLAIN_TOO)):
        return None
    if isinstance(field, models.JSONField) and connection.vendor == "sqlite":
        return _json  # kept as text; what another database wants, its driver knows
    # The connection itself: its stand-in looks it up anew for every value.
    write = partial(field.get_db_prep_save, connection=connections[connection.alias])
    # Rows written together share most of their times.
    return lru_cache(maxsize=64)(write) if isinstance(field, models.DateField) else write


def _json(value: Any) -> str:
    """Return ``value`` as Django's encoder would write it, but for the escapes of Chinese."""
    return orjson.dumps(value, option=orjson.OPT_UTC_Z).decode()


def _groups(items: Sequence[models.Model], size: int) -> Iterator[Sequence[models.Model]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
