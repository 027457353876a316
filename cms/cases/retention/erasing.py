"""Takes the private data of one case out of every table that has some."""

from __future__ import annotations

from typing import Any, Protocol

from django.contrib.contenttypes.models import ContentType
from wagtail.models import ModelLogEntry, Revision, TaskState

from cms.cases.models import Case, CasePicture, Purged
from cms.cases.retention.cleaning import PRIVATE, Cleaner
from cms.cases.retention.pictures import erase_pictures, of_these
from cms.finding import indexing
from cms.privacy.allowed import Allowed
from cms.publication.models import Publishable
from cms.publication.reviewing import Override, Waiting

_ROW = (
    *PRIVATE,
    "title",
    "source",
    "content",
    "measures",
    "refusal",
    "ledger_number",
    "change_reason",
)


def erase(case: Case, allowed: Allowed) -> None:
    """Empty the private fields of ``case``, mask its texts, and so in all its revisions.

    Its public record and the log stay as they are. In the caller's transaction.
    """
    revisions = list(Revision.objects.for_instance(case))
    steps = list(case.progress.all())
    pictures = erase_pictures(case)
    row = {name: getattr(case, name) for name in _ROW}
    row["progress"] = [{"text": step.text, "unit": step.unit} for step in steps]
    row["pictures"] = [{"alt": each.alt, "caption": each.caption} for each in pictures]
    cleaner = Cleaner(case.pk, [row, *(revision.content for revision in revisions)], allowed)
    clean = cleaner.content(row)
    for step, written in zip(steps, clean.pop("progress"), strict=True):
        type(step).objects.filter(pk=step.pk).update(**written)
    for picture, written in zip(pictures, clean.pop("pictures"), strict=True):
        type(picture).objects.filter(pk=picture.pk).update(**written)
    Case.objects.filter(pk=case.pk).update(**clean, **_origin(case, cleaner))
    label = f"{case.number} {clean['title']}"
    for revision in revisions:
        Revision.objects.filter(pk=revision.pk).update(
            content=_revision(cleaner, revision.content, pictures), object_str=label[:255]
        )
    beside(case, label, cleaner)
    Purged.objects.get_or_create(case=case)
    indexing.note(Case, [case.pk])


def _origin(case: Case, cleaner: Cleaner) -> dict[str, Any]:
    """Keep so much of where a case came from that its line is known when it comes again."""
    key = case.source_key
    told = key is not None and cleaner.text(key) != key
    received = case.source_digests.get("received")
    return {
        "source_key": None if told else key,
        # Digests of short texts tell the texts.
        "source_digests": {"received": received} if received else {},
    }


def _revision(
    cleaner: Cleaner, content: dict[str, Any], pictures: list[CasePicture]
) -> dict[str, Any]:
    clean = cleaner.content(content)
    if "pictures" in clean:
        clean["pictures"] = of_these(clean["pictures"], pictures)
    # Of a field that is gone, which held texts as they were.
    clean.pop("cleared", None)
    for name, value in (("source_digests", {}), ("source_key", None)):
        if name in clean:
            clean[name] = value
    return clean


class _Cleans(Protocol):
    """Masks a text with all that is known of the people in a record."""

    def text(self, text: str) -> str:
        """Return ``text`` with all findings masked."""


def beside(case: Publishable, label: str, cleaner: _Cleans) -> None:
    """Clean what Wagtail and the review keep beside a case, or any other record."""
    of_case = {
        "content_type": ContentType.objects.get_for_model(type(case)),
        "object_id": str(case.pk),
    }
    for entry in ModelLogEntry.objects.filter(**of_case):
        data = {key: value for key, value in entry.data.items() if key != "title"}
        data = {key: _comment(value, cleaner) for key, value in data.items()}
        ModelLogEntry.objects.filter(pk=entry.pk).update(label=label, data=data)
    states = TaskState.objects.filter(
        workflow_state__base_content_type=of_case["content_type"],
        workflow_state__object_id=of_case["object_id"],
    ).exclude(comment="")
    for state in states:
        TaskState.objects.filter(pk=state.pk).update(comment=cleaner.text(state.comment))
    words = Override.objects.filter(kind=case.public_kind, item=case.pk)
    # The digest of a telephone number is soon guessed; what stands is public anyway.
    words.filter(stands=False).delete()
    words.filter(finding__in=("mobile", "landline", "id_number", "home"), confirmed_by="").delete()
    for word in words:
        words.filter(pk=word.pk).update(reason=cleaner.text(word.reason))
    Waiting.objects.filter(kind=case.public_kind, item=case.pk).delete()


def _comment(value: Any, cleaner: _Cleans) -> Any:
    """Mask the texts of a log entry's data, at any depth."""
    if isinstance(value, str):
        return cleaner.text(value)
    if isinstance(value, dict):
        return {key: _comment(part, cleaner) for key, part in value.items()}
    return [_comment(part, cleaner) for part in value] if isinstance(value, list) else value
