"""The log's table guards itself: the database refuses to change or delete its rows.

One change is let through: the body of an entry may be emptied once a later entry
has withdrawn the record, because the law may ask for it. Hash and place stay.
Code that forgets the rule, a shell or another program all meet the same refusal;
who may drop triggers can of course lift it, which the signed tree then shows.
"""

from __future__ import annotations

from typing import Any

TABLE = "publication_logentry"
_KEPT = ("seq", "kind", "key", "version", "action", "time", "sha256", "revision_id", "by")
_UPDATE, _DELETE, _INSERT, _TRUNCATE = (
    f"log_is_never_{verb}" for verb in ("updated", "deleted", "replaced", "truncated")
)
NAMES = {
    "sqlite": {_UPDATE, _DELETE, _INSERT},
    "postgresql": {_UPDATE, _DELETE, _TRUNCATE},
}
_SAYS = "the publication log is append-only"
_WITHDRAWN = (
    f"exists (select 1 from {TABLE} later where later.kind = old.kind "  # noqa: S608
    "and later.key = old.key and later.action = 'withdraw' and later.seq > old.seq)"
)


def _purge(same: str) -> str:
    """Return the condition under which an update is a purge; ``same`` compares with null."""
    kept = " and ".join(f'old."{name}" {same} new."{name}"' for name in _KEPT)
    return f"new.body is null and {kept} and {_WITHDRAWN}"


_SQLITE = (
    f"create trigger {_UPDATE} before update on {TABLE} when not ({_purge('is')}) "
    f"begin select raise(abort, '{_SAYS}'); end",
    f"create trigger {_DELETE} before delete on {TABLE} begin select raise(abort, '{_SAYS}'); end",
    # "insert or replace" deletes without asking the trigger above.
    f"create trigger {_INSERT} before insert on {TABLE} "  # noqa: S608
    f"when exists (select 1 from {TABLE} where seq = new.seq or "
    "(kind = new.kind and key = new.key and version = new.version)) "
    f"begin select raise(abort, '{_SAYS}'); end",
)
_POSTGRESQL = (
    f"""create function {TABLE}_refuse() returns trigger language plpgsql as $$
    begin
        if tg_op = 'UPDATE' then
            if {_purge("is not distinct from")} then
                return new;
            end if;
        end if;
        raise exception '{_SAYS}' using errcode = 'restrict_violation';
    end $$""",
    f"create trigger {_UPDATE} before update on {TABLE} "
    f"for each row execute function {TABLE}_refuse()",
    f"create trigger {_DELETE} before delete on {TABLE} "
    f"for each row execute function {TABLE}_refuse()",
    f"create trigger {_TRUNCATE} before truncate on {TABLE} "
    f"for each statement execute function {TABLE}_refuse()",
)


def protect(connection: Any) -> None:
    """Put the triggers on the log's table."""
    with connection.cursor() as cursor:
        for statement in _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL:
            cursor.execute(statement)


def unprotect(connection: Any) -> None:
    """Take the triggers away, for a migration that goes back."""
    with connection.cursor() as cursor:
        for name in sorted(NAMES[connection.vendor]):
            on = "" if connection.vendor == "sqlite" else f" on {TABLE}"
            cursor.execute(f"drop trigger {name}{on}")
        if connection.vendor == "postgresql":
            cursor.execute(f"drop function {TABLE}_refuse()")


def missing(connection: Any) -> set[str]:
    """Return the names of triggers that are not there (any more)."""
    sql = (
        "select name from sqlite_master where type = 'trigger' and tbl_name = %s"
        if connection.vendor == "sqlite"
        else "select tgname from pg_trigger where tgrelid = %s::regclass and tgenabled <> 'D'"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [TABLE])
        return NAMES[connection.vendor] - {row[0] for row in cursor.fetchall()}
