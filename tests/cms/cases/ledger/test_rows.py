from datetime import UTC, date, datetime

import pytest

from cms.cases.ledger.mapping import FAMILIES
from cms.cases.ledger.rows import first_sentence, same_case
from cms.clock import CHINA
from cms.tables.errors import TableError


def problem_of(bad):
    (problems,) = bad
    (error,) = [problem for problem in problems if problem.severity == "error"]
    return error


def test_row_of_the_office(make_xlsx, office_headers, read):
    row = [3, datetime(2020, 1, 6), "居民来电", "张三", 13812345678.0, "1号楼", "德馨苑一网格"]  # noqa: DTZ001
    row += ["连廊不安全。风大。", "房屋/安全", "街道办", "李四", "加装窗户", "2020-01-08 已安装"]
    row += ["2020年1月9日", "满意", "无"]

    (good,), bad = read(make_xlsx([office_headers, row]))

    values = good.values
    assert bad == []
    assert good.source_key == "office:2020-01:3"
    assert values["title"] == "连廊不安全"
    assert values["reporter_phone"] == "13812345678"
    assert values["channel"] == "hotline"
    assert values["received"] == datetime(2020, 1, 6, tzinfo=CHINA)
    assert values["progress"] == [{"date": date(2020, 1, 8), "text": "已安装", "unit": ""}]
    assert (values["state"], values["satisfaction"]) == ("done", "satisfied")
    assert values["area"] == "德馨苑一网格"


def test_row_reply_becomes_measures_and_progress(make_xlsx, board, message, read):
    row = message(留言编号=2549.0, 答复意见="已维修", 答复时间="2019/5/10 14:56:53")

    (good,), _bad = read(make_xlsx([board, row]))

    assert good.source_key == "message_board:2549"
    assert good.values["measures"] == "已维修"
    assert good.values["progress"] == [{"date": date(2019, 5, 10), "text": "已答复", "unit": ""}]
    assert good.values["closed"] == datetime(2019, 5, 10, 14, 56, 53, tzinfo=CHINA)
    assert good.values["state"] == "done"


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("已办结", "done"),
        ("未办结", "in_progress"),
        ("办理中", "in_progress"),
        ("待处理", "assigned"),
        ("不予受理", "not_accepted"),
        ("退单", "returned"),
        ("已受理", "triaged"),
        ("未回复", "registered"),
        ("已回复", "done"),
    ],
)
def test_row_state_words(make_csv, read, word, state):
    header = "诉求编号,诉求类型,处理状态,诉求标题,递交时间,所属部门,事发地点,诉求内容,回复意见"

    (good,), bad = read(make_csv(f"{header}\n1,市容,{word},灯,2020-01-06,城管,东大街,灯坏,\n"))

    assert bad == []
    assert good.values["state"] == state
    assert good.values["channel"] == "line_12345"


def test_row_unknown_word_is_warned_of(make_xlsx, office_headers, read):
    row = ["1", "2020-01-06", *[""] * 5, "灯坏", *[""] * 6, "呵呵", ""]

    (good,), _bad = read(make_xlsx([office_headers, row]))

    assert good.values["satisfaction"] is None
    assert [(w.code, w.column) for w in good.warnings] == [("unknown_word", "群众满意度")]


@pytest.mark.parametrize(
    ("changes", "column", "code"),
    [
        ({"留言时间": "昨天"}, "留言时间", "bad_time"),
        ({"留言时间": "2030-01-01"}, "留言时间", "future_time"),
        ({"留言时间": ""}, "留言时间", "missing"),
        ({"留言时间": "1月6日"}, "留言时间", "no_year"),
        ({"答复意见": "好", "答复时间": "2031/1/1"}, "答复时间", "future_time"),
        ({"留言详情": "", "留言主题": None}, "留言详情", "missing"),
        ({"留言详情": "=A1"}, "留言详情", "formula_without_value"),
        ({"留言时间": "=NOW()"}, "留言时间", "formula_without_value"),
        ({"留言主题": "#REF!"}, "留言主题", "excel_error"),
    ],
)
def test_row_refused_names_cell_and_reason(make_xlsx, board, message, read, changes, column, code):
    path = make_xlsx([board, message(1), message(2, **changes)])

    good, bad = read(path)
    error = problem_of(bad)

    assert len(good) == 1
    assert (error.sheet, error.row, error.column, error.code) == ("Sheet1", 3, column, code)
    assert error.message(str)


def test_row_error_written_as_text(make_csv, read):
    _good, bad = read(make_csv("留言编号,留言主题,留言时间,留言详情\n1,灯,2020-01-06,#REF!\n"))

    assert problem_of(bad).code == "excel_error"


def test_row_shown_value_is_short(make_xlsx, board, message, read):
    _good, bad = read(make_xlsx([board, message(留言时间="昨" * 500)]))

    assert len(problem_of(bad).value) == 80


def test_row_date_today_is_not_future(make_xlsx, board, message, read):
    now = datetime(2026, 5, 1, 3, 0, tzinfo=UTC)

    good, bad = read(make_xlsx([board, message(留言时间="2026-05-01 11:00:00")]), now=now)

    assert (len(good), bad) == (1, [])


def test_row_number_used_twice(make_xlsx, board, message, read):
    good, bad = read(make_xlsx([board, message(1), message(1, 留言详情="别的事")]))

    assert len(good) == 1
    assert problem_of(bad).params == {"other": 2}


def test_row_repeated_keeps_its_key(make_xlsx, board, message, read):
    good, bad = read(make_xlsx([board, message(1), message(1)]))

    assert bad == []
    assert good[0].source_key == good[1].source_key
    assert [w.code for w in good[1].warnings] == ["repeated_row"]


def test_row_same_content_other_number_is_warned_of(make_xlsx, board, message, read):
    good, _bad = read(make_xlsx([board, message(1), message(2, 留言详情=" 灯1不亮\n")]))

    assert [w.params for w in good[1].warnings] == [{"other": 2}]


def test_row_digests_follow_their_fields(make_xlsx, board, message, read):
    (old,), _ = read(make_xlsx([board, message(1)]))
    (same,), _ = read(make_xlsx([board, message(1, 留言时间="2019-04-25 09:32:09")]))
    (new,), _ = read(make_xlsx([board, message(1, 留言详情="灯还不亮")]))

    changed = {name for name in new.digests if new.digests[name] != old.digests[name]}
    assert same.digests == old.digests
    assert changed == {"content"}
    assert all(len(digest) == 8 for digest in old.digests.values())


def test_row_key_without_number_follows_time_and_content(make_csv, read):
    profile = FAMILIES["message_board"]
    text = "留言时间,留言详情\n2020-01-06,灯坏\n2020-01-07,灯坏\n"

    first, _ = read(make_csv(text), profile)
    again, _ = read(make_csv(text), profile)

    assert [row.source_key for row in first] == [row.source_key for row in again]
    assert first[0].source_key != first[1].source_key


def test_row_long_and_rare_texts_are_kept(make_csv, read):
    text = "𠮷野家<b>门口</b>👨‍👩‍👧" * 8000

    (good,), _ = read(make_csv(f"留言编号,留言主题,留言时间,留言详情\n1,灯,2020-01-06,{text}\n"))

    assert good.values["content"] == text
    assert len(text) > 100_000


def test_row_rounded_number_is_warned_of(make_xlsx, board, message, read):
    (good,), _ = read(make_xlsx([board, message(12345678901234567890)]))

    assert [w.code for w in good.warnings] == ["precision_lost"]


def test_row_closed_before_received(make_xlsx, board, message, read):
    row = message(答复意见="好", 答复时间="2019-01-01")

    (good,), _ = read(make_xlsx([board, row]))

    assert [w.code for w in good.warnings] == ["closed_before_received"]


def test_row_too_long_for_its_field(make_xlsx, board, message, read):
    (good,), _ = read(make_xlsx([board, message(留言主题="长" * 300)]))

    assert len(good.values["title"]) == 200
    assert [w.code for w in good.warnings] == ["shortened"]


def test_rows_profile_that_does_not_fit(make_xlsx, board, message, read):
    with pytest.raises(TableError, match="office"):
        read(make_xlsx([board, message()]), FAMILIES["office"])


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("灯坏了。请修。", "灯坏了"),
        ("。。灯坏了", "灯坏了"),
        ("长" * 60, "长" * 39 + "…"),
        ("", ""),
    ],
)
def test_first_sentence(text, title):
    assert first_sentence(text) == title


def test_same_case_only_when_content_or_time_stays():
    old = {"content": "1", "received": "1"}

    assert same_case(old, {"content": "2", "received": "1"})
    assert not same_case(old, {"content": "2", "received": "2"})
