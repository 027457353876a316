"""The counts beside an answer of the embedded engine."""

from __future__ import annotations

from search.engine import FACETS, Facet
from search.engines.sqlite_columns import Columns
from search.names import Names

_KEPT = 30


def facets(bits: int, columns: Columns, names: Names) -> dict[str, list[Facet]]:
    """Count the values of each facet among the hits ``bits``, largest first."""
    found = {}
    for name in FACETS:
        counted = ((v, (bits & having).bit_count()) for v, having in columns.values[name].items())
        counts = [(value, count) for value, count in counted if count]
        if name == "month":
            kept = sorted(counts)
        else:
            kept = sorted(counts, key=lambda pair: (-pair[1], pair[0]))[:_KEPT]
        found[name] = [Facet(value, names.label(name, value), count) for value, count in kept]
    return found
