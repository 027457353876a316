"""Counts and rates, printed as the office prints them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cms.publication.vocabulary import CASE_STATES, CLOSED_STATES, SATISFACTION
from publisher.remembered.lists import CaseList

_ASKED = ("satisfied", "basically_satisfied", "dissatisfied")


def rate(part: int, whole: int) -> str | None:
    """Return ``part`` of ``whole`` in per cent, truncated: 943 of 1,271 is 74.1%, as printed."""
    if not whole:
        return None
    tenths = 1000 * part // whole
    return f"{tenths // 10}.{tenths % 10}%"


def closed_count(found: CaseList) -> int:
    """Return how many live cases of a list are closed."""
    return sum(found.counts.get(state, 0) for state in CLOSED_STATES)


def satisfaction_figures(found: CaseList) -> dict[str, Any]:
    """Count answers of a list. Residents not reached are no part of the rate."""
    figures: dict[str, Any] = {key: found.counts.get(key, 0) for key in SATISFACTION}
    asked = sum(figures[key] for key in _ASKED)
    figures["rate"] = rate(figures["satisfied"] + figures["basically_satisfied"], asked)
    return figures


def state_counts(
    found: CaseList, root: str, translate: Callable[[str], str], *, linked: bool
) -> list[dict[str, Any]]:
    """Count a list's cases by state; ``linked`` where the count is that state's whole list."""
    return [
        {
            "key": key,
            "label": translate(label),
            "count": found.counts[key],
            "url": f"{root}states/{key}/index.html" if linked else "",
        }
        for key, label in CASE_STATES.items()
        if found.counts.get(key)
    ]


def entry(name: str, url: str | None, found: CaseList) -> dict[str, Any]:
    """Return one line of an overview."""
    closed = closed_count(found)
    return {
        "name": name,
        "url": url,
        "count": found.live,
        "total": found.live,
        "closed": closed,
        "rate": rate(closed, found.live),
    }
