"""Finds personal data in one text: folds it once, asks every recogniser, settles overlaps."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable

from cms.privacy.accounts import account_hits
from cms.privacy.allowed import Allowed
from cms.privacy.doors import door_hits
from cms.privacy.findings import Finding
from cms.privacy.folding import fold
from cms.privacy.hits import Hit
from cms.privacy.homes import home_hits
from cms.privacy.known import Known, known_hits
from cms.privacy.names import name_hits
from cms.privacy.numbers import number_hits
from cms.privacy.papers import paper_hits

__all__ = ["Allowed", "Known", "scan"]

_URL = re.compile(r"(?:https?://|ftp://|www\.)[!-~]+", re.IGNORECASE)
_NOBODY = Known()
_NONE = Allowed()


def scan(text: str, known: Known = _NOBODY, allowed: Allowed = _NONE) -> list[Finding]:
    """Return the personal data in ``text``, sorted and without overlaps.

    ``known`` is what the case's private record says of the reporter: it is found
    in any writing. Numbers that ``allowed`` covers pass. Never raises on any text.
    """
    folded = fold(text)
    plain = folded.text
    links = (
        [match.span() for match in _URL.finditer(plain)] if "/" in plain or "www" in plain else []
    )
    hits: list[Hit] = [
        hit
        for hits in (
            number_hits(plain, allowed),
            account_hits(plain),
            paper_hits(plain),
            home_hits(plain),
            door_hits(plain),
        )
        for hit in hits
        if not any(start <= hit.start < end for start, end in links)
    ]
    hits.extend(known_hits(plain, known))
    hits.extend(name_hits(plain, hits))
    findings = []
    for hit in _settle(hits):
        start, end = folded.span(hit.start, hit.end)
        findings.append(Finding(hit.kind, start, end, text[start:end], hit.mask, hit.confidence))
    return findings


def _settle(hits: Iterable[Hit]) -> list[Hit]:
    """Keep the surest of overlapping hits, the longer one of equals; sorted by place."""
    kept: list[Hit] = []
    order = sorted(hits, key=lambda h: (-h.confidence, h.start - h.end, h.start))
    taken: list[tuple[int, int]] = []
    for hit in order:
        if not _overlaps(taken, hit):
            _insert(taken, hit)
            kept.append(hit)
    return sorted(kept, key=lambda h: h.start)


def _overlaps(taken: list[tuple[int, int]], hit: Hit) -> bool:
    index = bisect.bisect_left(taken, (hit.start, hit.end))
    return (index > 0 and taken[index - 1][1] > hit.start) or (
        index < len(taken) and taken[index][0] < hit.end
    )


def _insert(taken: list[tuple[int, int]], hit: Hit) -> None:
    bisect.insort(taken, (hit.start, hit.end))
