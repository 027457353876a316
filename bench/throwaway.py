"""Publishes texts by the ordinary way into a throw-away home: ledger, import, gate, log.

What the gate keeps for an editor is looked at here as an editor in haste would: each mask
that it proposes is taken. Imported when the home is open (``own_home``).
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth import get_user_model

from cms.areas.models import Area
from cms.cases.imports.run import Request, import_ledger
from cms.cases.ledger.mapping import Profile
from cms.cases.models import Case
from cms.publication.door import actions, review
from cms.publication.door.overrides import Waiting

_LONGEST = 500_000  # characters of a text; the reader of ledgers stops at two million
_LONGEST_TITLE = 200
_BATCH = 500


@dataclass(frozen=True)
class Published:
    """What became of the texts. ``ids`` gives the id of the text for a case number.

    ``masked`` are places in texts, the others are texts; ``refused`` were left out, since
    they are empty or nothing of them may be public.
    """

    ids: dict[str, str]
    reviewed: int
    masked: int
    refused: int


def publish(
    home: Path,
    texts: Mapping[str, str],
    titles: Mapping[str, str],
    progress: Callable[[int, int], None] | None = None,
) -> Published:
    """Import ``texts`` as a ledger and publish them.

    The title of one that has none is its place in the corpus, of six digits, which no query
    asks for; of a first sentence the words would count twice.
    """
    area = Area.objects.create(code="000000", name="评测区", level="district", live=False)
    area.save_revision().publish()
    columns = {"编号": "ledger_number", "标题": "title", "时间": "received", "正文": "content"}
    profile = Profile("judged", columns, {"channel": "online_message", "source": "-"})
    names = dict(enumerate(texts, 1))
    ledger = home / "judged.csv"
    rows = ((n, titles.get(name) or f"{n:06d}", texts[name]) for n, name in names.items())
    _write(ledger, list(columns), rows)
    request = Request(ledger, area=area, profile=profile, publish=True)
    report = import_ledger(request, progress)
    reviewed, masked = _review()
    live = Case.objects.filter(publication="public").values_list("number", "ledger_number")
    ids = {number: names[int(place)] for number, place in live}
    return Published(ids, reviewed, report.masked + masked, len(texts) - len(ids))


def _write(path: Path, headings: list[str], rows: Iterable[tuple[int, str, str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headings)
        for number, title, text in rows:
            # On one line: line breaks say nothing to a search, and quotes may be unbalanced.
            body, heading = (" ".join(part.split()) for part in (text, title))
            row = [number, heading[:_LONGEST_TITLE], "2020-01-01 00:00", body[:_LONGEST]]
            writer.writerow(row)


def _review() -> tuple[int, int]:
    """Take the proposed masks of all that waits and publish it; return texts and masks."""
    editor = get_user_model().objects.create_user("editor")
    waiting = list(Waiting.objects.filter(kind="case").values_list("item", flat=True))
    published = masked = 0
    for start in range(0, len(waiting), _BATCH):
        cases = list(Case.objects.filter(pk__in=waiting[start : start + _BATCH]))
        for case in cases:
            review.accept_all(case, by=editor)
        outcome = actions.publish_many(cases, by=editor)
        published += len(outcome.entries)
        masked += outcome.masked
    return published, masked
