"""The privacy gate: every text of a public record is looked through before it leaves.

What is certainly personal is masked; what may be is refused, with its place and
the proposed mask, until an editor says what it is or changes the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from typing import Any, Protocol

from django.utils.translation import gettext

from cms.privacy.findings import CERTAIN, KINDS, Finding
from cms.privacy.scan import Allowed, Known, scan
from cms.publication.texts import PlainText, RichText
from cms.publication.vocabulary import gettext_noop


class Scanner(Protocol):
    """Answers as ``cms.privacy.scan.scan`` does; it may have scanned the text ahead."""

    def __call__(self, text: str, known: Known, allowed: Allowed) -> list[Finding]:
        """Return the personal data in ``text``."""


class Verdict(StrEnum):
    """What becomes of a finding."""

    MASKED = "masked"  # it is certain
    ACCEPTED = "accepted"  # an editor took the proposed mask
    STANDS = "stands"  # editors said that it may be public
    WAITING = "waiting"  # one editor said so, and a second has to
    DOUBTFUL = "doubtful"  # an editor has to say what it is


class Rulings(Protocol):
    """Knows what editors said of the findings of one record."""

    def verdict(self, field: str, finding: Finding) -> Verdict | None:
        """Return ACCEPTED, STANDS, WAITING, or None where nobody said anything."""


class NoRulings:
    """Nobody has said anything."""

    def verdict(self, field: str, finding: Finding) -> Verdict | None:
        """Return None."""
        return None


#: Texts written by people. Every other field is a code, a date or a number.
FREE_TEXT = {
    "case": ("title", "source", "content", "measures", "refusal", "unit"),
    "area": (),
    "category": ("name",),
    "brand": ("title", "lead", "body_html"),
    "team": ("title", "lead", "body_html"),
}
_RICH = frozenset({"body_html"})
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
    "step_unit": gettext_noop("Unit of a progress entry"),
    "reason": gettext_noop("Reason of the change"),
}
_HIDING = frozenset({Verdict.MASKED, Verdict.ACCEPTED})
_SHUTTING = frozenset({Verdict.DOUBTFUL, Verdict.WAITING})


@dataclass(frozen=True)
class FieldFinding:
    """One finding, the field of the record it stands in, and what becomes of it.

    A certain finding that is WAITING is masked until the second editor agrees.
    """

    field: str
    finding: Finding
    verdict: Verdict

    @property
    def hidden(self) -> bool:
        """Whether the public record has its mask."""
        return self.verdict in _HIDING or (self.verdict is Verdict.WAITING and self.finding.certain)

    @property
    def shuts(self) -> bool:
        """Whether the record cannot be published because of it."""
        return self.verdict in _SHUTTING and not self.finding.certain

    def __str__(self) -> str:
        """Name field, kind and text: the reader is an editor, who must find it."""
        kind = gettext(KINDS[self.finding.kind])
        return f"{gettext(LABELS.get(self.field, self.field))}·{kind}「{self.finding.text}」"


@dataclass(frozen=True)
class Looked:
    """A text in which something was found, as a reader sees it."""

    field: str
    shown: str
    findings: tuple[FieldFinding, ...]


@dataclass(frozen=True)
class Passed:
    """What the gate lets out: the masked record and reason, and the texts with findings."""

    record: dict[str, Any]
    reason: str
    texts: tuple[Looked, ...]

    @property
    def findings(self) -> Iterator[FieldFinding]:
        """Yield all findings, in the order of the texts."""
        for looked in self.texts:
            yield from looked.findings

    @property
    def masked(self) -> tuple[FieldFinding, ...]:
        """The findings that the public record has masks for."""
        return tuple(found for found in self.findings if found.hidden)

    @property
    def doubtful(self) -> tuple[FieldFinding, ...]:
        """The findings because of which the record cannot be published."""
        return tuple(found for found in self.findings if found.shuts)


def inspect(
    kind: str,
    record: dict[str, Any],
    known: Known,
    allowed: Allowed,
    *,
    reason: str = "",
    rulings: Rulings | None = None,
    scanner: Scanner = scan,
) -> Passed:
    """Look through all texts of ``record`` and mask what is certainly personal.

    ``reason`` is that of the change, which the public reads too; ``rulings`` is what
    editors have said. The record passed in is not changed; a withdrawal has none.
    Area records hold office contacts that are public on purpose.
    """
    passes = _PASSES.get(kind, frozenset())
    look = _Look(partial(scanner, known=known, allowed=allowed), rulings or NoRulings(), passes)
    clean = dict(record)
    for name in FREE_TEXT[kind] if record else ():
        clean[name] = look.text(name, clean[name])
    if kind == "case" and record:
        clean["progress"] = [look.step(step) for step in clean["progress"]]
        if clean["ledger_number"]:
            clean["ledger_number"] = look.text("ledger_number", clean["ledger_number"])
    return Passed(clean, look.text("reason", reason), tuple(look.texts))


@dataclass
class _Look:
    scan_text: Callable[[str], list[Finding]]
    rulings: Rulings
    passes: frozenset[str]
    texts: list[Looked] = field(default_factory=list)

    def step(self, step: dict[str, Any]) -> dict[str, Any]:
        """Return an entry of a case's progress as the public may read it."""
        text, unit = step["text"], step["unit"]
        return {
            **step,
            "text": self.text("progress", text),
            "unit": self.text("step_unit", unit),
        }

    def text(self, name: str, value: str) -> str:
        """Return ``value`` as the public may read it, and keep what was found."""
        text = RichText(value) if name in _RICH else PlainText(value)
        found = tuple(
            FieldFinding(name, finding, self._verdict(name, finding))
            for finding in self.scan_text(text.shown)
            if finding.kind not in self.passes
            and finding.confidence >= _WORTH_ASKING.get(finding.kind, _WORTH_ASKING_ELSE)
        )
        if not found:
            return value
        self.texts.append(Looked(name, text.shown, found))
        return text.masked([each.finding for each in found if each.hidden])

    def _verdict(self, name: str, finding: Finding) -> Verdict:
        said = self.rulings.verdict(name, finding)
        if said is None or (said is Verdict.ACCEPTED and finding.confidence >= CERTAIN):
            return Verdict.MASKED if finding.certain else Verdict.DOUBTFUL
        return said
