"""Records of a line or two, of which there are very many, come after cases and civic records."""

from __future__ import annotations

import pytest

from search.engine import Engine
from search.query import parse
from tests.search.records import Log

LONG = "居民来电说这件事已经很久了，希望物业和社区一起想办法，老人和孩子出行都不方便。" * 12
NOTES = {"路灯": "路灯损坏，已报修。", "电动车充电": "楼道内电动车充电，已劝离。"}
PATROLS = 260  # more than are weighed again


@pytest.fixture
def told(engine: Engine, log: Log) -> Engine:
    """Return an index of many patrol reports and a few long cases and wishes."""
    for n in range(PATROLS):
        for place, note in enumerate(NOTES.values()):
            report = {
                "title": "巡查日报",
                "area": "410902001003",
                "date": "2026-10-01",
                "note": f"早间巡查：{note}",
            }
            log.add("patrol", f"410902001003-{place}-{n}", report)
    for serial, (word, note) in enumerate(NOTES.items(), 1):
        log.case(serial, f"关于{word}的问题", LONG)
        log.case(serial + 10, "反映小区问题", f"{LONG}{note}{LONG}")
        log.add("wish", f"wish-{serial}", {"title": "心愿", "wish": f"{LONG}{word}{LONG}"})
    engine.apply(log.entries())
    return engine


@pytest.mark.parametrize("word", NOTES)
def test_cases_and_wishes_come_before_patrol_reports(told: Engine, word: str) -> None:
    results = told.search(parse(word), size=10)

    kinds = [item.kind for item in results.items]
    assert results.total == PATROLS + 3
    assert sorted(kinds[:3]) == ["case", "case", "wish"]
    assert kinds[3:] == ["patrol"] * 7
    assert results.items[0].title == f"关于{word}的问题"


def test_patrol_reports_are_found_all_the_same(told: Engine) -> None:
    assert told.search(parse("路灯 类型:巡查日报")).total == PATROLS
    assert told.search(parse("早间巡查")).items[0].kind == "patrol"
