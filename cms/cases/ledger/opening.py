"""Opens a ledger: a table whose header may be of any office."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from cms.cases.ledger.fields import KNOWN_HEADERS
from cms.tables.reading import Table, open_table


def open_ledger(
    path: Path | str, *, sheet: str | None = None, headers: Collection[str] = ()
) -> Table:
    """Open ``path`` as :func:`open_table` does; ``headers`` are those of a profile.

    The headers that are known of ledgers count as well.
    """
    return open_table(path, sheet=sheet, headers=[*headers, *KNOWN_HEADERS])
