"""Moving the private database from SQLite to an empty PostgreSQL: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dj_database_url
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DatabaseError, Error, connection, connections, models, transaction
from django.utils.translation import gettext as _

from cms.cli.safekeeping.faults import KeepingFault
from cms.cli.safekeeping.restoring import refuse_running
from cms.cli.safekeeping.snapshots import is_empty, root_in
from cms.finding.models import IndexedText, ToIndex
from cms.publication.log_table.protection import GUARD
from cms.volunteers.hours.protection import GUARDS

Progress = Callable[[int, int], None]
_SOURCE = "source"
_BATCH = 2000
#: Indexes, which the new database makes of its own, in its own form.
_LEFT_OUT = {IndexedText._meta.db_table, ToIndex._meta.db_table, "wagtailsearch_indexentry"}
_MADE_BY_MIGRATING = "django_migrations"


def move(path: Path, progress: Progress) -> dict[str, Any]:
    """Copy every row of the SQLite file ``path`` to the PostgreSQL database that is configured.

    Keys stay as they are. Nobody else can write to the file meanwhile. One transaction makes
    the tables, copies, and is committed once the number of rows of each table and the log's
    Merkle root are the same on both sides. ``progress`` is told rows and all rows. Returns a
    report. Raises :class:`KeepingFault`; then nothing was changed on either side.
    """
    _refuse(path)
    try:
        with transaction.atomic(using=_SOURCE), transaction.atomic():
            source = connections[_SOURCE]
            _make_tables(source)
            moved = _copy_all(source, progress)
            entries, root = _compare(source, moved)
            if gone := [name for guard in (GUARD, *GUARDS) for name in guard.missing(connection)]:
                raise KeepingFault(_("The new database lacks: %(names)s") % {"names": gone})
    except Error as error:
        text = _("It failed, and nothing was changed: %(error)s")
        raise KeepingFault(text % {"error": str(error).strip()}) from error
    return {
        "path": str(path),
        "tables": len(moved),
        "rows": sum(moved.values()),
        "entries": entries,
        "root": root,
    }


@contextmanager
def opened(path: Path) -> Iterator[None]:
    """Give Django a second connection, to the SQLite file ``path``, for the ``with`` block."""
    connections.databases[_SOURCE] = {
        **connections.databases["default"],
        **dj_database_url.parse(f"sqlite:///{path.resolve()}"),
        "OPTIONS": {"timeout": 30, "transaction_mode": "IMMEDIATE"},
    }
    try:
        yield
    finally:
        connections[_SOURCE].close()
        del connections[_SOURCE]
        del connections.databases[_SOURCE]


def _refuse(path: Path) -> None:
    if connection.vendor != "postgresql":
        text = _(
            "Set DATABASE_URL to the new, empty database first, as postgres://user:pass@host/db; "
            "%(path)s is then moved into it."
        )
        raise KeepingFault(text % {"path": path})
    if not path.is_file():
        raise KeepingFault(_("There is no database %(path)s.") % {"path": path})
    refuse_running(Path(settings.HUIYINBI_HOME))
    if not is_empty():
        raise KeepingFault(_("The database is not empty. Name one without any table."))


def _make_tables(source: Any) -> None:
    """Run the migrations, and take out the rows that they brought."""
    with connection.cursor() as cursor:
        # Deferred checks of one migration's rows would forbid the next to alter their table.
        cursor.execute("set constraints all immediate")
    call_command("migrate", verbosity=0, interactive=False)
    if _applied(source) != _applied(connection):
        text = _("The database here is of another version. Run first: huiyinbi setup")
        raise KeepingFault(text)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all deferred")
        for table in connection.introspection.table_names(cursor):
            if table != _MADE_BY_MIGRATING and _count(connection, table):
                cursor.execute(f"delete from {connection.ops.quote_name(table)}")  # noqa: S608


def _applied(using: Any) -> set[tuple[str, str]]:
    with using.cursor() as cursor:
        cursor.execute(f"select app, name from {_MADE_BY_MIGRATING}")  # noqa: S608
        return set(cursor.fetchall())


def _tables() -> Iterator[type[models.Model]]:
    """Yield the models, also those of many-to-many tables, whose rows are moved."""
    seen = set(_LEFT_OUT)
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta
        if meta.managed and not meta.proxy and not meta.swapped and meta.db_table not in seen:
            seen.add(meta.db_table)
            yield model


def _copy_all(source: Any, progress: Progress) -> dict[str, int]:
    """Copy the rows of all tables, then set the sequences; return how many there were of each."""
    found = {model: _count(source, model._meta.db_table) for model in _tables()}
    done, total = 0, sum(found.values())
    moved = {}
    for model in found:
        table = model._meta.db_table
        moved[table] = 0
        try:
            for batch in _batches(model):
                _write(model, batch)
                moved[table] += len(batch)
                progress(done := done + len(batch), total)
        except DatabaseError as error:
            text = _("PostgreSQL refused a row of %(table)s, and nothing was changed: %(error)s")
            raise KeepingFault(text % {"table": table, "error": str(error).strip()}) from error
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), list(found)):
            cursor.execute(sql)
        cursor.execute("set constraints all immediate")  # the foreign keys are checked now
    return moved


def _batches(model: type[models.Model]) -> Iterator[list[tuple[Any, ...]]]:
    """Yield the rows of a table as Python values, in the order of their keys."""
    names = [field.attname for field in model._meta.local_concrete_fields]
    # Not the model's own manager: some hide rows, and the log's tells nobody how to write it.
    rows = models.QuerySet(model=model, using=_SOURCE).order_by("pk").values_list(*names)
    batch: list[tuple[Any, ...]] = []
    for row in rows.iterator(chunk_size=_BATCH):
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _write(model: type[models.Model], rows: Iterable[tuple[Any, ...]]) -> None:
    """Write rows as they are with PostgreSQL's COPY: no signal, no default, no new key."""
    fields = model._meta.local_concrete_fields
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    sql = f"copy {quote(model._meta.db_table)} ({columns}) from stdin"
    with connection.cursor() as cursor, cursor.copy(sql) as copy:
        for row in rows:
            pairs = zip(fields, row, strict=True)
            copy.write_row([field.get_db_prep_save(value, connection) for field, value in pairs])


def _compare(source: Any, moved: dict[str, int]) -> tuple[int, str]:
    """Return size and root of the log; raise where the two databases differ."""
    for table, rows in moved.items():
        if (there := _count(connection, table)) != rows or _count(source, table) != rows:
            text = _("%(table)s has %(rows)d rows here and %(there)d there; nothing was changed.")
            raise KeepingFault(text % {"table": table, "rows": rows, "there": there})
    here = root_in(source)
    if root_in(connection) != here:
        raise KeepingFault(_("The log came out differently; nothing was changed."))
    return here


def _count(using: Any, table: str) -> int:
    with using.cursor() as cursor:
        cursor.execute(f"select count(*) from {using.ops.quote_name(table)}")  # noqa: S608
        return int(cursor.fetchone()[0])
