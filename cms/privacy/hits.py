"""What the recognisers hand over: a finding whose offsets are still those of the folded text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Hit:
    """A finding before it is mapped back to the original text."""

    kind: str
    start: int
    end: int
    mask: str
    confidence: float
