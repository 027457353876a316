"""The table of shared strings of a workbook, in little memory however long it is.

Texts beyond the first few million characters are kept in a temporary file.
"""

from __future__ import annotations

import os
import tempfile
from array import array
from typing import IO, Any

from cms.tables.xlsx.container import Package
from cms.tables.xlsx.plainxml import STRING, is_plain, pieces, unescape
from cms.tables.xlsx.xmlstream import MAX_CELL, XmlRefused, local, new_parser, parse, parse_text

_IN_MEMORY = 48_000_000  # characters, at two bytes each


class SharedStrings:
    """Strings by index. ``IndexError`` where there is none."""

    def __init__(self) -> None:
        self._near: list[str] = []
        self._size = 0
        self._file: IO[bytes] | None = None
        self._ends = array("Q", [0])
        self._flushed = 0

    def __len__(self) -> int:
        return len(self._near) + len(self._ends) - 1

    def add(self, text: str) -> None:
        """Append ``text``."""
        if self._file is None and self._size < _IN_MEMORY:
            self._near.append(text)
            self._size += len(text) + 40
            return
        if self._file is None:
            self._file = tempfile.TemporaryFile(prefix="ledger-")  # noqa: SIM115 - lives with us
        data = text.encode("utf-8", "surrogatepass")
        self._file.write(data)
        self._ends.append(self._ends[-1] + len(data))

    def __getitem__(self, index: int) -> str:
        if index < len(self._near):
            if index < 0:
                raise IndexError(index)
            return self._near[index]
        index -= len(self._near)
        start, end = self._ends[index], self._ends[index + 1]
        if self._file is None:
            raise IndexError(index)
        if end > self._flushed:
            self._file.flush()
            self._flushed = self._ends[-1]
        # Programs keep strings in any order, so each is fetched by itself.
        data = os.pread(self._file.fileno(), end - start, start)
        return data.decode("utf-8", "surrogatepass")

    def __del__(self) -> None:
        if self._file is not None:
            self._file.close()


class _Reader:
    """Collects the text of each ``si``; phonetic guides (``rPh``) are no part of it."""

    def __init__(self, strings: SharedStrings) -> None:
        self.strings = strings
        self.parts: list[str] | None = None
        self.length = 0
        self.in_text = False
        self.phonetic = 0

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        name = name if name in {"t", "si", "r", "rPh"} else local(name)
        if name == "t":
            self.in_text = not self.phonetic
        elif name == "si":
            self.parts, self.length = [], 0
        elif name == "rPh":
            self.phonetic += 1

    def end(self, name: str) -> None:
        name = name if name in {"t", "si", "r", "rPh"} else local(name)
        if name == "t":
            self.in_text = False
        elif name == "si":
            self.strings.add("".join(self.parts or ()))
            self.parts = None
        elif name == "rPh":
            self.phonetic -= 1

    def text(self, data: str) -> None:
        if self.in_text and self.parts is not None:
            self.length += len(data)
            if self.length > MAX_CELL:
                raise XmlRefused("a cell is too long")
            self.parts.append(data)


def read_shared_strings(package: Package, part: str) -> SharedStrings:
    """Return the strings of ``part``. Raises :class:`TableError`."""
    strings = SharedStrings()
    if is_plain(package, part, b"<sst"):
        for piece in pieces(package, part, "</si>"):
            _read_piece(piece, strings, package, part)
    else:
        parse(package, part, _parser(strings))
    return strings


def _parser(strings: SharedStrings) -> Any:
    reader = _Reader(strings)
    parser = new_parser()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    return parser


def _read_piece(piece: str, strings: SharedStrings, package: Package, part: str) -> None:
    found = STRING.findall(piece)
    if len(found) == piece.count("<si") and "<!" not in piece:
        add = strings.add
        for text in found:
            add(unescape(text) if "&" in text else text)
    else:
        start = max(piece.find("<si"), 0)
        parse_text(package, part, _parser(strings), f"<sst>{piece[start:]}</sst>")
