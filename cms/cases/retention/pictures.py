"""What becomes of a case's pictures when its private data goes: the public ones stay as such."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import orjson

from cms.cases.models import Case, CasePicture
from cms.pictures.erasing import erase_original, remove_if_unused
from cms.publication.models import LogEntry
from cms.publication.picture_files import pictures_in


def erase_pictures(case: Case) -> list[CasePicture]:
    """Delete the pictures of ``case`` that the public does not have; return the others.

    Of these the original becomes what the public sees, and the notes go.
    """
    published = _published(case)
    kept = []
    for use in case.pictures.select_related("picture"):
        if use.picture.public_sha256 in published:
            erase_original(use.picture)
            kept.append(use)
        else:
            CasePicture.objects.filter(pk=use.pk).delete()
            remove_if_unused(use.picture)
    return kept


def of_these(children: Iterable[dict[str, Any]], kept: Iterable[CasePicture]) -> list[Any]:
    """Return those pictures in a revision whose picture stays."""
    pictures = {use.picture_id for use in kept}
    return [child for child in children if child["picture"] in pictures]


def _published(case: Case) -> set[str]:
    newest = LogEntry.objects.filter(kind="case", key=case.number).order_by("version").last()
    if newest is None or newest.body is None or newest.action == "withdraw":
        return set()
    record = orjson.loads(bytes(newest.body))["record"]
    return {picture["sha256"] for picture in pictures_in(record)}
