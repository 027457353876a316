"""The workbook that describes an office: its sheets, their columns, and reading them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _
from openpyxl import Workbook as NewBook

from cms.cases.ledger.fields import header_key
from cms.tables.cleaning import number_text, one_line
from cms.tables.errors import TableError
from cms.tables.reading import open_table
from cms.tables.xlsx.container import file_kind
from cms.tables.xlsx.workbook import Workbook
from cms.translating import gettext_noop

#: Sheets in the order they are taken in: field and header of each column, and rows that show how.
SHEETS: dict[str, dict[str, str]] = {
    "区域": {
        "code": "代码",
        "name": "名称",
        "level": "级别",
        "households": "户数",
        "people": "人口",
    },
    "联系人": {
        "area": "区域",
        "name": "姓名",
        "role": "职务",
        "phone": "办公电话",
        "duty": "负责事项",
    },
    "类别": {"code": "代码", "name": "名称"},
    "单位": {"name": "名称", "level": "级别", "area": "区域", "phone": "办公电话"},
    "用户": {
        "username": "用户名",
        "name": "姓名",
        "email": "邮箱",
        "roles": "角色",
        "scope": "工作范围",
    },
}
_EXAMPLES: dict[str, list[tuple[str, ...]]] = {
    "区域": [
        ("621002", "西峰区", "区", "", ""),
        ("621002081", "南街街道", "街道", "", ""),
        ("621002081001", "德馨苑社区", "社区", "1528", "3560"),
        ("621002081001001", "德馨苑第一网格", "网格", "306", "712"),
    ],
    "联系人": [("德馨苑社区", "王某某", "社区党组织书记", "0934-5550001", "受理本社区居民诉求")],
    "类别": [("property", "物业管理"), ("property.leak", "漏水渗水")],
    "单位": [("德馨苑社区居委会", "社区", "德馨苑社区", "0934-5550001")],
    "用户": [
        ("admin", "管理员", "", "管理员", ""),
        ("liuyi", "刘一", "", "编辑", "德馨苑社区"),
        ("chener", "陈二", "", "编辑、审核", "南街街道"),
    ],
}
_NEEDED = {
    "区域": ("code", "name", "level"),
    "联系人": ("area", "name", "role"),
    "类别": ("code", "name"),
    "单位": ("name", "level"),
    "用户": ("username", "roles"),
}


@dataclass(frozen=True)
class Row:
    """One row: sheet, number as the spreadsheet program shows it, and a text for each field."""

    sheet: str
    number: int
    values: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")


@dataclass
class Faults:
    """What is wrong with the workbook, one sentence a fault, each with its place."""

    told: list[str] = field(default_factory=list)

    def add(self, row: Row, column: str, reason: str) -> None:
        """Note that ``column`` (a field, or empty for all) of ``row`` is wrong."""
        place = _("sheet %(sheet)s, row %(row)d") % {"sheet": row.sheet, "row": row.number}
        if header := SHEETS[row.sheet].get(column, ""):
            place += f"，{header}"
        value = f"「{row[column]}」" if column and row[column] else ""
        self.told.append(f"{place}{value}：{reason}")


def read_office(path: Path, faults: Faults) -> list[Row]:
    """Return all rows of the sheets of ``path`` that describe an office, in the order of SHEETS.

    Sheets of other names are passed over. Raises ``TableError`` where the file is no workbook or
    has none of the sheets, or where a sheet lacks a column that is needed.
    """
    if file_kind(path) == "csv":
        raise TableError(
            gettext_noop("%(file)s is no workbook. Fill in the one that --template writes."),
            file=path.name,
        )
    here = {info.name for info in Workbook(path).sheets}
    if not here & SHEETS.keys():
        raise TableError(
            gettext_noop(
                "%(file)s has none of the sheets %(sheets)s. "
                "Fill in the one that --template writes."
            ),
            file=path.name,
            sheets="、".join(SHEETS),
        )
    rows = [row for sheet in SHEETS if sheet in here for row in _rows(path, sheet)]
    for row in rows:
        for name in _NEEDED[row.sheet]:
            if not row[name]:
                faults.add(row, name, _("This cell is empty; it is needed."))
    return rows


def _rows(path: Path, sheet: str) -> list[Row]:
    columns = SHEETS[sheet]
    table = open_table(path, sheet=sheet, headers=list(columns.values()))
    found = {header_key(header): header for header in table.headers}
    places = {name: found.get(header_key(header)) for name, header in columns.items()}
    missing = [columns[name] for name in _NEEDED[sheet] if places[name] is None]
    if missing:
        raise TableError(
            gettext_noop("Sheet %(sheet)s of %(file)s has no column %(columns)s."),
            sheet=sheet,
            file=path.name,
            columns="、".join(missing),
        )
    return [
        Row(
            sheet,
            raw.row,
            {name: _text(raw.cells[at]) for name, at in places.items() if at is not None},
        )
        for raw in table.rows()
    ]


def _text(cell: object) -> str:
    if isinstance(cell, float):
        return number_text(cell)
    return one_line("" if cell is None else str(cell))


def write_template(path: Path) -> None:
    """Write an example workbook to ``path``. Raises ``FileExistsError`` where there is one."""
    book = NewBook()
    book.remove(book.worksheets[0])
    for name, columns in SHEETS.items():
        sheet = book.create_sheet(name)
        for row in (tuple(columns.values()), *_EXAMPLES[name]):
            sheet.append(row)
        for letter in "ABCDE":
            sheet.column_dimensions[letter].width = 22
        sheet.freeze_panes = "A2"
    with path.open("xb") as file:
        book.save(file)
