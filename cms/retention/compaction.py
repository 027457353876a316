"""Makes the database forget what it only marks as free."""

from __future__ import annotations

from django.db import OperationalError, connection


def overwrite_freed() -> None:
    """Let SQLite write zeros over what this connection deletes from now on."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("pragma secure_delete = on")


def compact() -> bool:
    """Write the database anew without free pages and old rows; False when it was busy.

    Not in a transaction. Locks the tables of PostgreSQL for the time it takes.
    """
    try:
        with connection.cursor() as cursor:
            if connection.vendor != "sqlite":
                cursor.execute("vacuum full")
                return True
            cursor.execute("pragma wal_checkpoint(truncate)")
            cursor.execute("vacuum")
            cursor.execute("pragma wal_checkpoint(truncate)")
            busy, _pages, _moved = cursor.fetchone()
            return not busy
    except OperationalError:
        return False
