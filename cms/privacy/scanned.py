"""Findings of texts that were scanned ahead, perhaps by another process."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cms.privacy.findings import Finding
from cms.privacy.scan import Allowed, Known, scan


@dataclass(frozen=True, slots=True)
class Scanned:
    """What :func:`scan` said of some texts for one reporter and one directory.

    ``findings`` has each text that was scanned. Anything else is scanned when asked.
    """

    known: Known
    allowed: Allowed
    findings: Mapping[str, list[Finding]]

    def scan(self, text: str, known: Known, allowed: Allowed) -> list[Finding]:
        """Return what :func:`scan` returns for the same arguments."""
        if known == self.known and allowed is self.allowed:
            found = self.findings.get(text)
            if found is not None:
                return found
        return scan(text, known, allowed)


def scan_ahead(texts: Iterable[str], known: Known, allowed: Allowed) -> dict[str, list[Finding]]:
    """Scan each of ``texts`` once."""
    return {text: scan(text, known, allowed) for text in dict.fromkeys(texts)}
