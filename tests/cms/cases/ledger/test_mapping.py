import pytest

from cms.cases.ledger.fields import FIELDS
from cms.cases.ledger.mapping import FAMILIES, detect, load_profile, suggest
from cms.tables.errors import TableError

NATIONAL = [
    *["留言ID", "留言主题", "留言内容", "回复内容", "留言类型", "留言领域"],
    *["留言状态", "留言属地", "省份", "市对象", "留言对象", "回复组织"],
    *["留言时间", "回复时间", "满意情况", "解决程度评分", "办理态度评分", "办理速度评分"],
]
LINE = [
    *["诉求编号", "诉求类型", "处理状态", "诉求标题", "递交时间", "所属部门"],
    *["事发地点", "诉求内容", "回复意见"],
]


def test_detect_the_four_families(office_headers, board):
    found = [detect(headers).name for headers in (office_headers, board, NATIONAL, LINE)]

    assert found == ["office", "message_board", "national_board", "line_12345"]


def test_detect_headers_written_loosely(office_headers):
    loose = [f" {header[:1]} {header[1:]}：\n" for header in reversed(office_headers)]

    assert detect(loose).name == "office"


@pytest.mark.parametrize("headers", [[], ["甲", "乙"], ["留言编号", "留言用户", "备注"]])
def test_detect_nothing(headers):
    assert detect(headers) is None


def test_families_give_only_known_fields():
    for profile in FAMILIES.values():
        assert set(profile.columns.values()) <= FIELDS.keys()


def test_suggest_families_as_they_are():
    expected = {**dict.fromkeys(NATIONAL), **FAMILIES["national_board"].columns}

    guess = suggest(NATIONAL)

    assert {h: guess[h] for h in expected if expected[h]} == {
        h: to for h, to in expected.items() if to
    }
    assert guess["解决程度评分"] is None


def test_suggest_unknown_headers_from_parts():
    guess = suggest(
        ["工单受理时间", "市民反映的问题描述", "主办单位名称", "天气", "客户联系电话", "上传照片"]
    )

    assert guess == {
        "工单受理时间": "received",
        "市民反映的问题描述": "content",
        "主办单位名称": "unit",
        "天气": None,
        "客户联系电话": "reporter_phone",
        "上传照片": None,
    }


def test_suggest_gives_each_field_once():
    assert suggest(["问题内容", "留言内容"]) == {"问题内容": "content", "留言内容": None}


PROFILE = """
name = "热线"
area = "410902001003"
numbers_restart = true
[columns]
"情况" = "content"
"何时" = "received"
"进度" = "state"
[defaults]
channel = "hotline"
[values.state]
"妥了" = "done"
"""


def test_load_profile_reads_rows(tmp_path, make_csv, read):
    path = tmp_path / "p.toml"
    path.write_text(PROFILE, encoding="utf-8")
    profile = load_profile(path)

    good, bad = read(make_csv("情况,何时,进度\n灯坏,2020-01-06,妥了\n"), profile)

    values = good[0].values
    assert bad == []
    assert (values["state"], values["channel"], values["area"]) == (
        "done",
        "hotline",
        "410902001003",
    )
    assert good[0].source_key.startswith("热线:#")


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('"content"', '"inhalt"', "情况"),
        ('"何时" = "received"', "", "received"),
        ('"hotline"', '"pigeon"', "pigeon"),
        ('"done"', '"finished"', "finished"),
        ('name = "热线"', "name = 1", "name"),
        ("[defaults]", "[default]", "default"),
        ("[columns]", "[columns", "line"),
        ('"妥了" = "done"', '"妥了" = 3', "妥了"),
    ],
)
def test_load_profile_says_what_is_wrong(tmp_path, old, new, named):
    path = tmp_path / "p.toml"
    path.write_text(PROFILE.replace(old, new), encoding="utf-8")

    with pytest.raises(TableError) as caught:
        load_profile(path)
    assert named in str(caught.value)


def test_load_profile_missing_file(tmp_path):
    with pytest.raises(TableError):
        load_profile(tmp_path / "none.toml")
