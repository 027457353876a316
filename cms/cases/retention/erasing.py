"""Takes the private data of one case out of every table that has some."""

from __future__ import annotations

from typing import Any

from wagtail.models import Revision

from cms.cases.models import Case, CasePicture, Purged
from cms.cases.retention.cleaning import PRIVATE, Cleaner
from cms.cases.retention.pictures import erase_pictures, of_these
from cms.finding import indexing
from cms.privacy.allowed import Allowed
from cms.retention.beside import clean_beside

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
    clean_beside(case, label, cleaner.known, allowed)
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
