"""Streams a CSV file: finds its encoding and separator, and survives broken quotes."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cms.tables.cells import GridRow
from cms.tables.errors import TableError
from cms.translating import gettext_noop as _

_CHUNK = 1 << 20
_SEPARATORS = ",\t;|，；"
#: A quoted text longer than this has lost its closing quotation mark.
_MAX_LINES = 2000
_MAX_CHARACTERS = 2_000_000
_DAMAGED_SHARE = 0.01

# Above the record limit, so that the record limit speaks first.
csv.field_size_limit(_MAX_CHARACTERS * 2)


class CsvFile:
    """A CSV file. ``encoding`` and ``separator`` were found by looking at it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.encoding, self.damaged = find_encoding(path)
        self.separator = self._find_separator()

    def _lines(self) -> Iterator[str]:
        with self.path.open(encoding=self.encoding, errors="replace", newline="") as file:
            while line := file.readline(_MAX_CHARACTERS):
                yield line

    def count_lines(self) -> int:
        """Return the number of lines, an upper bound of the number of rows."""
        count = 0
        feed = b"\n"
        with self.path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                count += chunk.count(feed) or chunk.count(b"\r")
        return count + 1

    def _find_separator(self) -> str:
        counts = dict.fromkeys(_SEPARATORS, 0)
        for number, line in enumerate(self._lines()):
            if number == 0 and line.lower().startswith("sep=") and len(line.strip()) == 5:
                return line[4]
            outside = "".join(line[:10_000].split('"')[::2])
            for separator in _SEPARATORS:
                counts[separator] = max(counts[separator], outside.count(separator))
            if number == 5:
                break
        ascii_best = max(_SEPARATORS[:4], key=lambda s: counts[s])
        if counts[ascii_best]:
            return ascii_best
        return max(_SEPARATORS, key=lambda s: counts[s])

    def rows(self) -> Iterator[GridRow]:
        """Yield the rows; a line with broken quotes is a row with a note."""
        lines = _Lines(self._lines())
        number = 0
        while (line := lines.take()) is not None:
            number += 1
            if number == 1 and line.lower().startswith("sep=") and len(line.strip()) == 5:
                continue
            row = self._row(number, line, lines)
            if row.cells:
                yield row

    def _row(self, number: int, line: str, lines: _Lines) -> GridRow:
        """Read one record that begins with ``line``, taking more lines if it goes on."""
        if '"' not in line:
            cells = line.rstrip("\r\n").split(self.separator)
            return GridRow(number, [*cells] if any(map(str.strip, cells)) else [])
        first = lines.number
        taken: list[str] = []

        def supply() -> Iterator[str]:
            yield line
            size = len(line)
            while len(taken) < _MAX_LINES and size < _MAX_CHARACTERS:
                following = lines.take()
                if following is None:
                    return
                taken.append(following)
                size += len(following)
                yield following

        reader = csv.reader(supply(), delimiter=self.separator, strict=True)
        try:
            return GridRow(number, list(next(reader)))
        except (csv.Error, StopIteration):
            # Only the first line is given up: the others are read again as rows.
            lines.give_back(taken)
        note: tuple[str, int, dict[str, Any]] = ("broken_quotes", -1, {"line": first})
        cells = line.rstrip("\r\n").split(self.separator)
        return GridRow(number, [*cells], [note])


class _Lines:
    """Lines that can be given back. ``number`` is that of the last one taken, from 1."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._back: deque[str] = deque()
        self.number = 0

    def take(self) -> str | None:
        line = self._back.popleft() if self._back else next(self._lines, None)
        if line is not None:
            self.number += 1
        return line

    def give_back(self, lines: list[str]) -> None:
        self._back.extendleft(reversed(lines))
        self.number -= len(lines)


def find_encoding(path: Path) -> tuple[str, bool]:
    """Return the encoding of a text file, and whether some characters do not fit it.

    Tries the byte order mark, UTF-16 without one, UTF-8, GB18030. A file with a
    few bad bytes is read all the same. Raises :class:`TableError` for no text.
    """
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig", _damage(path, "utf-8-sig") > 0
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16", _damage(path, "utf-16") > 0
    candidates = ["utf-8", "gb18030"]
    if head.count(b"\0") * 20 > len(head):  # commas, digits and line ends betray UTF-16
        even = head[::2].count(b"\0")
        candidates = ["utf-16-be" if even > head[1::2].count(b"\0") else "utf-16-le", *candidates]
    shares = {}
    for encoding in candidates:
        shares[encoding] = _damage(path, encoding)
        if shares[encoding] == 0:
            return encoding, False
    best = min(shares, key=lambda e: shares[e])
    if shares[best] > _DAMAGED_SHARE:
        raise TableError(
            _("%(file)s is no text in UTF-8, UTF-16 or GB18030. Save it as .xlsx or UTF-8 CSV."),
            {"file": path.name},
        )
    return best, True


def _damage(path: Path, encoding: str) -> float:
    """Return the share of characters outside ASCII that ``encoding`` cannot read."""
    bad = beyond = 0
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        while chunk := file.read(_CHUNK):
            bad += chunk.count("\ufffd")
            beyond += len(chunk) - len(chunk.encode("ascii", "ignore"))
            if bad > 1000 and bad > beyond * 0.2:
                break
    return bad / beyond if bad else 0.0
