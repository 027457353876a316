"""Tables that guard themselves: the database refuses to change or delete their rows.

Code that forgets the rule, a shell or another program all meet the same refusal. Who may
drop triggers can lift it; :meth:`Guard.missing` says which are gone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_VERBS = {"sqlite": ("update", "delete", "insert"), "postgresql": ("update", "delete", "truncate")}


@dataclass(frozen=True)
class Guard:
    """The triggers of one table. ``names`` has the trigger's name for each verb.

    An update is let through where the columns ``kept`` stay as they are and ``allowed`` holds,
    a condition on ``old`` and ``new``. ``same_row`` finds the row that ``insert or replace`` of
    ``new`` would delete. ``says`` is what a refusal says.
    """

    table: str
    names: Mapping[str, str]
    says: str
    kept: tuple[str, ...] = ()
    allowed: str = "1 = 0"
    same_row: str = "id = new.id"

    def protect(self, connection: Any) -> None:
        """Put the triggers on the table."""
        make = self._sqlite if connection.vendor == "sqlite" else self._postgresql
        with connection.cursor() as cursor:
            for statement in make():
                cursor.execute(statement)

    def unprotect(self, connection: Any) -> None:
        """Take away the triggers that are there."""
        sqlite = connection.vendor == "sqlite"
        with connection.cursor() as cursor:
            for name in self._wanted(connection.vendor):
                cursor.execute(
                    f"drop trigger if exists {name}" + ("" if sqlite else f" on {self.table}")
                )
            if not sqlite:
                cursor.execute(f"drop function if exists {self.table}_refuse()")

    def restore(self, connection: Any) -> list[str]:
        """Put back triggers that somebody dropped; return their names."""
        if gone := self.missing(connection):
            self.unprotect(connection)
            self.protect(connection)
        return gone

    def missing(self, connection: Any) -> list[str]:
        """Return the names of triggers that are not there (any more)."""
        sql = (
            "select name from sqlite_master where type = 'trigger' and tbl_name = %s"
            if connection.vendor == "sqlite"
            else "select tgname from pg_trigger where tgrelid = %s::regclass and tgenabled <> 'D'"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [self.table])
            there = {row[0] for row in cursor.fetchall()}
        return [name for name in self._wanted(connection.vendor) if name not in there]

    def _wanted(self, vendor: str) -> list[str]:
        return [self.names[verb] for verb in _VERBS[vendor]]

    def _let_through(self, same: str) -> str:
        """Return the condition of an allowed update; ``same`` compares with null."""
        kept = [f'old."{name}" {same} new."{name}"' for name in self.kept]
        return " and ".join([*kept, self.allowed])

    def _sqlite(self) -> Iterator[str]:
        update, delete, insert = self._wanted("sqlite")
        refuse = f"begin select raise(abort, '{self.says}'); end"
        changed = f"when not ({self._let_through('is')})"
        yield f"create trigger {update} before update on {self.table} {changed} {refuse}"
        yield f"create trigger {delete} before delete on {self.table} {refuse}"
        # "insert or replace" deletes without asking the trigger above.
        there = f"when exists (select 1 from {self.table} where {self.same_row})"  # noqa: S608
        yield f"create trigger {insert} before insert on {self.table} {there} {refuse}"

    def _postgresql(self) -> Iterator[str]:
        yield f"""create function {self.table}_refuse() returns trigger language plpgsql as $$
    begin
        if tg_op = 'UPDATE' then
            if {self._let_through("is not distinct from")} then
                return new;
            end if;
        end if;
        raise exception '{self.says}' using errcode = 'restrict_violation';
    end $$"""
        each = {"update": "row", "delete": "row", "truncate": "statement"}
        for verb in _VERBS["postgresql"]:
            yield (
                f"create trigger {self.names[verb]} before {verb} on {self.table} "
                f"for each {each[verb]} execute function {self.table}_refuse()"
            )
