from datetime import datetime

import openpyxl

from cms.cases.ledger.opening import open_ledger
from cms.tables.headers import REASON_HEADER
from cms.tables.refused import write_refused


def refuse(path, read, tmp_path):
    _good, bad = read(path)
    out = tmp_path / "refused.xlsx"
    return write_refused(out, open_ledger(path), [p for row in bad for p in row])


def test_refused_rows_can_be_mended_and_fed_back(make_xlsx, board, message, read, tmp_path):
    rows = [board, message(1), message(2, 留言时间="昨天"), message(3, 留言时间="明天")]

    out = refuse(make_xlsx([["台账"], *rows]), read, tmp_path)
    book = openpyxl.load_workbook(out)
    sheet = book.active
    reasons = [cell.value for cell in sheet[3]][-1]
    sheet["D2"] = "2019-01-01"
    book.save(out)
    good, bad = read(out)

    assert [cell.value for cell in sheet[1]] == [*board, REASON_HEADER]
    assert reasons.startswith("留言时间：")
    assert [row.values["ledger_number"] for row in good] == ["2"]
    assert len(bad) == 1


def test_refused_twice_has_one_column_of_reasons(make_xlsx, board, message, read, tmp_path):
    first = refuse(make_xlsx([board, message(留言时间="昨天")]), read, tmp_path)
    again = refuse(first.rename(tmp_path / "first.xlsx"), read, tmp_path)

    assert open_ledger(again).headers == [*board, REASON_HEADER]


def test_refused_values_are_the_original_ones(make_xlsx, board, read, tmp_path):
    long = "长𠮷" * 30_000
    time = datetime(2031, 1, 1, 10, 20, 30)  # noqa: DTZ001
    row = [7, "=HYPERLINK(1)", "+1", time, long, "=1+1", None]

    def as_text(sheet):
        sheet["B2"].data_type = "s"

    path = make_xlsx([board, row], edit=as_text)
    path2 = refuse(path, read, tmp_path)
    (raw,) = open_ledger(path2).rows()

    values = [raw.cells[header] for header in board]
    assert values[:4] == [7, "=HYPERLINK(1)", "+1", time]
    assert values[5] == "=1+1"
    assert values[4] in long


def test_refused_broken_lines_of_csv(make_csv, read, tmp_path):
    text = '留言编号,留言主题,留言时间,留言详情\n1,灯,2020-01-06,"坏"了\n2,路,2020-01-06,破\n'

    out = refuse(make_csv(text), read, tmp_path)

    assert [row.cells["留言编号"] for row in open_ledger(out).rows()] == ["1"]
