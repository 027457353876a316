"""Scans whole documents: csv, xlsx, docx, pdf, pictures and plain text.

What a file is, its first bytes say; a name may lie. Pictures inside office
files are looked through as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import PurePath

from cms.privacy.archives import Archive, Refused, broken, check_size
from cms.privacy.office_files import office_pieces, picture_members
from cms.privacy.pdf_files import pdf_pieces
from cms.privacy.pictures import picture_pieces
from cms.privacy.places import Piece, Placed, Scan, scan_piece
from cms.privacy.scan import Allowed, Known, scan
from cms.privacy.tables import csv_pieces, decode, sheet_pieces
from cms.translating import gettext_noop, translator

__all__ = ["Placed", "Refused", "scan_document"]

_NAME = gettext_noop("file name")
_LINE = gettext_noop("text")
_INSIDE = gettext_noop("picture %(name)s: %(where)s")
_OLD = gettext_noop("Old Word and PowerPoint files cannot be looked through; save as docx or pptx.")
_UNKNOWN = gettext_noop(
    "Only text, csv, xlsx, docx, pptx, odt, pdf and pictures can be looked through."
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"II*\0", b"MM\0*", b"RIFF", b"BM")
_HEIC = frozenset({b"heic", b"heix", b"mif1", b"msf1", b"heim", b"heis", b"avif"})


def scan_document(
    data: bytes, name: str = "", known: Known | None = None, allowed: Allowed | None = None
) -> list[Placed]:
    """Return the personal data in a file's bytes, its properties and its ``name``.

    Raises :class:`Refused`, whose message says why and what to do: too big, a
    bomb, locked, damaged, or of a kind that cannot be read.
    """
    check_size(data)
    look = partial(scan, known=known or Known(), allowed=allowed or Allowed())
    translate = translator()
    found = list(scan_piece(Piece(translate(_NAME), PurePath(name).stem), look)) if name else []
    found.extend(_contents(data, PurePath(name).suffix.lower(), look))
    return found


def _contents(data: bytes, suffix: str, look: Scan) -> Iterator[Placed]:
    if data.startswith(b"PK"):
        yield from _container(data, look)
    elif b"%PDF-" in data[:1024]:
        yield from _all(iter(pdf_pieces(data)), look)
    elif data.startswith(_PICTURES) or data[8:12] in _HEIC:
        yield from _picture(data, look)
    elif data.startswith(_OLE):
        if suffix not in {".xls", ".et"}:
            raise Refused(_OLD)
        yield from _all(sheet_pieces(data), look)
    elif _binary(data):
        raise Refused(_UNKNOWN)
    elif suffix in {".csv", ".tsv"}:
        yield from _all(csv_pieces(data), look)
    else:
        yield from scan_piece(Piece(translator()(_LINE), decode(data)), look)


def _all(pieces: Iterator[Piece], look: Scan) -> Iterator[Placed]:
    said: set[tuple[str, str]] = set()
    for piece in pieces:
        for placed in scan_piece(piece, look):
            what = (placed.where, placed.finding.text)
            if not (piece.again and what in said):
                said.add(what)
                yield placed


def _container(data: bytes, look: Scan) -> Iterator[Placed]:
    archive = Archive(data)
    names = set(archive.names)
    sheet = "xl/workbook.xml" in names or "xl/workbook.bin" in names
    if sheet:
        yield from _all(sheet_pieces(data), look)
    elif not names & {"word/document.xml", "ppt/presentation.xml", "content.xml"}:
        raise Refused(_UNKNOWN) if names else broken()
    yield from _all(office_pieces(archive, cells_too=not sheet), look)
    for member, picture in picture_members(archive):
        for placed in _picture(picture, look):
            where = translator()(_INSIDE) % {"name": member, "where": placed.where}
            yield Placed(where, placed.finding)


def _picture(data: bytes, look: Scan) -> Iterator[Placed]:
    pieces, placed = picture_pieces(data)
    yield from placed
    yield from _all(iter(pieces), look)


def _binary(data: bytes) -> bool:
    """Return whether the bytes are no text in any encoding of offices."""
    head = data[:4096]
    return b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff"))
