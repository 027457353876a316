"""How a hit looks outside: the fields of JSON, CSV and xlsx, in one order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cms.translating import gettext_noop
from search.engine import Item
from search.names import labels

#: Column of a download → its heading.
COLUMNS = {
    "number": gettext_noop("Case no."),
    "ledger_number": gettext_noop("Ledger no."),
    "kind": gettext_noop("Kind"),
    "title": gettext_noop("Title"),
    "state": gettext_noop("State"),
    "satisfaction": gettext_noop("Residents' satisfaction"),
    "area": gettext_noop("Area code"),
    "category": gettext_noop("Category code"),
    "received": gettext_noop("Received"),
    "closed": gettext_noop("Closed"),
    "url": gettext_noop("Address"),
}


def as_json(item: Item, address: Callable[[str], str]) -> dict[str, Any]:
    """Return a hit as /search.json and the JSON Lines download give it."""
    return {
        "kind": item.kind,
        "number": item.number,
        "ledger_number": item.ledger_number or None,
        "title": item.title,
        "url": address(item.url),
        "snippet": "".join(text for text, _ in item.snippet),
        "highlights": [text for text, matched in item.snippet if matched],
        "state": item.state or None,
        "satisfaction": item.satisfaction or None,
        "area": item.area or None,
        "category": item.category or None,
        "received": item.received or None,
        "closed": item.closed or None,
        "score": item.score,
    }


def as_row(item: Item, address: Callable[[str], str], translate: Callable[[str], str]) -> list[str]:
    """Return a hit as one row of a table, in the order of :data:`COLUMNS`, labels in words."""
    values = {name: getattr(item, name) or "" for name in COLUMNS}
    for name in ("kind", "state", "satisfaction"):
        label = labels(name).get(values[name])
        values[name] = translate(label) if label else values[name]
    values["url"] = address(item.url)
    return [str(values[name]) for name in COLUMNS]
