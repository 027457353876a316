"""Which records show a picture, and what becomes of them when it is changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import transaction
from modelcluster.fields import ParentalKey
from wagtail.admin.admin_url_finder import AdminURLFinder

from cms.pictures.models import Picture, PictureUse
from cms.publication.door import actions, review
from cms.publication.models import LogEntry
from cms.publication.picture_files import pictures_in


@dataclass(frozen=True)
class Shown:
    """A record that has a picture. ``current`` tells whether the public sees it as it is now."""

    label: str
    url: str | None
    public: bool
    current: bool


def records_with(picture: Picture) -> Iterator[Any]:
    """Yield the records of any kind that have ``picture``."""
    for model in apps.get_models():
        if issubclass(model, PictureUse):
            parent = next(f.name for f in model._meta.fields if isinstance(f, ParentalKey))
            for use in model._default_manager.filter(picture=picture).select_related(parent):
                yield getattr(use, parent)


def shown_in(picture: Picture, user: Any) -> list[Shown]:
    """Return the records with ``picture`` that ``user`` may change."""
    finder = AdminURLFinder(user)
    return [
        Shown(str(item), finder.get_edit_url(item), _is_public(item), _is_current(item, picture))
        for item in records_with(picture)
        if review.may(user, item, "change")
    ]


def behind(picture: Picture, user: Any) -> list[Any]:
    """Return the public records that ``user`` may publish and that show ``picture`` otherwise."""
    return [
        item
        for item in records_with(picture)
        if _is_public(item) and not _is_current(item, picture) and review.may(user, item, "publish")
    ]


@transaction.atomic
def correct_all(picture: Picture, *, by: Any, reason: str) -> int:
    """Publish the records anew that show an earlier form of ``picture``; return how many.

    What else is new in their drafts stays a draft. Raises ``Refused``; then none was.
    """
    items = behind(picture, by)
    for item in items:
        actions.publish(item, by=by, reason=reason, revision_id=item.live_revision_id)
    return len(items)


def _is_public(item: Any) -> bool:
    return item.publication in actions.PUBLIC


def _is_current(item: Any, picture: Picture) -> bool:
    entry = LogEntry.objects.filter(kind=item.public_kind, key=item.public_key).last()
    if entry is None or entry.body is None:
        return False
    pictures = pictures_in(json.loads(bytes(entry.body))["record"])
    return any(each["sha256"] == picture.public_sha256 for each in pictures)
