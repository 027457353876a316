"""The book's tables guard themselves: the database refuses to change or delete their rows.

Who may drop triggers can lift it; ``check`` says when one is missing. The reason of
an entry, which people write, may be emptied: a purge needs it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

#: The columns of each table that never change.
TABLES = {
    "volunteers_entry": (
        "id", "kind", "time", "by", "participation_id", "reverses_id", "final_from",
    ),
    "volunteers_posting": ("id", "entry_id", "account_id", "day", "minutes"),
}  # fmt: skip
_SAYS = "the book of hours is append-only"
_VERBS = {"sqlite": ("update", "delete", "insert"), "postgresql": ("update", "delete", "truncate")}


def _names(table: str, vendor: str) -> dict[str, str]:
    return {verb: f"{table}_no_{verb}" for verb in _VERBS[vendor]}


def _unchanged(table: str, same: str) -> str:
    kept = " and ".join(f'old."{name}" {same} new."{name}"' for name in TABLES[table])
    return f"{kept} and new.reason = ''" if table == "volunteers_entry" else "1 = 0"


def _sqlite(table: str) -> Iterator[str]:
    names = _names(table, "sqlite")
    refuse = f"begin select raise(abort, '{_SAYS}'); end"
    changed = f"when not ({_unchanged(table, 'is')})"
    yield f"create trigger {names['update']} before update on {table} {changed} {refuse}"
    yield f"create trigger {names['delete']} before delete on {table} {refuse}"
    # "insert or replace" deletes without asking the trigger above.
    there = f"when exists (select 1 from {table} where id = new.id)"  # noqa: S608
    yield f"create trigger {names['insert']} before insert on {table} {there} {refuse}"


def _postgresql(table: str) -> Iterator[str]:
    names = _names(table, "postgresql")
    yield f"""create function {table}_refuse() returns trigger language plpgsql as $$
    begin
        if tg_op = 'UPDATE' then
            if {_unchanged(table, "is not distinct from")} then
                return new;
            end if;
        end if;
        raise exception '{_SAYS}' using errcode = 'restrict_violation';
    end $$"""
    for verb, each in (("update", "row"), ("delete", "row"), ("truncate", "statement")):
        yield (
            f"create trigger {names[verb]} before {verb} on {table} "
            f"for each {each} execute function {table}_refuse()"
        )


def protect(connection: Any) -> None:
    """Put the triggers on the book's tables."""
    make = _sqlite if connection.vendor == "sqlite" else _postgresql
    with connection.cursor() as cursor:
        for table in TABLES:
            for statement in make(table):
                cursor.execute(statement)


def unprotect(connection: Any) -> None:
    """Take the triggers away, for a migration that goes back."""
    vendor = connection.vendor
    with connection.cursor() as cursor:
        for table in TABLES:
            for name in _names(table, vendor).values():
                cursor.execute(
                    f"drop trigger {name}" + ("" if vendor == "sqlite" else f" on {table}")
                )
            if vendor == "postgresql":
                cursor.execute(f"drop function {table}_refuse()")


def missing(connection: Any) -> list[str]:
    """Return the names of triggers that are not there (any more)."""
    sqlite = connection.vendor == "sqlite"
    wanted = [name for table in TABLES for name in _names(table, connection.vendor).values()]
    with connection.cursor() as cursor:
        cursor.execute(
            "select name from sqlite_master where type = 'trigger'"
            if sqlite
            else "select tgname from pg_trigger where tgenabled <> 'D'"
        )
        there = {row[0] for row in cursor.fetchall()}
    return [name for name in wanted if name not in there]
