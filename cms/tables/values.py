"""From the cells of one row to texts, times and codes, with remarks on what does not fit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Literal

from cms.tables.cells import Cell, Fault, RawRow
from cms.tables.cleaning import clean_text, is_rounded, number_text, one_line
from cms.tables.dates import BadTime, read_time
from cms.tables.errors import RowProblem, shown
from cms.tables.headers import REASON_HEADER, header_key
from cms.tables.problems import problem
from cms.tables.profiles import Profile

# What a spreadsheet shows where a formula fails, also after an export to CSV.
_ERROR_WORDS = {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"}
# Words that stand for an empty cell.
_NOTHING = ("未评价", "无", "—", "-", "/", "未回访", "待回访", "暂无", "未评")


def columns_of(headers: Iterable[str], profile: Profile) -> dict[str, str]:
    """Return for each field the header it is read from."""
    targets = {header_key(header): field for header, field in profile.columns.items()}
    found: dict[str, str] = {}
    for header in headers:
        field = targets.get(header_key(header))
        if field and header != REASON_HEADER:
            found.setdefault(field, header)
    return found


@lru_cache(maxsize=4096)
def _remembered(text: str) -> str:
    return one_line(text)


def _short_text(text: str) -> str:
    # Names of units, areas and the like come again and again.
    return _remembered(text) if len(text) <= 24 else one_line(text)


def says_nothing(text: str) -> bool:
    """True for words that stand for an empty cell, such as 无 and 未评价."""
    return text in _NOTHING


class RowValues:
    """The cells of one row, asked for field by field. ``problems`` gathers remarks.

    A kind of table says in ``paragraphs`` which fields keep their lines, and in ``limits`` how
    many characters a text may have; the others have no limit.
    """

    paragraphs: Collection[str] = ()
    limits: Mapping[str, int] = {}

    def __init__(self, raw: RawRow, columns: dict[str, str], profile: Profile, sheet: str) -> None:
        self.raw = raw
        self.problems: list[RowProblem] = list(raw.problems)
        self._cells = raw.cells
        self.columns = columns
        self.profile = profile
        self.sheet = sheet

    def remark(self, code: str, field: str = "", value: object = "", **params: Any) -> None:
        """Add the remark ``code`` on the cell of ``field``."""
        column = self.columns.get(field, "")
        self.problems.append(
            problem(code, sheet=self.sheet, row=self.raw.row, column=column, value=value, **params)
        )

    def say(
        self,
        code: str,
        field: str,
        message: str,
        *,
        severity: Literal["error", "warning"] = "error",
        **params: Any,
    ) -> None:
        """Add a remark that only one sort of table has on the cell of ``field``, quoting it."""
        column = self.columns.get(field, "")
        value = shown(self.raw.cells.get(column, ""))
        place = (self.sheet, self.raw.row, column, value)
        self.problems.append(RowProblem(*place, code, message, params, severity))

    @property
    def has_error(self) -> bool:
        """Whether the row must be refused."""
        if not self.problems:
            return False
        return any(found.severity == "error" for found in self.problems)

    def text(self, field: str) -> str:
        """Return the cleaned text of ``field``, its default where the cell is empty."""
        header = self.columns.get(field)
        if header is None:
            return self.profile.defaults.get(field, "")
        cell = self._cells[header]
        if type(cell) is str:
            text = clean_text(cell) if field in self.paragraphs else _short_text(cell)
            if text[:1] == "#" and text in _ERROR_WORDS:
                self.remark("excel_error", field, text)
            if "\0" in cell or "\ufffd" in cell:
                self._damaged(field, cell)
        else:
            text = self._from_other(field, cell)
        if not text:
            return self.profile.defaults.get(field, "")
        limit = self.limits.get(field)
        if limit and len(text) > limit:
            self.remark("shortened", field, text, limit=limit)
            text = text[: limit - 1] + "…"
        return text

    def _damaged(self, field: str, cell: str) -> None:
        if "\0" in cell:
            self.remark("control_characters", field, cell)
        if "\ufffd" in cell:
            self.remark("damaged_text", field, cell)

    def _from_other(self, field: str, cell: Cell) -> str:
        if cell is None:
            return ""
        if isinstance(cell, Fault):
            self.remark(cell.code, field, cell.shown)
            return ""
        if isinstance(cell, bool):
            return "是" if cell else "否"
        if isinstance(cell, datetime):
            midnight = not (cell.hour or cell.minute or cell.second)
            return f"{cell:%Y-%m-%d}" if midnight else f"{cell:%Y-%m-%d %H:%M:%S}"
        if isinstance(cell, int | float):
            if is_rounded(cell):
                self.remark("precision_lost", field, number_text(cell))
            return number_text(cell)
        return str(cell)

    def time(self, field: str, latest: datetime | None) -> datetime | None:
        """Return the time of ``field``, None where it is empty or wrong (then remarked).

        A time after ``latest`` is an error.
        """
        header = self.columns.get(field)
        if header is None and field not in self.profile.defaults:
            return None
        cell: Any = self._cells[header] if header is not None else None
        if isinstance(cell, Fault):
            self.remark(cell.code, field, cell.shown)
            return None
        if isinstance(cell, str):
            cell = _short_text(cell)
        if cell is None or cell == "" or (isinstance(cell, str) and says_nothing(cell)):
            cell = self.profile.defaults.get(field)
            if not cell:
                return None
        try:
            found = read_time(cell)
        except BadTime as error:
            self.remark(error.code, field, cell)
            return None
        if latest is not None and found > latest:
            self.remark("future_time", field, cell)
            return None
        return found

    def day(self, field: str) -> date | None:
        """Return the date of ``field``; it may lie in the future."""
        found = self.time(field, None)
        return found.date() if found else None
