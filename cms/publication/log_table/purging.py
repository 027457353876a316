"""Emptying what a withdrawn record or a replaced version said, where the law asks for it."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from cms.publication.errors import NotReplaced, NotWithdrawn
from cms.publication.log_table.log_entries import LogEntry
from cms.publication.store import PublicStore


@transaction.atomic
def purge_bodies(kind: str, key: str) -> int:
    """Empty the bodies of all entries before the record's withdrawal; return how many.

    Places, hashes and so the tree stay. The withdrawal's own body, which says why,
    stays too. Raises :class:`NotWithdrawn` for a record that the public may still read.
    """
    # A plain queryset: the log's own lets nothing be changed. The database allows this one thing.
    entries = QuerySet(LogEntry).filter(kind=kind, key=key)
    last = entries.order_by("-version").first()
    if last is None or last.action != "withdraw":
        raise NotWithdrawn(key)
    return entries.filter(seq__lt=last.seq, body__isnull=False).update(body=None)


@transaction.atomic
def purge_version(kind: str, key: str, version: int) -> int:
    """Empty one version that a later one replaced; return 1, or 0 where it was empty before.

    Raises :class:`NotReplaced` for a version that is not there, or is the newest.
    """
    entries = QuerySet(LogEntry).filter(kind=kind, key=key)
    if not (
        entries.filter(version=version).exists() and entries.filter(version__gt=version).exists()
    ):
        raise NotReplaced(key, version)
    return entries.filter(version=version, body__isnull=False).update(body=None)


def purge_copies(store: PublicStore, kind: str, key: str) -> int:
    """Empty the same bodies in the public store; return how many. Safe to repeat."""
    purged = LogEntry.objects.filter(kind=kind, key=key, body__isnull=True)
    return store.purge(purged.values_list("seq", flat=True))
