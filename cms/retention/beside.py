"""Logs, comments and reasons that stand beside a record, and tell of people too."""

from __future__ import annotations

from typing import Any, Protocol

from django.contrib.contenttypes.models import ContentType
from wagtail.models import ModelLogEntry, TaskState

from cms.publication.models import Publishable
from cms.publication.reviewing import Override, Waiting


class Cleans(Protocol):
    """Masks a text with all that is known of the people in a record."""

    def text(self, text: str) -> str:
        """Return ``text`` with all findings masked."""


def clean_beside(item: Publishable, label: str, cleaner: Cleans) -> None:
    """Clean what Wagtail and the review keep beside a record; ``label`` is its name from now on."""
    of_item = {
        "content_type": ContentType.objects.get_for_model(type(item)),
        "object_id": str(item.pk),
    }
    for entry in ModelLogEntry.objects.filter(**of_item):
        data = {key: value for key, value in entry.data.items() if key != "title"}
        data = {key: _comment(value, cleaner) for key, value in data.items()}
        ModelLogEntry.objects.filter(pk=entry.pk).update(label=label, data=data)
    states = TaskState.objects.filter(
        workflow_state__base_content_type=of_item["content_type"],
        workflow_state__object_id=of_item["object_id"],
    ).exclude(comment="")
    for state in states:
        TaskState.objects.filter(pk=state.pk).update(comment=cleaner.text(state.comment))
    words = Override.objects.filter(kind=item.public_kind, item=item.pk)
    # The digest of a telephone number is soon guessed; what stands is public anyway.
    words.filter(stands=False).delete()
    words.filter(finding__in=("mobile", "landline", "id_number", "home"), confirmed_by="").delete()
    for word in words:
        words.filter(pk=word.pk).update(reason=cleaner.text(word.reason))
    Waiting.objects.filter(kind=item.public_kind, item=item.pk).delete()


def _comment(value: Any, cleaner: Cleans) -> Any:
    """Mask the texts of a log entry's data, at any depth."""
    if isinstance(value, str):
        return cleaner.text(value)
    if isinstance(value, dict):
        return {key: _comment(part, cleaner) for key, part in value.items()}
    return [_comment(part, cleaner) for part in value] if isinstance(value, list) else value
