"""A whole result set to take away: CSV, JSON Lines, xlsx. No cap, bounded memory."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from werkzeug.wrappers import Response

from cms.translating import gettext_noop
from search.engine import Engine, Item
from search.http.asked import Asked
from search.http.records import COLUMNS, as_json, as_row

Address = Callable[[str], str]
Translate = Callable[[str], str]
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHEET_ROWS = 1_000_000
_CHUNK = 65_536
# A spreadsheet would run a cell that begins so.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_response(engine: Engine, asked: Asked, address: Address, translate: Translate) -> Response:
    """Return all hits as CSV: UTF-8 with BOM for Excel; each row has its place and the total."""
    total, items = _hits(engine, asked)
    headings = ["#", translate(gettext_noop("Total")), *map(translate, COLUMNS.values())]
    rows = (
        [str(place), str(total), *as_row(item, address, translate)]
        for place, item in enumerate(items, 1)
    )
    text = _csv_lines(chain([headings], rows))
    body = chain([b"\xef\xbb\xbf"], (line.encode() for line in text))
    return _download(body, "text/csv; charset=utf-8", "csv", total)


def jsonl_response(
    engine: Engine, asked: Asked, address: Address, translate: Translate
) -> Response:
    """Return all hits as JSON Lines; the first line holds the query and the total."""
    total, items = _hits(engine, asked)
    head = {"query": asked.text, "total": total}
    documents = chain([head], (as_json(item, address) for item in items))
    body = (json.dumps(d, ensure_ascii=False).encode() + b"\n" for d in documents)
    return _download(body, "application/jsonl; charset=utf-8", "jsonl", total)


def xlsx_response(engine: Engine, asked: Asked, address: Address, translate: Translate) -> Response:
    """Return all hits as a workbook; its first sheet says what was asked and how many came."""
    total, items = _hits(engine, asked)
    book = Workbook(write_only=True)
    about = book.create_sheet(translate(gettext_noop("About")))
    about.append([translate(gettext_noop("Query")), _cell(about, asked.text)])
    about.append([translate(gettext_noop("Total")), total])
    headings = [translate(heading) for heading in COLUMNS.values()]
    name = translate(gettext_noop("Cases"))
    sheet: Any = None
    for place, item in enumerate(items):
        if place % _SHEET_ROWS == 0:
            sheet = book.create_sheet(name if place == 0 else f"{name} {place // _SHEET_ROWS + 1}")
            sheet.append(headings)
        sheet.append([_cell(sheet, value) for value in as_row(item, address, translate)])
    spool = tempfile.TemporaryFile()  # noqa: SIM115 - closed when it was sent
    book.save(spool)
    spool.seek(0)
    return _download(_chunks(spool), _XLSX, "xlsx", total)


def _hits(engine: Engine, asked: Asked) -> tuple[int, Iterator[Item]]:
    """Return the total and all hits; the first is fetched now, while an error can be told."""
    total = engine.search(asked.query, size=1, facets=False).total
    items = engine.scroll(asked.query)
    first = next(items, None)
    return total, items if first is None else chain([first], items)


def _csv_lines(rows: Iterable[list[str]]) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for row in rows:
        writer.writerow([f"'{value}" if value.startswith(_FORMULA) else value for value in row])
        if buffer.tell() >= _CHUNK:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def _cell(sheet: Any, value: str) -> Any:
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value))
    cell.data_type = "s"  # a text that begins with "=" stays a text
    return cell


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _download(body: Iterable[bytes], mimetype: str, ending: str, total: int) -> Response:
    response = Response(body, content_type=mimetype, direct_passthrough=True)
    response.headers["Content-Disposition"] = f'attachment; filename="huiyinbi-{total}.{ending}"'
    response.headers["X-Total-Count"] = str(total)
    return response
