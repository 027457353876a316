"""Ledgers made for tests: good ones, and every kind of bad one."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from cms.cases.ledger.mapping import detect
from cms.cases.ledger.opening import open_ledger
from cms.cases.ledger.rows import read_rows

NOW = datetime(2026, 1, 1, tzinfo=UTC)
OFFICE = [
    *["序号", "登记日期", "问题来源", "诉求人", "联系电话", "住址"],
    *["所属网格", "问题内容", "问题类别", "承办单位", "责任人", "整改措施"],
    *["进展情况", "办结时间", "群众满意度", "备注"],
]
BOARD = ["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "答复意见", "答复时间"]


def board_row(number=1, **changes):
    row = dict(
        zip(
            BOARD,
            [number, "A1", f"路灯坏了{number}", "2019/4/25 9:32:09", f"灯{number}不亮", "", ""],
            strict=True,
        )
    )
    return list((row | changes).values())


@pytest.fixture
def board():
    return BOARD


@pytest.fixture
def message():
    """Make one row of a message board; columns may be changed by name."""
    return board_row


@pytest.fixture
def office_headers():
    return OFFICE


@pytest.fixture
def make_xlsx(tmp_path):
    """Write rows to an xlsx; ``edit`` may change the sheet before it is saved."""

    def make(rows, *, name="ledger.xlsx", title="Sheet1", edit=None, more=()):
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = title
        for row in rows:
            sheet.append(row)
        for other, lines in more:
            extra = book.create_sheet(other)
            for line in lines:
                extra.append(line)
        if edit:
            edit(sheet)
        path = tmp_path / name
        book.save(path)
        return path

    return make


@pytest.fixture
def make_csv(tmp_path):
    def make(text, encoding="utf-8", name="ledger.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return path

    return make


@pytest.fixture
def make_raw_xlsx(tmp_path):
    """Write an xlsx from its XML parts, for what no library would write."""

    def make(sheet, strings=None, *, name="raw.xlsx", styles=None, extra=()):
        space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
        relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        parts = {
            "xl/workbook.xml": f'<workbook {space} xmlns:r="{relation}"><sheets>'
            '<sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": "<Relationships>"
            f'<Relationship Id="rId1" Type="{relation}/worksheet" Target="worksheets/s.xml"/>'
            f'<Relationship Id="rId2" Type="{relation}/sharedStrings" Target="ss.xml"/>'
            f'<Relationship Id="rId3" Type="{relation}/styles" Target="styles.xml"/>'
            "</Relationships>",
            "xl/worksheets/s.xml": sheet,
        }
        if strings is not None:
            parts["xl/ss.xml"] = strings
        if styles is not None:
            parts["xl/styles.xml"] = styles
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, text in [*parts.items(), *extra]:
                archive.writestr(part, text)
        return path

    return make


@pytest.fixture
def read():
    """Read a file whole: good rows and refused rows apart."""

    def run(path: Path, profile=None, now=NOW, **options):
        ledger = open_ledger(path, **options)
        good, bad = [], []
        for row in read_rows(ledger, profile or detect(ledger.headers), now=now):
            (bad if isinstance(row, list) else good).append(row)
        return good, bad

    return run
