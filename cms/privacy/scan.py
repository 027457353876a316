"""Finds personal data in one text: folds it once, asks every recogniser, settles overlaps."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator
from functools import partial

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
from cms.privacy.settling import settle, until_stable

__all__ = ["Allowed", "Known", "scan"]

_URL = re.compile(r"(?:https?://|ftp://|www\.)[!-~]+", re.IGNORECASE)
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


def _look(text: str, known: Known, allowed: Allowed) -> list[Finding]:
    folded = fold(text)
    plain = folded.text
    hits = _without_links(plain, _recognised(plain, allowed))
    hits.extend(known_hits(plain, known))
    hits.extend(name_hits(plain, hits))
    findings = []
    for hit in settle(hits):
        start, end = folded.span(hit.start, hit.end)
        findings.append(Finding(hit.kind, start, end, text[start:end], hit.mask, hit.confidence))
    return findings


def _recognised(plain: str, allowed: Allowed) -> Iterator[Hit]:
    yield from number_hits(plain, allowed)
    yield from account_hits(plain)
    yield from paper_hits(plain)
    yield from home_hits(plain)
    yield from door_hits(plain)


def _without_links(plain: str, hits: Iterable[Hit]) -> list[Hit]:
    """Return the hits that are no part of a web address."""
    if "/" not in plain and "www" not in plain:
        return list(hits)
    links = [match.span() for match in _URL.finditer(plain)]
    starts = [start for start, _ in links]
    kept = []
    for hit in hits:
        index = bisect.bisect_right(starts, hit.start) - 1
        if index < 0 or hit.start >= links[index][1]:
            kept.append(hit)
    return kept
