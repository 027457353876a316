"""The book's tables guard themselves.

``check`` says when a trigger is missing. The reason of an entry, which people write, may be
emptied: a purge needs it.
"""

from __future__ import annotations

from typing import Any

from cms.publication.guarding import Guard


def _guard(table: str, **let_through: Any) -> Guard:
    names = {verb: f"{table}_no_{verb}" for verb in ("update", "delete", "insert", "truncate")}
    return Guard(table, names, says="the book of hours is append-only", **let_through)


GUARDS = (
    _guard(
        "volunteers_entry",
        kept=("id", "kind", "time", "by", "participation_id", "reverses_id", "final_from"),
        allowed="new.reason = ''",
    ),
    _guard("volunteers_posting"),
)


def protect(connection: Any) -> None:
    """Put the triggers on the book's tables."""
    for guard in GUARDS:
        guard.protect(connection)


def unprotect(connection: Any) -> None:
    """Take the triggers away, for a migration that goes back."""
    for guard in GUARDS:
        guard.unprotect(connection)


def missing(connection: Any) -> list[str]:
    """Return the names of triggers that are not there (any more)."""
    return [name for guard in GUARDS for name in guard.missing(connection)]
