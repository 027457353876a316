"""What the browser shows of documents and narrows them by: summaries and days, in blocks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

import numpy as np

from publisher.browsersearch.tables import deflated, packed, unpacked
from search.documents import Document

_EPOCH = date(1970, 1, 1).toordinal()
_MOST_TITLE = 120
Summary = tuple[str, ...]
#: Stands for a document that is not shown.
NOTHING: Summary = ("",) * 10


def summary(doc: Document | None) -> Summary:
    """Return what is shown of a document in a list."""
    if doc is None:
        return NOTHING
    url = doc.url.lstrip("/")
    return (
        doc.kind,
        doc.key,
        doc.title[:_MOST_TITLE],
        "" if url == _usual_url(doc.key) else url,
        doc.state,
        doc.satisfaction,
        doc.area,
        doc.category,
        doc.received,
        doc.closed,
    )


def _usual_url(key: str) -> str:
    """Return where the page of a case is, which the browser's script knows too."""
    return f"cases/{key[:4]}/{key[4:6]}/{key}.html"


def block(lines: list[Summary]) -> bytes:
    """Return the file of some summaries, in columns."""
    return packed(list(zip(*lines, strict=True)))


def lines_of(data: bytes) -> list[Summary]:
    """Return the summaries of a file."""
    return list(zip(*unpacked(data), strict=True))


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
