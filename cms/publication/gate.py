"""The privacy gate: every text of a public record is looked through before it leaves.

What is certainly personal is masked; what may be is refused, with its place and
the proposed mask, until an editor changes the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from django.utils.translation import gettext

from cms.privacy.findings import CERTAIN, KINDS, Finding
from cms.privacy.mask import mask
from cms.privacy.scan import Allowed, Known, scan
from cms.publication.vocabulary import gettext_noop


class Scanner(Protocol):
    """Answers as ``cms.privacy.scan.scan`` does; it may have scanned the text ahead."""

    def __call__(self, text: str, known: Known, allowed: Allowed) -> list[Finding]:
        """Return the personal data in ``text``."""


#: Texts written by people. Every other field is a code, a date or a number.
FREE_TEXT = {
    "case": ("title", "source", "content", "measures", "refusal", "unit"),
    "area": (),
    "category": ("name",),
    "brand": ("title", "lead", "body_html"),
    "team": ("title", "lead", "body_html"),
}
#: Below this a finding is a guess that would only teach editors to click it away.
_WORTH_ASKING = {"name": 0.7}
_WORTH_ASKING_ELSE = 0.6
#: Pages tell where a room is and who leads a team, on purpose; numbers they do not tell.
_PASSES = {"brand": frozenset({"name", "home"}), "team": frozenset({"name", "home"})}
LABELS = {
    "title": gettext_noop("Title"),
    "source": gettext_noop("Source"),
    "content": gettext_noop("Content"),
    "measures": gettext_noop("Measures"),
    "progress": gettext_noop("Progress"),
    "refusal": gettext_noop("Reason of refusal"),
    "unit": gettext_noop("Responsible unit"),
    "name": gettext_noop("Name"),
    "lead": gettext_noop("Lead"),
    "body_html": gettext_noop("Body"),
    "ledger_number": gettext_noop("Ledger number"),
}


@dataclass(frozen=True)
class FieldFinding:
    """One finding and the field of the record it stands in."""

    field: str
    finding: Finding

    def __str__(self) -> str:
        """Name field, kind and text: the reader is an editor, who must find it."""
        kind = gettext(KINDS[self.finding.kind])
        return f"{gettext(LABELS.get(self.field, self.field))}·{kind}「{self.finding.text}」"


@dataclass(frozen=True)
class Passed:
    """What the gate lets out: the masked record, and what was masked or is in doubt."""

    record: dict[str, Any]
    masked: tuple[FieldFinding, ...]
    doubtful: tuple[FieldFinding, ...]


def inspect(
    kind: str,
    record: dict[str, Any],
    known: Known,
    allowed: Allowed,
    *,
    accepted: Iterable[str] = (),
    scanner: Scanner = scan,
) -> Passed:
    """Look through all texts of ``record`` and mask what is certainly personal.

    ``accepted`` are texts that were reviewed and may stand. The record passed in
    is not changed. Area records hold office contacts that are public on purpose.
    """
    passes = _PASSES.get(kind, frozenset())
    look = _Look(partial(scanner, known=known, allowed=allowed), frozenset(accepted), passes)
    clean = dict(record)
    for field in FREE_TEXT[kind]:
        clean[field] = look.text(field, clean[field])
    if kind == "case":
        clean["progress"] = [
            {**step, "text": look.text("progress", step["text"])} for step in clean["progress"]
        ]
        if clean["ledger_number"]:
            clean["ledger_number"] = look.text("ledger_number", clean["ledger_number"])
    return Passed(clean, tuple(look.masked), tuple(look.doubtful))


class _Look:
    def __init__(
        self,
        scan_text: Callable[[str], list[Finding]],
        accepted: frozenset[str],
        passes: frozenset[str],
    ) -> None:
        self.scan_text, self.accepted, self.passes = scan_text, accepted, passes
        self.masked: list[FieldFinding] = []
        self.doubtful: list[FieldFinding] = []

    def text(self, field: str, value: str) -> str:
        findings = [
            finding
            for finding in self.scan_text(value)
            if finding.text not in self.accepted
            and finding.kind not in self.passes
            and finding.confidence >= _WORTH_ASKING.get(finding.kind, _WORTH_ASKING_ELSE)
        ]
        if not findings:
            return value
        sure = [finding for finding in findings if finding.confidence >= CERTAIN]
        self.masked += [FieldFinding(field, finding) for finding in sure]
        self.doubtful += [
            FieldFinding(field, finding) for finding in findings if finding.confidence < CERTAIN
        ]
        return mask(value, sure)
