"""Findings of texts that were scanned ahead, perhaps by another process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from cms.privacy.findings import Finding
from cms.privacy.folding import fold
from cms.privacy.known import may_hold
from cms.privacy.scan import Allowed, Known, scan, scan_unnamed


@dataclass(frozen=True, slots=True)
class Scanned:
    """What :func:`scan` said of some texts for one reporter and one directory.

    ``findings`` has each text that was scanned. Anything else is scanned when asked.
    """

    known: Known
    allowed: Allowed
    findings: Mapping[str, list[Finding]]

    def scanning(self, known: Known, allowed: Allowed) -> Callable[[str], list[Finding]]:
        """Return what answers as :func:`scan` does with ``known`` and ``allowed``."""
        anew = partial(scan, known=known, allowed=allowed)
        if known != self.known or allowed is not self.allowed:
            return anew

        def look(text: str) -> list[Finding]:
            found = self.findings.get(text)
            return anew(text) if found is None else found

        return look


def scan_ahead(texts: Iterable[str], known: Known, allowed: Allowed) -> dict[str, list[Finding]]:
    """Scan each of ``texts`` once, which are all of one record.

    Most records tell nothing of anybody, and their reporter's name is in none of
    their texts: that is asked of all texts together.
    """
    distinct = dict.fromkeys(texts)
    named = may_hold(fold("\n".join(distinct)).text, known)
    one = scan if named else scan_unnamed
    return {text: one(text, known, allowed) for text in distinct}
