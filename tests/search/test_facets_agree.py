"""Facets, lists and downloads of any query say the same, and what a naive reading says."""

from __future__ import annotations

import random
from datetime import date
from itertools import chain
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.engine import Engine, Results
from search.query import parse
from tests.search.records import Log

WORDS = ["路灯", "电梯", "噪音", "充电桩", "污水"]
VALUES = {
    "state": ["done", "in_progress", "assigned", "returned"],
    "satisfaction": ["satisfied", "dissatisfied", None],
    "channel": ["hotline", "wechat"],
    "class": ["easy", None],
    "category": ["c1", "c2", "c2.a", None],
    "area": ["410902001001", "410902001002", "410902002001"],
}
MONTHS = ["2020-04", "2020-05", "2020-11"]


def records() -> list[dict[str, Any]]:
    chance = random.Random(7)
    made = []
    for serial in range(60):
        day = f"{chance.choice(MONTHS)}-{chance.randrange(1, 29):02d}"
        made.append(
            {
                "title": f"{chance.choice(WORDS)}{serial}",
                "content": "，".join(chance.sample(WORDS, 2)),
                "received": f"{day}T09:00:00+08:00",
                **{name: chance.choice(values) for name, values in VALUES.items()},
            }
        )
    return made


RECORDS = records()


def publish(engine: Engine, log: Log) -> None:
    log.area("410902001", "中原路街道")
    for code in VALUES["area"]:
        log.area(code, f"社区{code[-4:]}")
    for code in filter(None, VALUES["category"]):
        log.category(code, f"类{code}")
    for serial, record in enumerate(RECORDS, 1):
        fields = {name: value for name, value in record.items() if name not in {"title", "content"}}
        log.case(serial, record["title"], record["content"], **fields)
    engine.apply(log.entries())


def holds(record: dict[str, Any], part: str) -> bool:
    """Whether a record fulfils one part, read as the documentation says."""
    if part.startswith("-"):
        return not holds(record, part[1:])
    name, colon, value = part.partition(":")
    if ".." in part:
        start, _, end = part.partition("..")
        return start <= record["received"][:7] <= end
    if not colon:
        return part in record["title"] + " " + record["content"]
    if name in {"area", "category"}:
        found, below = record[name] or "", value if name == "area" else f"{value}."
        return found == value or found.startswith(below)
    return record[name] == value


FILTERS = [f"{name}:{value}" for name, values in VALUES.items() for value in values if value]
PARTS = [*WORDS, *(f"-{word}" for word in WORDS), *FILTERS, *(f"-{part}" for part in FILTERS)]
PARTS += ["area:410902001", "2020-04..2020-05", "2020-11..2020-11"]


def narrowed(query: str, name: str, value: str) -> str:
    if name != "month":
        return f"{query} {name}:{value}"
    year, month = map(int, value.split("-"))
    last = date(year + month // 12, month % 12 + 1, 1).toordinal() - 1
    return f"{query} received:{value}-01..{date.fromordinal(last).isoformat()}"


def expected(results: Results, name: str, value: str) -> int:
    """What narrowing to ``value`` must give: an area or category means all below it, too."""
    below = value if name == "area" else f"{value}."
    within = name in {"area", "category"}
    return sum(
        facet.count
        for facet in results.facets[name]
        if facet.value == value or (within and facet.value.startswith(below))
    )


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=st.lists(st.sampled_from(PARTS), min_size=1, max_size=4, unique=True))
def test_facets_list_and_download_agree(engine: Engine, log: Log, parts: list[str]) -> None:
    if not log.lines:
        publish(engine, log)
    query = " ".join(parts)
    naive = [record for record in RECORDS if all(holds(record, part) for part in parts)]

    results = engine.search(parse(query), size=100)

    if naive or not any(part in WORDS for part in parts):  # else words may be let go
        assert sorted(item.title for item in results.items) == sorted(r["title"] for r in naive)
        assert not results.relaxed
        assert not results.corrected
    assert results.total == len(results.items) == sum(f.count for f in results.facets["kind"])
    assert {item.number for item in engine.scroll(parse(query))} == {
        item.number for item in results.items
    }
    if results.relaxed or results.corrected:
        return
    for name, facet in chain.from_iterable(
        ((name, facet) for facet in facets) for name, facets in results.facets.items()
    ):
        asked = engine.search(parse(narrowed(query, name, facet.value)), size=1, facets=False)
        assert asked.total == expected(results, name, facet.value), (name, facet)
