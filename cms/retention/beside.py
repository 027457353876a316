"""Logs, comments and reasons that stand beside a record, and tell of people too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import ModelLogEntry, TaskState

from cms.privacy.allowed import Allowed
from cms.privacy.mask import mask
from cms.privacy.scan import Known, scan
from cms.publication.door.overrides import Override, Waiting
from cms.publication.models import Publishable


def clean_beside(item: Publishable, label: str, known: Known, allowed: Allowed) -> None:
    """Mask what Wagtail and the review keep beside a record; ``label`` is its name from now on.

    ``known`` is what the record said of people, before it was purged.
    """

    def masked(text: str) -> str:
        return mask(text, scan(text, known, allowed))

    of_item = {
        "content_type": ContentType.objects.get_for_model(type(item)),
        "object_id": str(item.pk),
    }
    for entry in ModelLogEntry.objects.filter(**of_item):
        data = {key: value for key, value in entry.data.items() if key != "title"}
        data = {key: _comment(value, masked) for key, value in data.items()}
        ModelLogEntry.objects.filter(pk=entry.pk).update(label=label, data=data)
    states = TaskState.objects.filter(
        workflow_state__base_content_type=of_item["content_type"],
        workflow_state__object_id=of_item["object_id"],
    ).exclude(comment="")
    for state in states:
        TaskState.objects.filter(pk=state.pk).update(comment=masked(state.comment))
    words = Override.objects.filter(kind=item.public_kind, item=item.pk)
    # The digest of a telephone number is soon guessed; what stands is public anyway.
    words.filter(stands=False).delete()
    words.filter(finding__in=("mobile", "landline", "id_number", "home"), confirmed_by="").delete()
    for word in words:
        words.filter(pk=word.pk).update(reason=masked(word.reason))
    Waiting.objects.filter(kind=item.public_kind, item=item.pk).delete()


def _comment(value: Any, masked: Callable[[str], str]) -> Any:
    """Mask the texts of a log entry's data, at any depth."""
    if isinstance(value, str):
        return masked(value)
    if isinstance(value, dict):
        return {key: _comment(part, masked) for key, part in value.items()}
    return [_comment(part, masked) for part in value] if isinstance(value, list) else value
