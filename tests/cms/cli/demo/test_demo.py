"""The demo data: complete, in order, fitting the public schemas, and never a template."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from cms.cli.demo.data import DOUBTS, Demo, demo
from cms.publication import vocabulary
from cms.publication.door import review
from tests import factories

ALLOWED = ("h2", "p", "ul", "li", "table", "tbody", "tr", "th", "td", "strong")
SCHEMAS = Path(vocabulary.__file__).parent / "schemas"


@cache
def made_with(seed: int) -> Demo:
    return demo(seed)


@pytest.fixture(scope="module")
def made() -> Demo:
    return made_with(1)


@cache
def validator(kind: str) -> jsonschema_rs.Draft202012Validator:
    schema = json.loads((SCHEMAS / f"{kind}-1.json").read_text())
    return jsonschema_rs.Draft202012Validator(schema)


def check(kind: str, record: dict[str, Any]) -> None:
    validator(kind).validate(record)


def public_case(case: dict[str, Any]) -> dict[str, Any]:
    """The case as its public record, without the gate."""
    private = ("responsible", "remarks", "case_class")
    record = {
        name: value
        for name, value in case.items()
        if name not in private and not name.startswith(("reporter_", "publication"))
    }
    steps = [{**step, "date": step["date"].isoformat()} for step in case["progress"]]
    return record | {
        "number": "202601-000001",
        "class": case["case_class"],
        "progress": steps,
        "received": case["received"].isoformat(),
        "due": case["due"].isoformat() if case["due"] else None,
        "closed": case["closed"].isoformat() if case["closed"] else None,
    }


def test_demo_is_the_same_for_the_same_seed() -> None:
    assert demo(2) == made_with(2)
    assert made_with(2).cases != made_with(3).cases


def test_demo_records_fit_the_public_schemas(made: Demo) -> None:
    kinds = {"area": made.areas, "category": made.categories, "brand": made.brands}
    for kind, records in {**kinds, "team": made.teams}.items():
        for record in records:
            check(kind, record)
    for case in made.cases:
        check("case", public_case(case))


def test_demo_has_four_streets_and_parents_before_children(made: Demo) -> None:
    levels = Counter(area["level"] for area in made.areas)
    assert levels["street"] == 4
    assert levels["community"] == 13
    seen: set[str | None] = {None}
    for area in made.areas:
        assert area["parent"] in seen
        seen.add(area["code"])


def test_demo_sums_of_areas_agree(made: Demo) -> None:
    for area in made.areas:
        if area["level"] in {"street", "community"}:
            parts = [a for a in made.areas if a["parent"] == area["code"]]
            for size in ("households", "people"):
                assert sum(part[size] for part in parts) == area[size], area["name"]


def test_demo_dexinyuan_is_the_community_of_the_facts(made: Demo) -> None:
    area = next(a for a in made.areas if a["name"] == "德馨苑社区")
    grids = [a for a in made.areas if a["parent"] == area["code"]]
    workers = [c for grid in grids for c in grid["contacts"] if c["role"] == "网格员"]
    assert (area["households"], area["people"], len(workers)) == (1528, 3560, 13)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_demo_dexinyuan_half_year_comes_out(seed: int) -> None:
    made = made_with(seed)
    code = next(a["code"] for a in made.areas if a["name"] == "德馨苑社区")
    first, last = date(2026, 1, 1), date(2026, 6, 30)
    received = [
        case
        for case in made.cases
        if case["area"].startswith(code)
        and first <= case["received"].date() <= last
        and case["publication"] == "public"
    ]
    closed = [case for case in received if case["closed"] and case["closed"].date() <= last]
    assert (len(received), len(closed)) == (36, 29)
    assert {case["satisfaction"] for case in closed} == {"satisfied"}
    assert [c["state"] for c in received].count("in_progress") == 7
    assert f"{len(closed) / len(received):.1%}" == "80.6%"


def test_demo_every_coded_value_occurs(made: Demo) -> None:
    def values(name: str) -> set[Any]:
        return {case[name] for case in made.cases}

    assert values("state") == set(vocabulary.CASE_STATES)
    assert values("channel") == set(vocabulary.CHANNELS)
    assert values("case_class") >= set(vocabulary.CASE_CLASSES)
    assert values("satisfaction") == {*vocabulary.SATISFACTION, None}
    assert values("publication") == set(vocabulary.PUBLICATION_STATES)
    assert values("category") == {c["code"] for c in made.categories if c["parent"]}
    assert {area["level"] for area in made.areas} == set(vocabulary.AREA_LEVELS)


@pytest.mark.django_db
def test_some_drafts_of_the_demo_wait_for_an_editors_word(made: Demo) -> None:
    drafts = [case["content"] for case in made.cases if case["publication"] == "draft"]
    doubtful = [text for text in drafts if text.endswith(DOUBTS)]

    assert len(doubtful) == len(DOUBTS)
    assert all(review.note(factories.case(content=text)) for text in doubtful)


def test_demo_units_and_areas_of_cases_exist(made: Demo) -> None:
    units = {unit["name"] for unit in made.units}
    areas = {area["code"] for area in made.areas}
    for case in made.cases:
        assert case["unit"] in units | {""}
        assert case["area"] in areas
        assert {step["unit"] for step in case["progress"]} <= units


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_demo_dates_are_in_order(seed: int) -> None:
    for case in made_with(seed).cases:
        days = [case["received"].date(), *(step["date"] for step in case["progress"])]
        days += [case["closed"].date()] if case["closed"] else []
        assert days == sorted(days), case["title"]
        assert days[-1] <= date(2026, 10, 31), case["title"]
        assert case["received"].utcoffset().total_seconds() == 8 * 3600
        assert case["closed"] is None or case["closed"] > case["received"]


def test_demo_closed_states_have_a_closing_time(made: Demo) -> None:
    for case in made.cases:
        assert (case["closed"] is not None) == (case["state"] in vocabulary.CLOSED_STATES)


def test_demo_refusals_say_why_and_where_to_go(made: Demo) -> None:
    refused = [case for case in made.cases if case["state"] == "not_accepted"]
    assert len(refused) >= 7
    for case in made.cases:
        assert bool(case["refusal"]) == (case["state"] == "not_accepted")
    assert all(len(case["refusal"]) > 30 for case in refused)


def test_demo_has_overdue_and_long_cases(made: Demo) -> None:
    still_open = [case for case in made.cases if not case["closed"] and case["due"]]
    assert sum(case["due"] < date(2026, 10, 31) for case in still_open) >= 5
    assert max(len(case["progress"]) for case in made.cases) == 8
    long = max(made.cases, key=lambda case: len(case["progress"]))
    assert len({step["unit"] for step in long["progress"]}) >= 3


def test_demo_withdrawn_and_corrected_say_why(made: Demo) -> None:
    marked = Counter(case["publication"] for case in made.cases)
    assert (marked["withdrawn"], marked["corrected"]) == (2, 3)
    for case in made.cases:
        changed = case["publication"] in {"withdrawn", "corrected"}
        assert bool(case["publication_reason"]) == changed
        assert bool(case["publication_before"]) == (case["publication"] == "corrected")
        for name, text in case["publication_before"].items():
            assert case[name] != text


@pytest.mark.parametrize("seed", [1, 2])
def test_demo_reads_like_no_template(seed: int) -> None:
    cases = made_with(seed).cases
    assert 300 <= len(cases) <= 340
    for name in ("content", "measures"):
        assert Counter(case[name] for case in cases if case[name]).most_common(1)[0][1] <= 3
    steps = Counter(step["text"] for case in cases for step in case["progress"])
    assert steps.most_common(1)[0][1] <= 3
    texts = [case[name] for case in cases for name in ("title", "content", "measures", "refusal")]
    assert not re.search(r"[{}\[\]|]", "".join(texts))


def test_demo_numbers_and_slugs_are_unique(made: Demo) -> None:
    groups = {
        "ledger": [case["ledger_number"] for case in made.cases],
        "phone": [case["reporter_phone"] for case in made.cases if case["reporter_phone"]],
        "area": [area["code"] for area in made.areas],
        "unit": [unit["name"] for unit in made.units],
        "category": [category["code"] for category in made.categories],
        "slug": [page["slug"] for page in made.brands + made.teams],
    }
    for name, values in groups.items():
        assert len(values) == len(set(values)), name


def test_demo_plants_private_data_for_the_gate(made: Demo) -> None:
    named = [c for c in made.cases if re.search(r"1990000\d{4}|\d单元\d{3}室", c["content"])]
    assert len(named) >= 10
    assert all(re.fullmatch(r"(1990000\d{4})?", c["reporter_phone"]) for c in made.cases)


def test_demo_pages_have_real_bodies(made: Demo) -> None:
    assert len(made.brands) >= 12
    assert len(made.teams) >= 8
    for page in made.brands + made.teams:
        words = re.sub(r"<[^>]+>|\s", "", page["body_html"])
        assert 150 <= len(words) <= 500, page["slug"]
        opened = re.findall(r"<(\w+)>", page["body_html"])
        assert set(opened) <= set(ALLOWED)
        assert Counter(opened) == Counter(re.findall(r"</(\w+)>", page["body_html"]))


@pytest.mark.parametrize("seed", [1, 2])
def test_demo_volunteers_come_out_as_the_newspaper_printed(seed: int) -> None:
    made = made_with(seed)
    services = [one for one in made.volunteers.services if one["team"] == "aixin-lianmeng"]
    parts = [part for one in services for part in one["parts"]]
    assert (len(services), len(parts)) == (510, 6_965)
    assert sum(minutes for _number, minutes, _began in parts) == 16_804 * 60
    assert len(made.teams) == 27
    assert len(made.volunteers.members) > 400
