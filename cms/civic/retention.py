"""Takes the private data of orders and wishes away when they ended long ago."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision

from cms.civic.models import Order, Wish
from cms.civic.models.wishes import masked
from cms.privacy.allowed import Allowed
from cms.privacy.scan import Known
from cms.publication.gate import directory, gate
from cms.retention import compaction
from cms.retention.age import months_ago
from cms.retention.beside import clean_beside
from cms.retention.masking import AllMasked

#: Each kind with the day that ends it, its texts, and its private fields by what they hold.
_ENDED = {Order: "delivered", Wish: "fulfilled"}
_TEXTS = {
    Order: ("title", "text", "placing", "result"),
    Wish: ("title", "text", "adopter_unit", "result"),
}
_NAMES = ("resident_name", "wisher_name", "adopter_name")
_PHONES = ("resident_phone", "wisher_phone")
_ADDRESSES = ("resident_address", "wisher_address")
#: Their masked form is public, and has to stay the same.
_TOLD_MASKED = frozenset({"wisher_name", "adopter_name"})

Item = Order | Wish


def purge_civic(months: int, *, dry_run: bool = False) -> int:
    """Purge what ended more than ``months`` months ago; return how many records."""
    before = months_ago(months, timezone.localtime())
    waiting: list[Item] = [item for model in _ENDED for item in outlived(model, before)]
    if not dry_run:
        compaction.overwrite_freed()
        allowed = directory.allowed()
        for item in waiting:
            with transaction.atomic():
                _erase(item, allowed)
    return len(waiting)


def outlived(model: Any, before: datetime) -> Any:
    """Return the records that ended before then and were not purged since they were written."""
    ended = {f"{_ENDED[model]}__lt": before.date()}
    return model.objects.filter(**ended, purged=None)


def _erase(item: Item, allowed: Allowed) -> None:
    revisions = list(Revision.objects.for_instance(item))
    names = (*_TEXTS[type(item)], *item.private, "change_reason")
    row = {name: getattr(item, name) for name in names}
    cleaner = _Cleaner(item, [row, *(revision.content for revision in revisions)], allowed)
    clean = cleaner.content(row)
    type(item).objects.filter(pk=item.pk).update(**clean, purged=timezone.now())
    label = f"{item.number} {clean['title']}"
    for revision in revisions:
        Revision.objects.filter(pk=revision.pk).update(
            content=cleaner.content(revision.content), object_str=label[:255]
        )
    clean_beside(item, label, cleaner.known, allowed)


class _Cleaner:
    """Cleans the row and the revisions of one record, with all that they say of people."""

    def __init__(self, item: Item, contents: list[dict[str, Any]], allowed: Allowed) -> None:
        self.allowed = allowed
        self._kind, self._texts, self._private = (
            item.public_kind,
            _TEXTS[type(item)],
            item.private,
        )
        self._rulings = AllMasked(item.public_kind, item.pk)

        def held(fields: tuple[str, ...]) -> tuple[str, ...]:
            return tuple({c[name] for c in contents for name in fields if c.get(name)})

        self.known = Known(held(_NAMES), held(_PHONES), held(_ADDRESSES))

    def content(self, content: dict[str, Any]) -> dict[str, Any]:
        """Return a revision's content, or a row's values, without private data."""
        passed = gate.inspect(
            self._kind,
            {name: content.get(name) or "" for name in self._texts},
            self.known,
            self.allowed,
            reason=content.get("change_reason") or "",
            rulings=self._rulings,
        )
        texts = {name: passed.record[name] for name in self._texts if name in content}
        kept = {
            name: (masked(content[name]) or "") if name in _TOLD_MASKED else ""
            for name in self._private
            if name in content
        }
        return {**content, **texts, **kept, "change_reason": passed.reason}
