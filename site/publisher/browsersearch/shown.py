"""What the browser shows of documents and narrows them by: summaries and days, in blocks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

import numpy as np

from publisher.browsersearch.tables import deflated
from search.documents import Document

_EPOCH = date(1970, 1, 1).toordinal()
_MOST_TITLE = 120
Summary = list[str]
#: Stands for a document that is not shown.
NOTHING: Summary = []


def summary(doc: Document | None) -> Summary:
    """Return what is shown of a document in a list."""
    if doc is None:
        return NOTHING
    return [
        doc.kind,
        doc.key,
        doc.title[:_MOST_TITLE],
        doc.url.lstrip("/"),
        doc.state,
        doc.satisfaction,
        doc.area,
        doc.category,
        doc.received,
        doc.closed,
        doc.ledger_number,
    ]


def days_file(rows: Iterable[tuple[str, str]]) -> bytes:
    """Return (received, closed) of documents as numbers of days after 1969-12-31, 0 for none.

    All received days come first; of each column first the low bytes, then the high ones.
    """
    columns = zip(*([_day(one), _day(two)] for one, two in rows), strict=True)
    planes = b""
    for column in columns:
        values = np.array(column, np.uint16)
        planes += (values & 0xFF).astype(np.uint8).tobytes() + (values >> 8).astype(
            np.uint8
        ).tobytes()
    return deflated(planes)


@lru_cache(maxsize=4096)
def _day(text: str) -> int:
    """Return the number of a day; what cannot be one is none."""
    try:
        number = date.fromisoformat(text).toordinal() - _EPOCH + 1
    except ValueError:
        return 0
    return number if 0 < number < 1 << 16 else 0
