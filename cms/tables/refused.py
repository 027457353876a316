"""Gives refused rows back to the editor: a table to mend and import again."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from cms.tables.cells import Cell, Fault, RawRow
from cms.tables.cleaning import is_rounded
from cms.tables.errors import RowProblem, Translate
from cms.tables.headers import REASON_HEADER
from cms.tables.reading import Table
from cms.tables.writing import TableWriter
from cms.translating import translator


def write_refused(
    path_out: Path | str,
    table: Table,
    problems: Iterable[RowProblem],
    *,
    translate: Translate | None = None,
) -> Path:
    """Write the rows of ``table`` that have an error to the xlsx ``path_out``.

    Headers and values are the original ones; the column 导入问题 says what is wrong
    with each row and is ignored when the file is read again. Returns the path.
    """
    translate = translate or translator()
    reasons: dict[int, list[str]] = {}
    for found in problems:
        if found.severity == "error":
            where = f"{found.column}：" if found.column else ""
            reasons.setdefault(found.row, []).append(where + found.message(translate))
    headers = [header for header in table.headers if header != REASON_HEADER]
    mended = TableWriter(
        [*headers, REASON_HEADER], title=_title(table.sheet), widths=[16] * len(headers) + [60]
    )
    last = max(reasons, default=0)
    for raw in table.rows() if reasons else ():
        if raw.row in reasons:
            mended.add([*_originals(raw, headers), "\n".join(reasons[raw.row])])
        if raw.row >= last:
            break
    path_out = Path(path_out)
    mended.save(path_out)
    return path_out


def _title(sheet: str) -> str:
    # What a sheet's name may hold.
    return "".join("-" if sign in "[]:*?/\\" else sign for sign in sheet)[:31] or "台账"


def _originals(raw: RawRow, headers: Iterable[str]) -> list[Any]:
    return [_original(raw.cells[header]) for header in headers]


def _original(cell: Cell) -> Any:
    if isinstance(cell, Fault):
        return cell.shown
    if isinstance(cell, float) and is_rounded(cell):
        return f"{cell:.0f}"
    return cell
