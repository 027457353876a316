"""Makes and inserts many model instances, several times faster than ``bulk_create``.

``Model(...)`` asks every field for its default, and ``bulk_create`` asks every value
whether it is an expression and how the database writes it. The rows of an import are
plain, so each field and each column is asked once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache, partial
from operator import attrgetter
from typing import Any, Generic, TypeVar

import orjson
from django.db import connection, connections, models
from django.db.models.base import ModelState

#: Fields whose Python value is what every database driver takes.
_PLAIN = (models.BooleanField, models.CharField, models.ForeignKey, models.IntegerField)
_PLAIN_TOO = (models.TextField, models.BinaryField)

_Item = TypeVar("_Item", bound=models.Model)


class Template(Generic[_Item]):
    """Makes instances like one that was made by their class and not saved."""

    def __init__(self, item: _Item) -> None:
        self._model = type(item)
        self._attributes = dict(item.__dict__)

    def copy(
        self, values: dict[str, Any], related: dict[str, models.Model | None] | None = None
    ) -> _Item:
        """Return a new instance with ``values``, by attribute name, in place of the template's.

        ``related`` are saved instances by the names of their foreign keys.
        """
        item = object.__new__(self._model)
        attributes = item.__dict__
        attributes.update(self._attributes)
        attributes.update(values)
        state = attributes["_state"] = ModelState()
        if related:
            state.fields_cache = related
            for name, other in related.items():
                attributes[f"{name}_id"] = other and other.pk
        return item


def give_keys(items: Sequence[models.Model]) -> None:
    """Set the primary keys that ``items``, all of one model, will be inserted with.

    In the caller's transaction, in which they are inserted too.
    """
    if not items:
        return
    table, column = items[0]._meta.db_table, items[0]._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            # The transaction keeps other writers out; inserting moves the sequence.
            cursor.execute("select seq from sqlite_sequence where name = %s", [table])
            last = (cursor.fetchone() or (0,))[0]
            keys: Iterable[int] = range(last + 1, last + 1 + len(items))
        else:
            sql = "select nextval(pg_get_serial_sequence(%s, %s)) from generate_series(1, %s)"
            cursor.execute(sql, [table, column, len(items)])
            keys = [key for (key,) in cursor.fetchall()]
    for item, key in zip(items, keys, strict=True):
        item.pk = key


def insert(items: Sequence[models.Model]) -> None:
    """Insert ``items``, all of one model without parents, in the caller's transaction.

    Values are taken as they are: no signals, no ``auto_now``, no expressions. Items
    without a primary key are given one.
    """
    if not items:
        return
    if items[0].pk is None:
        give_keys(items)
    meta, quoted = items[0]._meta, connection.ops.quote_name
    columns = ", ".join(quoted(field.column) for field in meta.concrete_fields)
    marks = ", ".join(["%s"] * len(meta.concrete_fields))
    sql = f"insert into {quoted(meta.db_table)} ({columns}) values ({marks})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(sql, list(_rows(items, meta.concrete_fields)))
    for item in items:
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
    if isinstance(field, models.DateTimeField) and connection.vendor == "sqlite":
        return _time
    # The connection itself: its stand-in looks it up anew for every value.
    write = partial(field.get_db_prep_save, connection=connections[connection.alias])
    # Rows written together share most of their times.
    return lru_cache(maxsize=64)(write) if isinstance(field, models.DateField) else write


def _time(value: datetime) -> str:
    """Return an aware time as Django keeps it in SQLite, which knows no times."""
    return str(value.astimezone(UTC).replace(tzinfo=None))


def _json(value: Any) -> str:
    """Return ``value`` as Django's encoder would write it, but for the escapes of Chinese."""
    return orjson.dumps(value, option=orjson.OPT_UTC_Z).decode()
