"""Feeds one XML part of a workbook through expat, in small pieces and within limits."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from cms.tables.xlsx.container import Package

_CHUNK = 1 << 16
#: A single tag longer than this is an attack on the parser's memory.
_MAX_TAG = 4 << 20
#: Characters one cell may hold. Spreadsheet programs stop at 32,767.
MAX_CELL = 2_000_000

_FAULTS = (expat.ExpatError, zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError)


class XmlRefused(ValueError):
    """The XML holds what no workbook holds."""


def new_parser() -> Any:
    """Return an expat parser that refuses document types, and with them entity bombs."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def _refuse_doctype(*_args: object) -> None:
    raise XmlRefused("DOCTYPE")


def feed(package: Package, part: str, parser: Any) -> Iterator[None]:
    """Parse ``part``, pausing after each chunk. Raises :class:`TableError` where it is broken."""
    with package.open(part) as stream:
        fed = 0
        try:
            while chunk := stream.read(_CHUNK):
                fed += len(chunk)
                parser.Parse(chunk, False)
                if fed - parser.CurrentByteIndex > _MAX_TAG:
                    raise XmlRefused("a tag is too long")
                yield
            parser.Parse(b"", True)
        except _FAULTS as error:
            raise package.damaged(part, error) from None
    yield


def parse(package: Package, part: str, parser: Any) -> None:
    """Parse all of ``part``."""
    for _ in feed(package, part, parser):
        pass


def parse_text(package: Package, part: str, parser: Any, text: str) -> None:
    """Parse ``text``, a piece of ``part`` made whole again."""
    try:
        parser.Parse(text, True)
    except _FAULTS as error:
        raise package.damaged(part, error) from None


def local(name: str) -> str:
    """Return a tag's name without its prefix."""
    return name.rpartition(":")[2]
