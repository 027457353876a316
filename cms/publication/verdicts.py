"""What becomes of the findings in a record: the gate's verdicts, and editors' words on them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from django.utils.translation import gettext

from cms.privacy.findings import KINDS, Finding
from cms.publication.text_labels import label_of


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

    def agreed_masks(self, field: str, text: str, found: Collection[Finding]) -> list[Finding]:
        """Return what an editor agreed to mask in ``text`` and is not among ``found``."""


class NoRulings:
    """Nobody has said anything."""

    def verdict(self, field: str, finding: Finding) -> Verdict | None:
        """Return None."""
        return None

    def agreed_masks(self, field: str, text: str, found: Collection[Finding]) -> list[Finding]:
        """Return an empty list."""
        return []


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
        return f"{gettext(label_of(self.field))}·{kind}「{self.finding.text}」"


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
