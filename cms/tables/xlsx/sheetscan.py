"""A quick look through a sheet's bytes: how many rows are filled, what is merged or hidden.

Merged cells are written after the rows they belong to, so they must be known beforehand.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass, field

from cms.tables.xlsx.container import Package

_CHUNK = 1 << 20
_MAX_PIECE = 32 << 20
_MAX_MERGES = 100_000
_ROW = re.compile(rb"<(?:\w+:)?row(?=[\s>/])")
_HIDDEN = re.compile(rb'\shidden="(?:1|true)"')
_NUMBER = re.compile(rb'\sr="(\d+)"')
_FILLED = re.compile(rb"<(?:\w+:)?(?:v|is|f)[\s>]")
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)"')
_COLUMN = re.compile(rb"<(?:\w+:)?col\s[^>]*>")
_MIN_MAX = re.compile(rb'\s(min|max)="(\d+)"')


def column_index(letters: str) -> int:
    """Return the position of column ``letters``, from 0 for A."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def column_letters(index: int) -> str:
    """Return the letters of the column at ``index``, counted from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass(frozen=True)
class Merge:
    """A merged block; rows count from 1, columns from 0, both ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass
class SheetScan:
    """What the look found. ``hidden_columns`` count from 0."""

    filled_rows: int = 0
    hidden_rows: int = 0
    first_hidden_row: int = 0
    hidden_columns: list[int] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)


def scan_sheet(package: Package, part: str) -> SheetScan:
    """Return what can be told of sheet ``part``. Raises :class:`TableError`."""
    scan = SheetScan()
    carry = b""
    with package.open(part) as stream:
        try:
            while chunk := stream.read(_CHUNK):
                pieces = _ROW.split(carry + chunk)
                carry = pieces.pop()[-_MAX_PIECE:]
                for piece in pieces:
                    _look_at(piece, scan)
                if pieces:
                    carry = b"<row " + carry
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError) as error:
            raise package.damaged(part, error) from None
    for piece in _ROW.split(carry):
        _look_at(piece, scan)
    for merge in _MERGE.finditer(carry):
        if len(scan.merges) == _MAX_MERGES:
            break
        left, top, right, bottom = (group.decode() for group in merge.groups())
        scan.merges.append(Merge(int(top), column_index(left), int(bottom), column_index(right)))
    return scan


def _look_at(piece: bytes, scan: SheetScan) -> None:
    if _FILLED.search(piece):
        scan.filled_rows += 1
        tag = piece[: piece.find(b">")]
        if _HIDDEN.search(tag):
            scan.hidden_rows += 1
            number = _NUMBER.search(tag)
            scan.first_hidden_row = scan.first_hidden_row or int(number[1] if number else 0)
    elif b"col" in piece:
        for tag in _COLUMN.findall(piece):
            if _HIDDEN.search(tag):
                ends = {key: int(value) for key, value in _MIN_MAX.findall(tag)}
                low, high = ends.get(b"min", 1), ends.get(b"max", 1)
                scan.hidden_columns += range(low - 1, min(high, low + 200))
