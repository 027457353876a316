"""The private database as one file: taken while it is in use, and put back."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from errno import ENOSPC
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.backends.postgresql.client import DatabaseClient
from django.utils.translation import gettext as _

from cms.cli.safekeeping.faults import KeepingFault
from cms.publication.log import Entry
from publisher.transparency.leaves import leaf_of
from publisher.transparency.tree import EMPTY_ROOT, leaf_hash, subtree

Progress = Callable[[int, int], None]
_PAGES = 4096  # of SQLite, between two reports of progress
# Without the bodies: the leaves hold their hashes only.
_LOG = (
    "select seq, kind, key, version, action, time, sha256, null "
    "from publication_logentry order by seq"
)
# What is not of an extension; a restored database has nothing that the backup had not.
_CLEAR = """
do $$ declare one record; begin
  for one in select c.oid::regclass as name, c.relkind as kind from pg_class c
      where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e') loop
    if one.kind in ('r', 'p') then execute 'drop table if exists ' || one.name || ' cascade';
    elsif one.kind = 'v' then execute 'drop view if exists ' || one.name || ' cascade';
    else execute 'drop materialized view if exists ' || one.name || ' cascade'; end if;
  end loop;
  for one in select p.oid::regprocedure as name from pg_proc p
      where p.pronamespace = current_schema()::regnamespace
      and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e') loop
    execute 'drop function if exists ' || one.name || ' cascade';
  end loop;
end $$;
"""


def root_of(rows: Iterable[tuple[Any, ...]]) -> tuple[int, str]:
    """Return how many rows of the log there are, and their Merkle root (RFC 6962), hexadecimal."""
    hashes = [leaf_hash(leaf_of(Entry(*row))) for row in rows]
    return len(hashes), (subtree(hashes) if hashes else EMPTY_ROOT).hex()


def root_in(using: Any) -> tuple[int, str]:
    """Return size and root of the log in a database that Django is connected to."""
    with using.cursor() as cursor:
        cursor.execute(_LOG)
        return root_of(iter(cursor.fetchone, None))


def root_in_file(path: Path) -> tuple[int, str]:
    """Return size and root of the log in the SQLite file ``path``."""
    with closing(sqlite3.connect(path)) as database:
        return root_of(database.execute(_LOG))


def take(target: Path, progress: Progress) -> tuple[int, str]:
    """Write the database as it is at one moment into the new file ``target``.

    Returns size and root of the log in it. Raises :class:`KeepingFault`, ``OSError``, or what
    the database says.
    """
    if connection.vendor == "postgresql":
        return _take_postgresql(target)
    with disk_faults():
        _take_sqlite(target, progress)
    return root_in_file(target)


def _take_sqlite(target: Path, progress: Progress) -> None:
    path = Path(connection.settings_dict["NAME"])
    if not path.is_file():
        raise KeepingFault(_("There is no database yet. Run: huiyinbi setup"))
    address = f"{path.resolve().as_uri()}?mode=rw"
    with (
        closing(sqlite3.connect(address, uri=True, timeout=30, isolation_level=None)) as source,
        closing(sqlite3.connect(target, isolation_level=None)) as copy,
    ):
        # One read transaction for all steps: other writers then never make it begin again.
        source.execute("begin")
        source.execute("select count(*) from sqlite_master").fetchone()
        copy.execute("pragma synchronous = off")  # the archive is what has to reach the disk
        source.backup(
            copy, pages=_PAGES, progress=lambda _s, left, all_: progress(all_ - left, all_)
        )
        copy.execute("pragma journal_mode = delete")
        if (said := copy.execute("pragma quick_check(1)").fetchone()[0]) != "ok":
            text = _("The database is damaged: %(error)s. Restore the last good backup.")
            raise KeepingFault(text % {"error": said})


def _take_postgresql(target: Path) -> tuple[int, str]:
    """Dump what one transaction sees, so that the root is that of the same log."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set transaction isolation level repeatable read")
        cursor.execute("select pg_export_snapshot()")
        (name,) = cursor.fetchone()
        found = root_in(connection)
        options = ["--format=custom", "--no-owner", "--no-acl", f"--snapshot={name}"]
        _call("pg_dump", [*options, f"--file={target}"])
    return found


def put_back(dump: Path, *, replace: bool) -> None:
    """Fill the PostgreSQL database from ``dump``: all of it, or nothing."""
    script, clear = dump.with_suffix(".sql"), dump.with_suffix(".clear.sql")
    try:
        clear.write_text(_CLEAR if replace else "")
        _run(["pg_restore", "--no-owner", "--no-acl", f"--file={script}", str(dump)], {})
        options = ["-X", "-q", "-v", "ON_ERROR_STOP=1", "--single-transaction"]
        _call("psql", [*options, f"--file={clear}", f"--file={script}"])
    finally:
        script.unlink(missing_ok=True)
        clear.unlink(missing_ok=True)


def is_empty() -> bool:
    """Whether the PostgreSQL database has no table yet."""
    return not connection.introspection.table_names()


def _call(program: str, options: list[str]) -> None:
    """Run a program of PostgreSQL on our database; the password is not in its arguments."""
    arguments, secrets = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, options)
    _run([program, *arguments[1:]], secrets or {})


def _run(command: list[str], secrets: dict[str, str]) -> None:
    try:
        done = subprocess.run(
            command,
            env={**os.environ, **secrets},
            check=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
    except FileNotFoundError as error:
        text = _("%(program)s is missing. Install PostgreSQL's client programs.")
        raise KeepingFault(text % {"program": command[0]}) from error
    if done.returncode:
        said = done.stderr.strip()
        if "No space left" in said:
            raise OSError(ENOSPC, said)
        text = _("%(program)s failed, and nothing was changed: %(error)s")
        last = said.splitlines()[-1] if said else str(done.returncode)
        raise KeepingFault(text % {"program": command[0], "error": last})


@contextmanager
def disk_faults() -> Iterator[None]:
    """Turn what SQLite says of a full disk into what the system says of one."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorname in ("SQLITE_FULL", "SQLITE_IOERR_WRITE"):
            raise OSError(ENOSPC, str(error)) from error
        raise
