"""Writes the ledger that the tutorial imports: xlsx, in the office's own columns."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from .people import full_name, reporter
from .texts import read_toml

_WIDTHS = (6, 12, 12, 9, 14, 24, 16, 44, 14, 24, 9, 32, 28, 12, 11, 18)


def _day(day: int) -> str:
    return date(2026, 10, day).isoformat()


def _private(rng: random.Random, serial: int, who: str, grid: str) -> tuple[str, str, str]:
    """Return name, phone and address as the office wrote them; all empty if unsigned."""
    if not who:
        return "", "", ""
    estate = grid.partition("第")[0] + "片区"
    person = reporter(rng, 5000 + serial, estate)
    return who, person.phone, person.address


def _good_row(rng: random.Random, serial: int, row: list[Any]) -> list[Any]:
    day, source, who, grid, content, category, unit, measures, progress, closed, said, note = row
    name, phone, address = _private(rng, serial, who, grid)
    case = [grid, content, category, unit, full_name(rng), measures, progress]
    ended = _day(closed) if closed else ""
    return [_day(day), source, name, phone, address, *case, ended, said, note]


def _bad_row(rng: random.Random, serial: int, bad: dict[str, Any]) -> list[Any]:
    name, phone, address = _private(rng, serial, bad["who"], bad["grid"])
    case = [bad["grid"], bad["content"], bad["category"], bad["unit"], full_name(rng)]
    return [bad["date"], bad["source"], name, phone, address, *case, "", "", "", "", ""]


def ledger_rows() -> list[list[Any]]:
    """Return the ledger's data rows in order of their day, without the header.

    Forty rows of 16 cells, the first cell the running number; three of them are bad.
    """
    rng, data = random.Random(3), read_toml("ledger.toml")  # noqa: S311 - made-up data
    dated = [(row[0], _good_row(rng, n, row)) for n, row in enumerate(data["rows"])]
    start = len(dated)
    dated += [(bad["day"], _bad_row(rng, n, bad)) for n, bad in enumerate(data["bad"], start)]
    dated.sort(key=lambda pair: pair[0])
    return [[number, *row] for number, (_, row) in enumerate(dated, 1)]


def _style(sheet: Worksheet) -> None:
    for cell, width in zip(sheet[1], _WIDTHS, strict=True):
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = width
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"


def write_demo_ledger(path: Path | str) -> None:
    """Write the demo ledger to ``path``, replacing what is there. OSError if it cannot."""
    book = Workbook()
    sheet = book.active
    sheet.title = "南街街道台账"
    sheet.append(read_toml("ledger.toml")["header"])
    for row in ledger_rows():
        sheet.append(row)
    _style(sheet)
    book.save(path)
