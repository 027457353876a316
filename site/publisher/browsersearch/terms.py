"""What is searched of a document: its folded texts, and its coded fields."""

from __future__ import annotations

from dataclasses import dataclass

from search.analysis import fold
from search.documents import Document


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
    named = [
        ("kind", doc.kind),
        ("state", doc.state),
        ("satisfaction", doc.satisfaction),
        ("channel", doc.channel),
        ("class", doc.case_class),
        ("unit", doc.unit),
        ("number", doc.key),
        ("number", doc.ledger_number),
    ]
    named += [("area", doc.area[:size]) for size in range(3, len(doc.area), 3)]
    parts = doc.category.split(".")
    named += [("category", ".".join(parts[:size])) for size in range(1, len(parts))]
    named += [("area", doc.area), ("category", doc.category)]
    return list(dict.fromkeys(f"{name}:{value}" for name, value in named if value))
