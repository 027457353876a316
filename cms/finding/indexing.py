"""The editors' index follows the private records: noted in their transaction, read after it.

A change writes a row of :class:`~cms.finding.models.ToIndex` and nothing more, so the
index can neither hold up nor undo it. :func:`work_off` brings the index up to date.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connection, transaction
from django.db.models import Model

from cms.finding import postings
from cms.finding.kinds import all_kinds, name_of
from cms.finding.models import IndexedText, ToIndex
from cms.inserting import insert
from search.analysis import VERSION, fold

BATCH = 2000
#: So many changes are read by a search itself; more are left to the worker.
_AT_ONCE = 200
_PATIENCE = 250  # milliseconds that a search waits for another writer


def note(model: type[Model], keys: Iterable[int]) -> None:
    """Say that records of ``model`` were written or deleted, in the caller's transaction."""
    insert([ToIndex(kind=name_of(model), item=key) for key in keys])


def waiting() -> int:
    """Return how many changes the index lacks."""
    return ToIndex.objects.count()


@transaction.atomic
def work_off(limit: int = BATCH) -> int:
    """Bring the index up to date with the oldest ``limit`` changes; return how many there were."""
    queue = ToIndex.objects.order_by("pk")
    if connection.vendor == "postgresql":
        queue = queue.select_for_update(skip_locked=True)
    taken = list(queue[:limit])
    changed: dict[str, set[int]] = {}
    for row in taken:
        changed.setdefault(row.kind, set()).add(row.item)
    for kind, items in changed.items():
        _index(kind, sorted(items))
    # What is noted from here on has a higher key, and stays.
    ToIndex.objects.filter(pk__in=[row.pk for row in taken]).delete()
    return len(taken)


def work_off_few() -> int:
    """Do what little waits, if nobody else is writing; return how much still waits."""
    left = waiting()
    if not 0 < left <= _AT_ONCE:
        return left
    try:
        with _impatient():
            return left - work_off(_AT_ONCE)
    except DatabaseError:
        return left


@transaction.atomic
def begin_anew() -> None:
    """Empty the index and note every record."""
    IndexedText.objects.all()._raw_delete(using=connection.alias)
    postings.forget_all()
    ToIndex.objects.all()._raw_delete(using=connection.alias)
    for findable in all_kinds().values():
        keys = findable.model._default_manager.order_by("pk").values_list("pk", flat=True)
        note(findable.model, keys.iterator())


def rebuild(progress: Callable[[int, int], None] | None = None) -> int:
    """Make the index anew; searches find what was done so far. Return the number of records.

    Stopped midway, the worker goes on.
    """
    begin_anew()
    total = waiting()
    while work_off():
        if progress:
            progress(total - waiting(), total)
    return total


def is_outdated() -> bool:
    """Whether the index was never made, or by another analysis."""
    if IndexedText.objects.exists() or ToIndex.objects.exists():
        return IndexedText.objects.exclude(analysis=VERSION).exists()
    return any(kind.model._default_manager.exists() for kind in all_kinds().values())


def forget_on_disk() -> None:
    """Bring the index up to date and leave nothing on disk of what it forgot."""
    while work_off():
        pass
    postings.settle()


def _index(kind: str, items: list[int]) -> None:
    known = all_kinds().get(kind)
    now = (
        {key: (fold(title), fold(body)) for key, title, body in known.texts(items)} if known else {}
    )
    old = {text.item: text for text in IndexedText.objects.filter(kind=kind, item__in=items)}
    same = {item for item, text in old.items() if now.get(item) == (text.title, text.body)}
    stale = [text for item, text in old.items() if item not in same]
    postings.forget(stale)
    IndexedText.objects.filter(pk__in=[text.pk for text in stale]).delete()
    fresh = [
        IndexedText(kind=kind, item=item, title=title, body=body, analysis=VERSION)
        for item, (title, body) in now.items()
        if item not in same
    ]
    postings.add(IndexedText.objects.bulk_create(fresh, batch_size=500))


@contextmanager
def _impatient() -> Iterator[None]:
    """Give up soon where another connection writes: a search must not wait for an import."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        (usual,) = cursor.execute("pragma busy_timeout").fetchone()
        cursor.execute(f"pragma busy_timeout = {_PATIENCE}")
        try:
            yield
        finally:
            cursor.execute(f"pragma busy_timeout = {usual}")
