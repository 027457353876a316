"""Foretells what publishing many records will do: by the door itself, before anybody presses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext

from cms.privacy.findings import KINDS
from cms.publication.door import actions
from cms.publication.door.overrides import RecordRulings
from cms.publication.door.record import DoorRecord
from cms.publication.errors import GateRefused, Refused
from cms.publication.text_labels import label_of
from cms.publication.verdicts import FieldFinding

#: Stands in for the reason that the editor has still to give.
_TO_COME = "……"


@dataclass(frozen=True)
class Place:
    """A finding as the page shows it: where, what kind, its text, and what the public reads."""

    field: str
    kind: str
    text: str
    mask: str


@dataclass(frozen=True)
class Fate:
    """What becomes of one record, with the findings that are masked or keep it a draft."""

    item: DoorRecord
    places: tuple[Place, ...] = ()
    why: str = ""


@dataclass
class Forecast:
    """What becomes of a selection; ``plain``, ``unchanged`` and ``unreasoned`` are counts."""

    plain: int = 0
    unchanged: int = 0
    unreasoned: int = 0
    masked: list[Fate] = field(default_factory=list)
    kept: list[Fate] = field(default_factory=list)
    refused: list[Fate] = field(default_factory=list)

    @property
    def shown(self) -> int:
        """How many records the page quotes private data of."""
        return len(self.masked) + len(self.kept)


def foretell(items: Sequence[DoorRecord]) -> Forecast:
    """Take newest drafts of one kind through the door without letting them out.

    What editors said of them is read by one query for all.
    """
    forecast = Forecast()
    if not items:
        return forecast
    said = RecordRulings.of_many(items[0].public_kind, [item.pk for item in items])
    for item in items:
        item.read_ahead = said[item.pk]
        _foretell(item, forecast)
    return forecast


def _foretell(item: DoorRecord, forecast: Forecast) -> None:
    try:
        prepared = actions.prepare(item, reason=item.change_reason or _TO_COME)
    except GateRefused as refusal:
        forecast.kept.append(Fate(item, _places(refusal.findings)))
        return
    except Refused as refusal:
        forecast.refused.append(Fate(item, why=str(refusal)))
        return
    if prepared is None:
        forecast.unchanged += 1
        return
    forecast.unreasoned += prepared.action == "correct" and not item.change_reason
    if prepared.findings:
        forecast.masked.append(Fate(item, _places(prepared.findings)))
    else:
        forecast.plain += 1


def _places(findings: Iterable[FieldFinding]) -> tuple[Place, ...]:
    return tuple(
        Place(
            gettext(label_of(found.field)),
            gettext(KINDS[found.finding.kind]),
            found.finding.text,
            found.finding.mask,
        )
        for found in findings
    )
