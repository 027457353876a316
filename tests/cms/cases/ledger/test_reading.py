"""Where the table of a file is, and what stands in it."""

import time
from datetime import datetime

import pytest

from cms.cases.ledger.opening import open_ledger
from cms.tables.cells import Fault
from cms.tables.errors import TableError


def codes(ledger):
    return [warning.code for warning in ledger.warnings]


def test_open_ledger_title_above_header(make_xlsx, board, message):
    path = make_xlsx([["2019年留言台账"], [], board, message()])

    ledger = open_ledger(path)

    assert (ledger.headers, ledger.header_row) == (board, 3)
    assert [row.row for row in ledger.rows()] == [4]


def test_open_ledger_header_of_two_rows(make_xlsx):
    rows = [
        ["序号", "登记日期", "诉求人信息", None, None, "问题内容"],
        [None, None, "诉求人", "联系电话", "住址", None],
        [1, "2020-01-06", "张三", "138", "1号楼", "灯坏"],
    ]

    def merge(sheet):
        for block in ("A1:A2", "B1:B2", "C1:E1", "F1:F2"):
            sheet.merge_cells(block)

    ledger = open_ledger(make_xlsx(rows, edit=merge))

    assert ledger.headers == ["序号", "登记日期", "诉求人", "联系电话", "住址", "问题内容"]
    assert [row.cells["住址"] for row in ledger.rows()] == ["1号楼"]


def test_open_ledger_repeated_and_blank_headers(make_xlsx):
    path = make_xlsx(
        [["留言主题", "留言时间", None, "留言时间", "留言详情"], ["a", 1, "x", 2, "b"]]
    )

    ledger = open_ledger(path)

    assert ledger.headers == ["留言主题", "留言时间", "C列", "留言时间#2", "留言详情"]
    assert codes(ledger) == ["blank_header", "repeated_header"]


def test_open_ledger_picks_the_sheet_that_fits(make_xlsx, board, message):
    more = [("台账", [board, message()]), ("说明", [["怎样填写"]])]
    path = make_xlsx([["汇总", "数量"], ["一月", 3]], more=more)

    ledger = open_ledger(path)

    assert ledger.sheet == "台账"
    assert codes(ledger) == ["other_sheets"]


def test_open_ledger_wrong_sheet_names_those_there(make_xlsx, board):
    path = make_xlsx([board], title="台账")

    with pytest.raises(TableError, match="台账") as caught:
        open_ledger(path, sheet="二月")
    assert caught.value.params["sheet"] == "二月"


def test_open_ledger_empty_sheet(make_xlsx):
    with pytest.raises(TableError):
        open_ledger(make_xlsx([]))


def test_open_ledger_own_headers_of_a_profile(make_xlsx):
    path = make_xlsx([["街道", "月报"], ["甲", "乙", "丙"], ["1", "2", "3"]])

    assert open_ledger(path, headers=["甲", "乙", "丙"]).header_row == 2


def test_open_ledger_many_empty_rows_are_passed_over(make_raw_xlsx):
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" s="1"/><c r="B{n}" s="1"/></row>' for n in range(3, 64_710)
    )
    head = (
        '<row r="1"><c r="A1" t="str"><v>留言详情</v></c>'
        '<c r="B1" t="str"><v>留言时间</v></c></row><row r="2">'
        '<c r="A2" t="str"><v>灯坏</v></c><c r="B2"><v>43836</v></c></row>'
    )
    path = make_raw_xlsx(f"<worksheet><sheetData>{head}{rows}</sheetData></worksheet>")
    begun = time.process_time()

    ledger = open_ledger(path)

    assert [row.row for row in ledger.rows()] == [2]
    assert ledger.total_rows == 1
    assert time.process_time() - begun < 20  # a safety net, not a measurement


def test_rows_merged_downwards_are_filled(make_xlsx, board, message):
    rows = [board, message(1), message(2), message(3)]

    def merge(sheet):
        sheet.merge_cells("D2:D3")

    first, second, third = open_ledger(make_xlsx(rows, edit=merge)).rows()

    assert second.cells["留言时间"] == first.cells["留言时间"] == "2019/4/25 9:32:09"
    assert [problem.code for problem in second.problems] == ["merged_cells"]
    assert (first.problems, third.problems) == ([], [])


def test_rows_hidden_are_read_with_a_warning(make_xlsx, board, message):
    def hide(sheet):
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["C"].hidden = True

    ledger = open_ledger(make_xlsx([board, message(1), message(2)], edit=hide))

    assert len(list(ledger.rows())) == 2
    assert codes(ledger) == ["hidden_rows", "hidden_columns"]
    assert ledger.warnings[0].params == {"count": 1, "first": 3}
    assert "留言主题" in str(ledger.warnings[1])


def test_rows_values_outside_the_header(make_xlsx, board, message):
    ledger = open_ledger(make_xlsx([board, [*message(), None, "散落"]]))

    assert len(next(ledger.rows()).cells) == len(board)
    assert codes(ledger) == ["outside_table"]


def test_rows_dates_numbers_and_formulas(make_xlsx):
    row = ["=1+1", datetime(2020, 1, 6, 12, 9, 38), 2549, 0.5, True, "#N/A"]  # noqa: DTZ001
    headers = ["留言详情", "留言时间", "留言编号", "a", "b", "c"]

    cells = list(next(open_ledger(make_xlsx([headers, row])).rows()).cells.values())

    assert cells[0] == Fault("formula_without_value", "=1+1")
    assert cells[1:5] == [datetime(2020, 1, 6, 12, 9, 38), 2549, 0.5, True]  # noqa: DTZ001
    assert cells[5] == Fault("excel_error", "#N/A")


def test_rows_formula_with_its_value(make_raw_xlsx):
    sheet = (
        '<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>留言详情</v></c>'
        '<c r="B1" t="str"><v>留言时间</v></c></row><row r="2"><c r="A2" t="str">'
        '<f>A1&amp;1</f><v>灯坏</v></c><c r="B2"><v>1</v></c></row></sheetData></worksheet>'
    )

    assert next(open_ledger(make_raw_xlsx(sheet)).rows()).cells["留言详情"] == "灯坏"


def cell_rows(prefix=""):
    """Return one sheet in XML with every kind of cell, with or without a prefix."""
    x = f"{prefix}:" if prefix else ""
    space = f"xmlns{':' + prefix if prefix else ''}='urn:x'"
    return (
        f"<{x}worksheet {space}><{x}sheetData><{x}row r='1'>"
        f"<{x}c r='A1' t='s'><{x}v>0</{x}v></{x}c><{x}c r='B1' t='s'><{x}v>1</{x}v></{x}c></{x}row>"
        f"<{x}row r='2'><{x}c r='A2' t='inlineStr'><{x}is><{x}r><{x}t>灯</{x}t></{x}r>"
        f"<{x}r><{x}t>坏&amp;了</{x}t></{x}r><{x}rPh><{x}t>deng</{x}t></{x}rPh></{x}is></{x}c>"
        f"<{x}c r='B2'><{x}v>4.3836E4</{x}v></{x}c></{x}row></{x}sheetData></{x}worksheet>"
    )


@pytest.mark.parametrize("prefix", ["", "x"])
def test_rows_of_unusual_xml(make_raw_xlsx, prefix):
    strings = "<sst><si><r><t>留言</t></r><r><t>详情</t></r></si><si><t>留言时间</t></si></sst>"

    rows = list(open_ledger(make_raw_xlsx(cell_rows(prefix), strings)).rows())

    assert rows[0].cells == {"留言详情": "灯坏&了", "留言时间": 43836}


def test_rows_plain_and_parsed_xml_agree(make_raw_xlsx):
    cells = (
        '<c r="A{n}" t="s"><v>2</v></c><c r="B{n}" s="1"><v>43836.5</v></c>'
        '<c r="D{n}" t="inlineStr"><is><t xml:space="preserve"> a&lt;b&#10;𠮷 </t></is></c>'
        '<c r="E{n}"><v>1.5</v></c><c r="F{n}"/><c r="G{n}" t="b"><v>1</v></c>'
        '<c r="H{n}" t="e"><v>#N/A</v></c><c r="I{n}"><v>12345678901234567</v></c>'
    )
    header = "".join(
        f'<c r="{letter}1" t="s"><v>{i}</v></c>' for letter, i in zip("AB", (0, 1), strict=True)
    ) + "".join(f'<c r="{letter}1" t="str"><v>{letter}</v></c>' for letter in "CDEFGHI")
    odd = cells.replace('t="s"', 't="s" cm="1"')  # an attribute that only the parser knows
    sheet = (
        f'<worksheet><sheetData><row r="1">{header}</row><row r="2" spans="1:9">'
        f'{cells.format(n=2)}</row><row r="3">{odd.format(n=3)}</row></sheetData></worksheet>'
    )
    styles = '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs></styleSheet>'
    strings = "<sst><si><t>留言详情</t></si><si><t>留言时间</t></si><si><t>&amp;灯</t></si></sst>"

    plain, parsed = open_ledger(make_raw_xlsx(sheet, strings, styles=styles)).rows()

    assert plain.cells == parsed.cells
    assert plain.cells["留言时间"] == datetime(2020, 1, 6, 12)  # noqa: DTZ001
    assert plain.cells["D"] == " a<b\n𠮷 "


def test_rows_many_strings_go_to_a_file(make_raw_xlsx, monkeypatch):
    monkeypatch.setattr("cms.tables.xlsx.sharedstrings._IN_MEMORY", 500)
    texts = ["留言详情", "留言时间"] + [f"灯{n}" * 30 for n in range(200)]
    strings = "<sst>" + "".join(f"<si><t>{text}</t></si>" for text in texts) + "</sst>"
    body = "".join(
        f'<row r="{n + 2}"><c r="A{n + 2}" t="s"><v>{201 - n}</v></c></row>' for n in range(200)
    )
    head = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    path = make_raw_xlsx(f"<worksheet><sheetData>{head}{body}</sheetData></worksheet>", strings)

    assert [r.cells["留言详情"] for r in open_ledger(path).rows()] == texts[:1:-1]
