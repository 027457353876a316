"""Short queries whose answers were judged by people: the records that must be on page one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cms.cli.demo.data import demo
from search.engine import Engine
from search.query import parse
from tests.search.records import Log

JUDGED = Path(__file__).with_name("judged")
REAL = Path(__file__).resolve().parents[3] / "shared/data/messages/answered.xlsx"
ENOUGH = 0.95


def read(name: str) -> dict[str, list[str]]:
    """Return for each query the titles that answer it."""
    rows = (JUDGED / name).read_text(encoding="utf-8").splitlines()
    pairs = (row.split("\t") for row in rows if row and not row.startswith("#"))
    return {query: titles.split(" | ") for query, titles in pairs}


def publish_demo(log: Log) -> None:
    """Write the demo's areas, categories and cases to the log."""
    made = demo()
    for area in made.areas:
        log.area(area["code"], area["name"])
    for category in made.categories:
        log.category(category["code"], category["name"])
    for serial, case in enumerate(made.cases, 1):
        fields: dict[str, Any] = {
            name: case[name] for name in ("ledger_number", "category", "area", "measures")
        }
        log.case(serial, case["title"], case["content"], **fields)


def recall(engine: Engine, judged: dict[str, list[str]]) -> tuple[float, list[str]]:
    """Return the mean recall of titles at ten, and the queries that missed some."""
    total, missed = 0.0, []
    for query, titles in judged.items():
        found = {item.title for item in engine.search(parse(query), size=10, facets=False).items}
        share = sum(title in found for title in titles) / len(titles)
        total += share
        missed += [query] if share < 1 else []
    return total / len(judged), missed


def test_enough_is_judged() -> None:
    judged = read("demo.tsv")
    titles = {case["title"] for case in demo().cases}

    assert len(judged) >= 150
    assert not [title for wanted in judged.values() for title in wanted if title not in titles]


def test_short_queries_find_the_demos_cases(engine: Engine, log: Log) -> None:
    publish_demo(log)
    engine.apply(log.entries())

    found, missed = recall(engine, read("demo.tsv"))

    assert found >= ENOUGH, missed


def messages() -> list[tuple[str, str]]:
    """Return subjects and texts of the real messages beside the checkout."""
    from python_calamine import CalamineWorkbook

    rows = CalamineWorkbook.from_path(REAL).get_sheet_by_index(0).to_python()
    subject, text = rows[0].index("留言主题"), rows[0].index("留言详情")
    return [(str(row[subject]).strip()[:200] or "-", str(row[text])) for row in rows[1:]]


def conditions() -> dict[str, Callable[[str], bool]]:
    """Return for each query over the real messages whether a text answers it."""
    rows = (JUDGED / "real.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (row.split("\t") for row in rows if row and not row.startswith("#"))
    return {query: _holds(said) for query, said in pairs}


def _holds(said: str) -> Callable[[str], bool]:
    choices = [choice.split("+") for choice in said.split("|")]
    return lambda text: any(all(word in text for word in words) for words in choices)


@pytest.mark.skipif(not REAL.exists(), reason="the real messages are not beside the checkout")
@pytest.mark.slow
def test_short_queries_find_real_messages(engine: Engine, log: Log) -> None:
    texts = {}
    for serial, (subject, text) in enumerate(messages(), 1):
        texts[log.case(serial, subject, text).key] = f"{subject}\n{text}"
    engine.apply(log.entries())
    judged, shares = conditions(), {}

    for query, holds in judged.items():
        items = engine.search(parse(query), size=10, facets=False).items
        there = sum(map(holds, texts.values()))
        shares[query] = sum(holds(texts[item.number]) for item in items) / min(there, 10)

    assert len(judged) >= 50
    assert sum(shares.values()) / len(shares) >= ENOUGH, {q: s for q, s in shares.items() if s < 1}
