"""The short way through a workbook's XML: pieces that look as programs write them.

Spreadsheet programs write each cell and string in one plain form. Reading that form
with regular expressions is three times as fast as parsing; whatever looks different
goes to the parser, so that nothing depends on this module but time.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator

from cms.tables.xlsx.container import Package

_CHUNK = 1 << 20
#: Bytes without an end of a row or string; no honest piece is longer.
_MAX_PIECE = 16 << 20
_ENTITY = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9A-Fa-f]{1,6})|(lt|gt|amp|quot|apos));")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_ENCODING = re.compile(rb"<\?xml[^>]*encoding=[\"']([^\"']*)")

TEXT = r'<t(?: xml:space="preserve")?>([^<]*)</t>'
STRING = re.compile(f"<si>{TEXT}</si>")
ROW = re.compile(r'<row(?= )[^>]*? r="(\d{1,7})"[^>]*>')
CELL = re.compile(
    r'<c r="([A-Z]{1,3})\d+"(?: s="(\d+)")?(?: t="(\w+)")?'
    rf"(?: ?/>|>(?:<v>([^<]*)</v>|<is>{TEXT}</is>|<v ?/>)?</c>)"
)


def is_plain(package: Package, part: str, tag: bytes) -> bool:
    """Whether ``part`` is UTF-8 and begins with ``tag`` in the usual namespace form."""
    with package.open(part) as stream:
        try:
            head = stream.read(1 << 16)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError) as error:
            raise package.damaged(part, error) from None
    encoding = _ENCODING.match(head.removeprefix(b"\xef\xbb\xbf"))
    return (
        tag in head
        and b"<!" not in head.partition(tag)[0]
        and (encoding is None or encoding[1].lower() == b"utf-8")
    )


def pieces(package: Package, part: str, end: str) -> Iterator[str]:
    """Yield the text of ``part`` in pieces that stop behind ``end``; what follows the last
    ``end`` is left out. Raises :class:`TableError`."""
    mark = end.encode()
    carry = b""
    with package.open(part) as stream:
        try:
            while chunk := stream.read(_CHUNK):
                carry += chunk
                cut = carry.rfind(mark) + len(mark)
                if cut >= len(mark):
                    piece, carry = carry[:cut].decode("utf-8"), carry[cut:]
                    yield piece
                elif len(carry) > _MAX_PIECE:
                    raise package.damaged(part, "a cell is too long")
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, UnicodeDecodeError) as error:
            raise package.damaged(part, error) from None


def unescape(text: str) -> str:
    """Return ``text`` with XML's entities replaced; unknown ones stay as they are."""
    return _ENTITY.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    if match[3]:
        return _NAMED[match[3]]
    code = int(match[1]) if match[1] else int(match[2], 16)
    usable = 0 < code < 0xD800 or 0xE000 <= code < 0x110000
    return chr(code) if usable else "\ufffd"
