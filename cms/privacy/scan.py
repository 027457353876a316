"""Finds personal data in one text: folds it once, asks every recogniser, settles overlaps."""

from __future__ import annotations

import bisect
import re
from functools import lru_cache, partial

from cms.privacy.accounts import account_hits
from cms.privacy.allowed import Allowed
from cms.privacy.doors import door_hits
from cms.privacy.findings import Finding
from cms.privacy.folding import fold
from cms.privacy.half_masked import half_masked_hits
from cms.privacy.handles import handle_hits
from cms.privacy.hits import Hit
from cms.privacy.homes import home_hits
from cms.privacy.known import Known, known_hits
from cms.privacy.names import name_hits
from cms.privacy.numbers import number_hits
from cms.privacy.papers import paper_hits
from cms.privacy.settling import settle, until_stable

__all__ = ["Allowed", "Known", "scan"]

_SHORT = 40
_URL = re.compile(r"(?:https?://|ftp://|www\.)[!-~]+", re.IGNORECASE)
# What forms hand over in an address: ?tel=13800138000 is no part of a path.
_HANDED = re.compile(
    r"[?&;/](?:[a-z]*(?:tel|phone|mobile|mob|cell|sfz|idcard|idno|id_?card|card|e?mail|wechat|weixin|qq|plate))=$",
    re.IGNORECASE,
)
_NOBODY = Known()
_NONE = Allowed()


def scan(text: str, known: Known = _NOBODY, allowed: Allowed = _NONE) -> list[Finding]:
    """Return the personal data in ``text``, sorted and without overlaps.

    ``known`` is what the case's private record says of the reporter: it is found
    in any writing. Numbers that ``allowed`` covers pass. Never raises on any text.
    Once all is masked, a second scan finds nothing certain.
    """
    look = partial(_look, known=known, allowed=allowed)
    return until_stable(text, look(text), look)


def scan_unnamed(text: str, known: Known, allowed: Allowed) -> list[Finding]:
    """Return what :func:`scan` does, for a text that holds nothing of ``known`` as it is."""
    findings = [*(_remembered if len(text) <= _SHORT else _look)(text, _NOBODY, allowed)]
    if not findings:
        return findings
    return until_stable(text, findings, partial(_look, known=known, allowed=allowed))


def _look(text: str, known: Known, allowed: Allowed) -> list[Finding]:
    if not text:
        return []
    folded = fold(text)
    plain = folded.text
    hits = [*_usual(plain, allowed), *known_hits(plain, known)]
    hits.extend(name_hits(plain, hits))
    if not hits:
        return []
    findings = []
    for hit in settle(hits):
        start, end = folded.span(hit.start, hit.end)
        findings.append(Finding(hit.kind, start, end, text[start:end], hit.mask, hit.confidence))
    return findings


# Sources, units and steps of progress are the same few words in case after case.
_remembered = lru_cache(maxsize=4096)(_look)


def _usual(plain: str, allowed: Allowed) -> list[Hit]:
    """Return what recognisers find without knowing whose text it is."""
    hits = [
        *number_hits(plain, allowed),
        *half_masked_hits(plain),
        *account_hits(plain),
        *handle_hits(plain),
        *paper_hits(plain),
        *home_hits(plain),
        *door_hits(plain),
    ]
    return _without_links(plain, hits) if hits else hits


def _without_links(plain: str, hits: list[Hit]) -> list[Hit]:
    """Return the hits that are no part of a web address."""
    if "/" not in plain and "www" not in plain:
        return hits
    links = [match.span() for match in _URL.finditer(plain)]
    starts = [start for start, _ in links]
    kept = []
    for hit in hits:
        index = bisect.bisect_right(starts, hit.start) - 1
        outside = index < 0 or hit.start >= links[index][1]
        if outside or _HANDED.search(plain, max(0, hit.start - 24), hit.start):
            kept.append(hit)
    return kept
