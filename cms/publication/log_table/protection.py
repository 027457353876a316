"""The log's table guards itself.

One change is let through: the body of an entry may be emptied once a later entry of the
record has withdrawn or replaced it, because the law may ask for it. Hash and place stay.
That triggers were dropped in between, the signed tree shows.
"""

from __future__ import annotations

from typing import Any

from cms.publication.guarding import Guard

TABLE = "publication_logentry"
_FOLLOWED = (
    f"exists (select 1 from {TABLE} later where later.kind = old.kind "  # noqa: S608
    "and later.key = old.key and later.seq > old.seq)"
)
GUARD = Guard(
    TABLE,
    {
        "update": "log_is_never_updated",
        "delete": "log_is_never_deleted",
        "insert": "log_is_never_replaced",
        "truncate": "log_is_never_truncated",
    },
    says="the publication log is append-only",
    kept=("seq", "kind", "key", "version", "action", "time", "sha256", "revision_id", "by"),
    allowed=f"new.body is null and {_FOLLOWED}",
    same_row=("seq = new.seq or (kind = new.kind and key = new.key and version = new.version)"),
)


def protect(connection: Any) -> None:
    """Put the triggers on the log's table."""
    GUARD.protect(connection)


def unprotect(connection: Any) -> None:
    """Take the triggers away, for a migration that goes back."""
    GUARD.unprotect(connection)
