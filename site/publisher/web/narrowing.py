"""Facets, chips and the month histogram of a search page: each a link to another query.

A click adds a filter to the text of the query, so that the text in the field,
the address, the feed and the download are always the same one thing.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from cms.translating import gettext_noop
from search.engine import Facet, Results
from search.http.asked import Asked
from search.query import TYPED, Filter, Query

#: Facets in the order shown → their headings; the month has a place of its own.
HEADINGS = {
    "state": gettext_noop("State"),
    "area": gettext_noop("Area"),
    "satisfaction": gettext_noop("Residents' satisfaction"),
    "category": gettext_noop("Category"),
    "channel": gettext_noop("Channel"),
    "class": gettext_noop("Class"),
    "kind": gettext_noop("Kind"),
}
# Words stand in the query where they mean one thing only; a community's name may not.
_BY_CODE = frozenset({"area", "category"})
_OPEN = frozenset({"state", "area"})
_MOST_OPTIONS = 20
_MOST_MONTHS = 24


def text_of(query: Query) -> str:
    """Return the text of a query, a whole month as the month alone."""
    parts = [str(part) for part in (*query.terms, *query.filters)]
    for span in query.ranges:
        if span.start and span.end:
            period = _period(span.start.isoformat(), span.end.isoformat())
            parts.append(f"{TYPED[span.field]}:{period}")
        else:
            parts.append(str(span))
    return " ".join(parts)


def facets_of(
    asked: Asked, results: Results, translate: Callable[[str], str]
) -> list[dict[str, Any]]:
    """Return the facets that can narrow the result, each option with its link and count."""
    found = []
    for name, heading in HEADINGS.items():
        values = results.facets.get(name, [])
        chosen = {f.value for f in asked.query.filters if f.field == name and not f.exclude}
        options = [_option(asked, name, facet, chosen) for facet in values[:_MOST_OPTIONS]]
        if len(options) > 1 or any(option["active"] for option in options):
            found.append(
                {
                    "label": translate(heading),
                    "options": options,
                    "open": name in _OPEN or bool(chosen),
                }
            )
    return found


def _option(asked: Asked, name: str, facet: Facet, chosen: set[str]) -> dict[str, Any]:
    value = facet.value if name in _BY_CODE else facet.label
    active = bool(chosen & {facet.value, facet.label})
    filters = asked.query.filters
    if active:
        filters = tuple(
            f for f in filters if f.field != name or f.value not in {facet.value, facet.label}
        )
    else:
        filters = (*filters, Filter(name, value))
    link = _link(asked, replace(asked.query, filters=filters))
    return {"label": facet.label, "count": facet.count, "active": active, "url": link}


def picked(asked: Asked, results: Results) -> list[dict[str, str]]:
    """Return the filters in force, each with the link that takes it off."""
    query, chips = asked.query, []
    for part in query.filters:
        labels = {f.value: f.label for f in results.facets.get(part.field, [])}
        rest = tuple(other for other in query.filters if other is not part)
        label = ("-" if part.exclude else "") + labels.get(part.value, part.value)
        chips.append({"label": label, "url": _link(asked, replace(query, filters=rest))})
    for span in query.ranges:
        rest_of = tuple(other for other in query.ranges if other is not span)
        ends = [day.isoformat() if day else "" for day in (span.start, span.end)]
        label = f"{TYPED[span.field]} {_period(*ends)}"
        chips.append({"label": label, "url": _link(asked, replace(query, ranges=rest_of))})
    return chips


def months_of(asked: Asked, results: Results) -> list[dict[str, Any]]:
    """Return the histogram, newest first: by month, or by year where there are many months."""
    counts = {f.value: f.count for f in results.facets.get("month", [])}
    counts = {value: count for value, count in counts.items() if re.fullmatch(r"\d{4}-\d\d", value)}
    if len(counts) > _MOST_MONTHS:
        years: dict[str, int] = {}
        for month, count in counts.items():
            years[month[:4]] = years.get(month[:4], 0) + count
        counts = years
    most = max(counts.values(), default=1)
    ranges = tuple(r for r in asked.query.ranges if r.field != "received")
    base = text_of(replace(asked.query, ranges=ranges))
    return [
        {
            "label": period,
            "count": count,
            "share": count * 100 // most,
            "active": _span(period) in asked.text,
            "url": asked.link(text=f"{base} {TYPED['received']}:{_span(period)}".strip(), page=1),
        }
        for period, count in sorted(counts.items(), reverse=True)
    ]


def _span(period: str) -> str:
    return period if "-" in period else f"{period}-01..{period}-12"


def _period(start: str, end: str) -> str:
    """Return two days as people write them: a whole month as the month alone."""
    if start[:7] == end[:7] and start.endswith("-01"):
        year, month = int(start[:4]), int(start[5:7])
        if year and int(end[8:]) == calendar.monthrange(year, month)[1]:
            return start[:7]
    return f"{start}..{end}"


def _link(asked: Asked, query: Query) -> str:
    return asked.link(text=text_of(query), page=1)
