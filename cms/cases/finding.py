"""What editors find a case by: its texts, its newest draft's, and who reported it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from cms.cases.models import Case, Progress
from cms.finding.kinds import Findable

_TEXTS = ("content", "measures", "refusal", "source", "remarks")
_PRIVATE = ("reporter_name", "reporter_phone", "reporter_address", "responsible")
_FIELDS = (*_TEXTS, *_PRIVATE)
_LAST = 4


def texts(keys: Sequence[int]) -> Iterator[tuple[int, str, str]]:
    """Yield key, title and all else that is searched of each case that there is."""
    steps: dict[int, list[str]] = {}
    for case, text in Progress.objects.filter(case__in=keys).values_list("case_id", "text"):
        steps.setdefault(case, []).append(text)
    drafts = dict(
        Case.objects.filter(pk__in=keys, live=True, has_unpublished_changes=True).values_list(
            "pk", "latest_revision__content"
        )
    )
    for row in Case.objects.filter(pk__in=keys).values("pk", "title", *_FIELDS):
        key = row["pk"]
        parts = [row[name] for name in _FIELDS] + steps.get(key, [])
        if draft := drafts.get(key):
            parts += _of_draft(draft)
        parts += _numbers(row["reporter_phone"])
        yield key, row["title"], "\n".join(dict.fromkeys(filter(None, parts)))


def _of_draft(content: dict[str, Any]) -> list[str]:
    own = [str(content.get(name) or "") for name in ("title", *_FIELDS)]
    return own + [str(step.get("text", "")) for step in content.get("progress", [])]


def _numbers(telephones: str) -> list[str]:
    """Return each telephone number without what divides it, and its last four digits."""
    found = [re.sub(r"\D", "", each) for each in re.split(r"[,，;；、/\s]+", telephones)]
    whole = re.sub(r"\D", "", telephones)
    numbers = [number for number in dict.fromkeys([*found, whole]) if len(number) > _LAST]
    return numbers + [number[-_LAST:] for number in numbers]


CASES = Findable(
    model=Case,
    texts=texts,
    filters={
        "area": "area__code",
        "category": "category__code",
        "state": "state",
        "satisfaction": "satisfaction",
        "channel": "channel",
        "class": "case_class",
        "unit": "unit__name__contains",
    },
    days={"received": "received", "closed": "closed"},
    numbers=("number", "ledger_number"),
)
