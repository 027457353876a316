"""Pieces of text taken out of a document, each with the place it came from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cms.privacy.findings import Finding


@dataclass(frozen=True)
class Piece:
    """A text and where it stands: a cell, a page, a property, in words for users.

    ``heading`` is the head of the text's column: it introduces the text to the
    scan (a landline under 家庭电话), and is no part of it. ``again`` says that
    another piece of the same place holds the text too, without its heading.
    """

    where: str
    text: str
    heading: str = ""
    again: bool = False


@dataclass(frozen=True)
class Placed:
    """A finding with the place of its text in the document."""

    where: str
    finding: Finding


Scan = Callable[[str], list[Finding]]


def scan_piece(piece: Piece, scan: Scan) -> Iterator[Placed]:
    """Yield the findings of one piece; offsets count in the piece's own text."""
    lead = f"{piece.heading}：" if piece.heading else ""
    shift = len(lead)
    for found in scan(lead + piece.text):
        if found.start >= shift:
            start, end = found.start - shift, found.end - shift
            moved = Finding(found.kind, start, end, found.text, found.mask, found.confidence)
            yield Placed(piece.where, moved)
