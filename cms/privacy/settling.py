"""Settles which findings of one text stand: no overlaps, and a mask that stays masked."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterable

from cms.privacy.findings import CERTAIN, Finding
from cms.privacy.hits import Hit
from cms.privacy.mask import mask

_ROUNDS = 8


def settle(hits: Iterable[Hit]) -> list[Hit]:
    """Keep the surest of overlapping hits, the longer one of equals; sorted by place."""
    kept: list[Hit] = []
    taken: list[tuple[int, int]] = []
    for hit in sorted(hits, key=lambda h: (-h.confidence, h.start - h.end, h.start)):
        index = bisect.bisect_left(taken, (hit.start, hit.end))
        before = index > 0 and taken[index - 1][1] > hit.start
        after = index < len(taken) and taken[index][0] < hit.end
        if not (before or after):
            taken.insert(index, (hit.start, hit.end))
            kept.append(hit)
    return sorted(kept, key=lambda h: h.start)


def until_stable(
    text: str, findings: list[Finding], look: Callable[[str], list[Finding]]
) -> list[Finding]:
    """Look at the masked text too, and add what only shows there.

    A mask may bring characters together that were apart: ``a@b.com13800138000``
    ends in a mobile number, and only without its digits it is a mail address.
    """
    for _ in range(_ROUNDS):
        if not findings:
            break
        fresh = [found for found in look(mask(text, findings)) if found.confidence >= CERTAIN]
        if not fresh:
            break
        findings = _compose(text, findings, fresh)
    return findings


def _compose(text: str, findings: list[Finding], fresh: list[Finding]) -> list[Finding]:
    """Return findings in ``text`` that have the effect of ``findings`` and then ``fresh``."""
    starts, ends, shifts = _places(findings)
    added: list[Finding] = []
    absorbed: set[int] = set()
    for new in fresh:
        first = bisect.bisect_right(ends, new.start)
        last = bisect.bisect_left(starts, new.end)
        start, prefix = new.start - shifts[first], ""
        end, suffix = new.end - shifts[last], ""
        if first < last and starts[first] < new.start:
            start = findings[first].start
            prefix = findings[first].mask[: new.start - starts[first]]
        if first < last and ends[last - 1] > new.end:
            end = findings[last - 1].end
            suffix = findings[last - 1].mask[new.end - starts[last - 1] :]
        if absorbed.isdisjoint(range(first, last)):  # else the next round sees to it
            absorbed.update(range(first, last))
            masked = prefix + new.mask + suffix
            added.append(Finding(new.kind, start, end, text[start:end], masked, new.confidence))
    kept = [found for index, found in enumerate(findings) if index not in absorbed]
    return sorted([*kept, *added], key=lambda found: found.start)


def _places(findings: list[Finding]) -> tuple[list[int], list[int], list[int]]:
    """Return where masks begin and end in the masked text, and how far each moves the rest."""
    starts, ends, shifts = [], [], [0]
    for found in findings:
        starts.append(found.start + shifts[-1])
        ends.append(starts[-1] + len(found.mask))
        shifts.append(shifts[-1] + len(found.mask) - (found.end - found.start))
    return starts, ends, shifts
