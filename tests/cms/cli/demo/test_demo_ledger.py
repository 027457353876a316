"""The ledger of the tutorial, read back as a spreadsheet."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from openpyxl import load_workbook

from cms.cli.demo.data import demo
from cms.cli.demo.ledger import ledger_rows, write_demo_ledger


def test_ledger_has_the_office_header_and_forty_rows(tmp_path: Path) -> None:
    path = tmp_path / "ledger.xlsx"
    write_demo_ledger(path)
    rows = list(load_workbook(path).active.iter_rows(values_only=True))
    assert rows[0][:5] == ("序号", "登记日期", "问题来源", "诉求人", "联系电话")
    assert rows[0][-2:] == ("群众满意度", "备注")
    assert [row[0] for row in rows[1:]] == list(range(1, 41))


def test_ledger_three_rows_are_bad_in_different_ways() -> None:
    grids = {area["name"] for area in demo().areas}
    unknown = [row for row in ledger_rows() if row[6] not in grids]
    future = [row for row in ledger_rows() if date.fromisoformat(row[1]) > date(2030, 1, 1)]
    empty = [row for row in ledger_rows() if not row[7]]
    assert [len(unknown), len(future), len(empty)] == [1, 1, 1]
    assert len({row[0] for row in unknown + future + empty}) == 3


def test_ledger_names_known_units_and_categories() -> None:
    data = demo()
    assert {row[9] for row in ledger_rows()} <= {unit["name"] for unit in data.units}
    assert {row[8] for row in ledger_rows()} <= {item["name"] for item in data.categories}


def test_ledger_is_the_same_each_time() -> None:
    assert ledger_rows() == ledger_rows()


def test_ledger_repeats_no_case_of_the_demo() -> None:
    told = {case["content"] for case in demo().cases}
    assert not told & {row[7] for row in ledger_rows()}
