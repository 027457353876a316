import pytest

from cms.cases.ledger.opening import open_ledger
from cms.tables.errors import TableError

HEADER = "留言编号,留言时间,留言详情"
GOOD = f"{HEADER}\r\n1,2020-01-06,灯坏𠮷\r\n2,2020-01-07,路坏\r\n"


def contents(ledger):
    return [row.cells["留言详情"] for row in ledger.rows()]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"]
)
def test_csv_encoding_is_found(make_csv, encoding):
    ledger = open_ledger(make_csv(GOOD, encoding))

    assert contents(ledger) == ["灯坏𠮷", "路坏"]
    assert ledger.warnings == []


@pytest.mark.parametrize("separator", [",", ";", "\t", "|", "，"])
def test_csv_separator_is_found(make_csv, separator):
    assert contents(open_ledger(make_csv(GOOD.replace(",", separator)))) == ["灯坏𠮷", "路坏"]


def test_csv_line_that_names_the_separator(make_csv):
    ledger = open_ledger(make_csv("sep=;\n" + GOOD.replace(",", ";")))

    assert (ledger.header_row, contents(ledger)) == (2, ["灯坏𠮷", "路坏"])


@pytest.mark.parametrize("line_end", ["\n", "\r", "\r\n"])
def test_csv_line_ends(make_csv, line_end):
    assert contents(open_ledger(make_csv(GOOD.replace("\r\n", line_end)))) == ["灯坏𠮷", "路坏"]


def test_csv_quoted_text_of_many_lines(make_csv):
    text = f'{HEADER}\n1,2020-01-06,"第一段\n第二段，""引号"""\n2,2020-01-07,路坏\n'

    rows = list(open_ledger(make_csv(text)).rows())

    assert rows[0].cells["留言详情"] == '第一段\n第二段，"引号"'
    assert [row.row for row in rows] == [2, 3]


@pytest.mark.parametrize("broken", ['1,2020-01-06,"灯坏', '1,2020-01-06,"灯"坏'])
def test_csv_broken_quotes_cost_one_row(make_csv, broken):
    ledger = open_ledger(make_csv(f"{HEADER}\n{broken}\n2,2020-01-07,路坏\n3,2020-01-08,井盖\n"))

    first, *others = ledger.rows()

    assert [problem.code for problem in first.problems] == ["broken_quotes"]
    assert first.problems[0].params == {"line": 2}
    assert [row.cells["留言详情"] for row in others] == ["路坏", "井盖"]


def test_csv_ragged_rows_are_reported(make_csv):
    ledger = open_ledger(make_csv(f"{HEADER}\n1,2020-01-06,灯,坏\n2,2020-01-07\n"))

    problems = [row.problems[0] for row in ledger.rows()]

    assert [(p.code, p.severity) for p in problems] == [
        ("too_many_cells", "error"),
        ("too_few_cells", "warning"),
    ]


def test_csv_nul_is_removed_with_a_warning(make_csv, read):
    good, bad = read(make_csv("留言编号,留言主题,留言时间,留言详情\n1,灯,2020-01-06,灯\0坏\n"))

    assert bad == []
    assert good[0].values["content"] == "灯坏"
    assert [warning.code for warning in good[0].warnings] == ["control_characters"]


def test_csv_a_few_damaged_bytes_refuse_their_row_only(make_csv, read):
    lines = [f"{n},灯,2020-01-06,路灯坏了很久没有人来修理{n}" for n in range(50)]
    data = "\n".join(["留言编号,留言主题,留言时间,留言详情", *lines]).encode()
    path = make_csv(data.replace("理7".encode(), b"\xe7\x90\n".strip() + b"7"))

    good, bad = read(path)

    assert len(good) == 49
    assert [problem.code for problem in bad[0]] == ["damaged_text"]
    assert open_ledger(path).warnings[0].code == "encoding_damaged"


def test_csv_of_no_known_encoding(make_csv):
    with pytest.raises(TableError, match="GB18030"):
        open_ledger(make_csv(bytes(range(128, 256)) * 50))


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\n\n\n", b" , , \n"])
def test_csv_empty(make_csv, data):
    with pytest.raises(TableError):
        open_ledger(make_csv(data))
