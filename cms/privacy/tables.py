"""Texts of tables: CSV and spreadsheets, cell by cell, hidden ones too."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from charset_normalizer import from_bytes
from python_calamine import CalamineError, CalamineWorkbook

from cms.privacy.archives import broken
from cms.privacy.headings import headed_cells
from cms.privacy.places import Piece
from cms.translating import gettext_noop, translator

_CELL = gettext_noop("row %(row)d, column %(column)d")
_SHEET_CELL = gettext_noop("sheet %(sheet)s, cell %(cell)s")
_SHEET_NAME = gettext_noop("name of sheet %(number)d")


def decode(data: bytes) -> str:
    """Return bytes of an unknown encoding as text: UTF-8, GB18030, else the likeliest."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    best = from_bytes(data).best()
    return str(best) if best else data.decode("utf-8", "replace")


def csv_pieces(data: bytes) -> Iterator[Piece]:
    """Yield the cells of a CSV file."""
    text = decode(data).replace("\0", "")
    head = text[:4096]
    delimiter = max(",;\t|", key=head.count)
    rows = csv.reader(io.StringIO(text), delimiter=delimiter)
    csv.field_size_limit(16 * 1024 * 1024)
    translate = translator()
    try:
        for row, column, cell, heading in headed_cells(rows):
            where = translate(_CELL) % {"row": row, "column": column}
            yield Piece(where, cell, heading)
    except csv.Error as error:
        raise broken() from error


def sheet_pieces(data: bytes) -> Iterator[Piece]:
    """Yield sheet names and cells of an xlsx, xlsm, xls or ods file."""
    translate = translator()
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for number, name in enumerate(book.sheet_names, 1):
            yield Piece(translate(_SHEET_NAME) % {"number": number}, name)
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for row, column, cell, heading in headed_cells(rows):
                place = {"sheet": name, "cell": f"{_letters(column)}{row}"}
                yield Piece(translate(_SHEET_CELL) % place, cell, heading)
    except CalamineError as error:
        raise broken() from error


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
