"""What is searched of a document: its folded texts, and its coded fields."""

from __future__ import annotations

from dataclasses import dataclass

from search.analysis import fold
from search.documents import Document

_PLAIN = ("kind", "state", "satisfaction", "channel", "class", "unit")


@dataclass(frozen=True)
class Folded:
    """The texts of a document as they are searched, with its other terms."""

    title: str
    text: str
    fields: tuple[str, ...]


def folded(doc: Document) -> Folded:
    """Return what is searched of a document."""
    return Folded(fold(doc.title), fold(doc.text), tuple(fields_of(doc)))


def fields_of(doc: Document) -> list[str]:
    """Return the coded fields of a document as terms; areas and categories with those above."""
    areas, categories = area_fields(doc.area), category_fields(doc.category)
    return [
        *plain_fields(plain_values(doc)),
        *number_fields(doc.key, doc.ledger_number),
        *areas[:-1],
        *categories[:-1],
        *areas[-1:],
        *categories[-1:],
    ]


def plain_values(doc: Document) -> tuple[str, ...]:
    """Return the values of fields in which few documents differ."""
    return doc.kind, doc.state, doc.satisfaction, doc.channel, doc.case_class, doc.unit


def plain_fields(values: tuple[str, ...]) -> list[str]:
    """Return the fields of :func:`plain_values`."""
    return [f"{name}:{value}" for name, value in zip(_PLAIN, values, strict=True) if value]


def number_fields(*numbers: str) -> list[str]:
    """Return the fields by which one document is known."""
    return [f"number:{number}" for number in dict.fromkeys(numbers) if number]


def area_fields(area: str) -> list[str]:
    """Return the fields of an area and those above, its own last."""
    return [f"area:{area[:size]}" for size in (*range(3, len(area), 3), len(area)) if area]


def category_fields(category: str) -> list[str]:
    """Return the fields of a category and those above, its own last."""
    parts = category.split(".")
    return [f"category:{'.'.join(parts[:size])}" for size in range(1, len(parts) + 1) if category]
