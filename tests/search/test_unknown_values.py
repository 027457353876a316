"""A filter whose value names nothing says so, and offers what there is."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from cms.translating import translator
from search.engine import Engine, Results
from search.query import parse
from tests.search.records import Log


@pytest.fixture
def ask(engine: Engine, log: Log):
    """Return a function that asks an index of two cases in one of two communities."""
    log.area("410902", "华龙区")
    log.area("410902001", "中原路街道")
    log.area("410902001003", "德馨苑社区")
    log.area("410902001004", "昆吾社区")
    log.category("6", "公共设施")
    log.case(1, "路灯不亮", area="410902001003", category="6")
    log.case(2, "电梯停运", area="410902001003", state="done")
    engine.apply(log.entries())
    return lambda text: engine.search(parse(text))


@pytest.mark.parametrize(
    ("typed", "nearest", "total"),
    [
        ("路灯 社区:德馨园", "德馨苑社区", 1),
        ("分类:公用设施", "公共设施", 1),
        ("状态:办结了", "已办结", 1),
        ("类型:志愿队", "志愿服务队", 0),
    ],
)
def test_value_that_names_nothing_is_said_and_the_nearest_finds(
    ask, typed: str, nearest: str, total: int
) -> None:
    results: Results = ask(typed)

    (wrong,) = results.unknown
    assert results.total == 0
    assert wrong.nearest[0] == nearest
    assert wrong.value in wrong.message(str)
    assert ask(results.suggestions[0]).total == total


def test_value_without_records_is_known(ask) -> None:
    for text in ("社区:昆吾", "状态:不予受理", "满意度:不满意", "类型:问题", "编号:1", "单位:无"):
        assert ask(text).unknown == (), text


def test_where_nothing_is_near_all_choices_are_said(ask) -> None:
    (wrong,) = ask("类型:xyz").unknown

    assert wrong.nearest == ()
    assert "问题、活动、" in wrong.message(translator())


def test_unknown_value_that_is_excluded_is_said_too(ask) -> None:
    results = ask("-社区:德馨园")

    assert (results.total, len(results.unknown)) == (2, 1)
    assert results.suggestions[0] == "-社区:德馨苑社区"


def test_name_of_a_kind_offers_the_filter(ask) -> None:
    assert ask("巡查日报 路灯").suggestions == ["路灯 类型:巡查日报"]
    assert ask("路灯 类型:巡查日报").suggestions == []
    assert ask("路灯 问题").suggestions == []  # what cases are called
    assert ask('"巡查日报"').suggestions == []


@pytest.mark.parametrize("option", ["--size=-1", "--size=101", "--page=0"])
def test_command_refuses_a_page_that_cannot_be(option: str) -> None:
    with pytest.raises(CommandError, match=option[2:6]):
        call_command("search", "路灯", option)
