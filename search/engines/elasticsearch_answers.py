"""Elasticsearch's answers → the shapes that every engine gives."""

from __future__ import annotations

from typing import Any

from search.engine import Facet, Item
from search.names import Names
from search.snippets import snippet


def item(hit: Any, words: list[str], names: Names) -> Item:
    """Return one hit as every engine gives it."""
    source = hit["_source"]
    shown = "ledger_number title url state satisfaction area category received closed"
    return Item(
        kind=source["kind"],
        number=source["key"],
        snippet=snippet(source.get("text", ""), words),
        score=round(hit.get("_score") or 0.0, 4),
        area_name=names.name("area", source.get("area", "")),
        category_name=names.name("category", source.get("category", "")),
        **{name: source.get(name, "") for name in shown.split()},
    )


def facets(aggregations: Any, names: Names) -> dict[str, list[Facet]]:
    """Return the counted values of each facet with their labels."""
    return {
        name: [
            Facet(bucket["key"], names.label(name, bucket["key"]), bucket["doc_count"])
            for bucket in found["buckets"]
        ]
        for name, found in aggregations.items()
    }
