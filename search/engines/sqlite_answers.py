"""Documents of the embedded engine → the shapes that every engine gives."""

from __future__ import annotations

from search.documents import Document
from search.engine import Item
from search.names import Names
from search.snippets import snippet


def item(doc: Document, words: list[str], score: float, names: Names) -> Item:
    """Return one hit; ``words`` are marked in its snippet."""
    return Item(
        kind=doc.kind,
        number=doc.key,
        ledger_number=doc.ledger_number,
        title=doc.title,
        url=doc.url,
        snippet=snippet(doc.text, words),
        state=doc.state,
        satisfaction=doc.satisfaction,
        area=doc.area,
        category=doc.category,
        received=doc.received,
        closed=doc.closed,
        score=round(score, 4),
        area_name=names.name("area", doc.area),
        category_name=names.name("category", doc.category),
    )
