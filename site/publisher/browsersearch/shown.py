"""What the browser shows of documents: summaries, in blocks."""

from __future__ import annotations

from publisher.browsersearch.tables import packed, unpacked
from search.documents import Document

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
