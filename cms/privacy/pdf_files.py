"""Texts of PDF files: pages, notes on them, form fields, links, properties, attachments."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from cms.privacy.archives import Refused, broken, locked
from cms.privacy.pdf_tables import Fragment, collect, table_texts
from cms.privacy.places import Piece
from cms.translating import gettext_noop, translator

MAX_PAGES = 2000
_MANY = gettext_noop("The document has more than %(limit)d pages; split it.")
_PAGE = gettext_noop("page %(number)d")
_NOTE = gettext_noop("note on page %(number)d")
_FIELD = gettext_noop("form field %(name)s")
_PROPERTY = gettext_noop("property %(name)s")
_ATTACHMENT = gettext_noop("name of an attachment")
# pypdf reports every small flaw of a file; a scan has nothing to say about them.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def pdf_pieces(data: bytes) -> list[Piece]:
    """Return the texts of a PDF file. Raises :class:`Refused`.

    A scanned page has no text: only its pixels would tell, and they are not read.
    """
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise locked()
        if len(reader.pages) > MAX_PAGES:
            raise Refused(_MANY, limit=MAX_PAGES)
        return list(_pieces(reader))
    except Refused:
        raise
    except Exception as error:
        raise broken() from error


def _pieces(reader: PdfReader) -> Iterator[Piece]:
    translate = translator()
    for number, page in enumerate(reader.pages, 1):
        where = translate(_PAGE) % {"number": number}
        fragments: list[Fragment] = []
        yield Piece(where, page.extract_text(visitor_text=collect(fragments)) or "")
        for text, heading in table_texts(fragments):
            yield Piece(where, text, heading, again=True)
        for note in page.get("/Annots") or ():
            for text in _note_texts(note.get_object()):
                yield Piece(translate(_NOTE) % {"number": number}, text)
    for name, value in (reader.metadata or {}).items():
        heading = "姓名" if name == "/Author" else ""
        yield Piece(translate(_PROPERTY) % {"name": str(name).lstrip("/")}, str(value), heading)
    for name, field in (reader.get_fields() or {}).items():
        yield Piece(translate(_FIELD) % {"name": name}, str(field.get("/V") or ""), str(name)[:12])
    for name in reader.attachments:
        yield Piece(translate(_ATTACHMENT), str(name))


def _note_texts(note: Any) -> Iterator[str]:
    if not isinstance(note, DictionaryObject):
        return
    for key in ("/Contents", "/T", "/Subj"):
        if note.get(key):
            yield str(note[key])
    action = note.get("/A")
    target = action.get_object().get("/URI") if action else None
    # A web address is no text of the author's; a telephone or mail link is.
    if target and str(target).startswith(("tel:", "mailto:", "sms:")):
        yield str(target).partition(":")[2]
