"""Texts of office files out of their XML: docx, pptx, odt, and what a spreadsheet hides.

Comments, headers, footnotes, tracked deletions, text boxes, properties: whatever
part of the container holds text is read, so that nothing has to be known of it.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from cms.privacy.archives import Archive, broken
from cms.privacy.office_tables import local_name, paragraph_headings
from cms.privacy.places import Piece
from cms.translating import gettext_noop, translator

_PARAGRAPH = gettext_noop("%(part)s, paragraph %(number)d")
_PROPERTY = gettext_noop("property %(name)s")
_HIDDEN = gettext_noop("%(part)s, beside its paragraphs")
_BLOCKS = frozenset({"p", "si", "comment", "threadedComment"})
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|tiff?|webp|heic)$", re.IGNORECASE)
# Attributes that hold words: who changed or remarked, texts of pictures, prompts of cells,
# what a pivot table keeps of the rows it was made of.
_WORDS = {"author": "姓名", "displayName": "姓名", "v": ""}
_WORDS |= dict.fromkeys(("descr", "title", "tooltip", "prompt", "promptTitle", "error", "alt"), "")
_LINK = re.compile(r"(?:tel|sms|mailto):([^?]+)", re.IGNORECASE)
_AUTHORS = frozenset({"author", "creator", "initial-creator"})
_SHEET = re.compile(r"(?:^|/)xl/worksheets/[^/]+\.xml$")
# What a worksheet holds behind its cells: heads and feet of the print, prompts, lists.
_BEHIND = re.compile(
    rb"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)[^>]*>([^<]+)<|<(?:\w+:)?(?:formula[12]|f)>([^<]+)<|"
    rb'(?:prompt|promptTitle|error|errorTitle|tooltip|display)="([^"]+)"'
)
# Cells are read by calamine; these parts repeat them or hold no words.
_SKIPPED = re.compile(
    r"(?:^|/)(?:xl/(?:worksheets/sheet|sharedStrings|styles|theme|calcChain)|theme/|"
    r"styles\.xml|settings\.xml|fontTable|webSettings|numbering)|\[Content_Types\]"
)
_PROPERTIES = re.compile(r"^docProps/|^meta\.xml$")
# Properties that count or date things, and never name anybody.
_NO_WORDS = re.compile(
    "Application|AppVersion|TotalTime|Pages|Words|Characters|Lines|Paragraphs|Slides|Notes|DocSecurity|"
    "CharactersWithSpaces|revision|created|modified|lastPrinted|generator|editing-.*|.*date"
)


def office_pieces(archive: Archive, *, cells_too: bool = True) -> Iterator[Piece]:
    """Yield the texts of every XML part.

    ``cells_too`` False leaves a spreadsheet's cells out, where another reader has
    read them with their addresses.
    """
    for name in archive.names:
        if not name.endswith((".xml", ".rels", ".vml")):
            continue
        if _SHEET.search(name):
            yield from _behind_cells(name, archive.read(name))
        if _SKIPPED.search(name) or (not cells_too and name == "content.xml"):
            continue
        root = _parse(archive.read(name))
        if _PROPERTIES.search(name):
            yield from _properties(root)
        else:
            yield from _paragraphs(name, root)
            yield from _beside_paragraphs(name, root)


def picture_members(archive: Archive) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of the pictures inside the container."""
    for name in archive.names:
        if _PICTURE.search(name):
            yield posixpath.basename(name), archive.read(name)


def _parse(data: bytes) -> Element:
    try:
        return fromstring(data)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise broken() from error


def _properties(root: Element) -> Iterator[Piece]:
    translate = translator()
    for element in root.iter():
        text = (element.text or "").strip()
        name = local_name(element)
        if text and not _NO_WORDS.fullmatch(name):
            yield Piece(translate(_PROPERTY) % {"name": name}, text, _heading(name))


def _heading(name: str) -> str:
    """Return the Chinese word that tells the scan that a property names a person."""
    return "姓名" if name in {"creator", "lastModifiedBy", "Manager", "initial-creator"} else ""


def _paragraphs(part: str, root: Element) -> Iterator[Piece]:
    """Yield each paragraph as one text: a number may be spread over several runs."""
    translate = translator()
    headings = paragraph_headings(root)
    number = 0
    for element in root.iter():
        if local_name(element) not in _BLOCKS:
            continue
        text = "".join(_own_text(element)).strip()
        if text:
            number += 1
            place = {"part": posixpath.basename(part), "number": number}
            yield Piece(translate(_PARAGRAPH) % place, text, headings.get(element, ""))


def _beside_paragraphs(part: str, root: Element) -> Iterator[Piece]:
    """Yield what stands in no paragraph: authors of changes, texts of pictures, links, caches."""
    where = translator()(_HIDDEN) % {"part": posixpath.basename(part)}
    found = dict.fromkeys([*_attributes(root), *_outside_blocks(root)])
    for text, heading in found:
        yield Piece(where, text, heading)


def _attributes(root: Element) -> Iterator[tuple[str, str]]:
    for field in root.iter():
        if local_name(field) == "cacheField":  # a pivot table keeps the values of each column
            for item in field.iter():
                yield item.get("v", ""), field.get("name", "")[:12]
    for element in root.iter():
        for name, value in element.attrib.items():
            short = name.rpartition("}")[2]
            link = _LINK.match(value) if short in {"Target", "href"} else None
            if link:
                yield link[1], ""
            elif short in _WORDS and value.strip():
                yield value.strip(), _WORDS[short]


def _outside_blocks(root: Element) -> Iterator[tuple[str, str]]:
    stack = [root]
    while stack:
        element = stack.pop()
        if local_name(element) in _BLOCKS:
            continue
        if element.text and element.text.strip():
            yield element.text.strip(), "姓名" if local_name(element) in _AUTHORS else ""
        stack.extend(reversed(element))


def _behind_cells(part: str, data: bytes) -> Iterator[Piece]:
    """Yield the texts behind the last cell of a worksheet, which may be large."""
    where = translator()(_HIDDEN) % {"part": posixpath.basename(part)}
    for match in _BEHIND.finditer(data, max(0, data.rfind(b"</sheetData>"))):
        text = next(filter(None, match.groups())).decode("utf-8", "replace")
        yield Piece(where, html.unescape(text))


def _own_text(element: Element) -> Iterator[str]:
    """Yield the texts of a block without those of blocks inside it (text boxes)."""
    stack = [element]
    while stack:
        node = stack.pop()
        if node.text and (len(node) == 0 or node.text.strip()):
            yield node.text
        elif local_name(node) in {"tab", "br", "cr", "s", "line-break"}:
            yield " "
        for child in reversed(node):
            if child.tail and child.tail.strip():
                stack.append(_tail(child.tail))
            if local_name(child) not in _BLOCKS:
                stack.append(child)


def _tail(text: str) -> Element:
    node = Element("tail")
    node.text = text
    return node
