"""Writes the masks into a text."""

from __future__ import annotations

from collections.abc import Sequence

from cms.privacy.findings import Finding


def mask(text: str, findings: Sequence[Finding]) -> str:
    """Return ``text`` with each finding replaced by its mask.

    The findings are those of a scan of this very text; raises ``ValueError``
    when one of them does not fit it or overlaps another.
    """
    parts = []
    last = 0
    for finding in sorted(findings, key=lambda f: f.start):
        if finding.start < last or text[finding.start : finding.end] != finding.text:
            raise ValueError(f"the finding at {finding.start}-{finding.end} does not fit this text")
        parts += [text[last : finding.start], finding.mask]
        last = finding.end
    return "".join([*parts, text[last:]])
