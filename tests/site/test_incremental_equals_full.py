"""Whatever happens to the records, catching up gives the bytes a rebuild would give."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from publisher.browsersearch import layout
from publisher.browsersearch.layout import FOLDER, layout_of
from publisher.build import build, build_full, current_root
from publisher.inspecting.check import check
from tests.site.civic import civic_changes
from tests.site.notes import note, note_key, notes
from tests.site.records import (
    SETTINGS,
    Log,
    activity,
    area,
    case,
    category,
    number,
    page,
    picture,
    star,
    tree,
)
from tests.site.volunteers import certificate, plan, planned, service, team

__all__ = ["notes"]  # the fixture that makes them a kind
COMMUNITIES = ("410902001001001", "410902001002001", "410902001003", "410902001")
STATES = ("registered", "in_progress", "done", "not_accepted", "returned", "reopened")
Change = tuple[str, str, dict[str, Any] | None]


@st.composite
def case_changes(draw: DrawFn) -> Change:
    serial = draw(st.integers(1, 12))
    shown = draw(st.lists(st.sampled_from(["one", "two"]), max_size=2, unique=True))
    if draw(st.integers(0, 5)) == 0:
        return "case", number(serial), None
    state = draw(st.sampled_from(STATES))
    fields = {
        "title": f"标题{draw(st.integers(0, 3))}",
        "pictures": shown,
        "area": draw(st.sampled_from(COMMUNITIES)),
        "category": draw(st.sampled_from(["city", "city.lamp", "life", None, "unknown"])),
        "state": state,
        "received": f"2020-{draw(st.sampled_from(['05', '06']))}-03T09:00:00+08:00",
        "closed": "2020-06-05T18:00:00+08:00" if state == "done" else None,
        "satisfaction": draw(st.sampled_from(["satisfied", "not_reached", None])),
    }
    return "case", number(serial), case(serial, **fields)


@st.composite
def name_changes(draw: DrawFn) -> Change:
    kind = draw(st.sampled_from(["area", "category", "brand", "team"]))
    gone = draw(st.integers(0, 4)) == 0
    name = draw(st.sampled_from(["甲", "乙", "丙"]))
    order = draw(st.integers(1, 2))
    if kind == "area":
        code = draw(st.sampled_from(["410902001", "410902001001", "410902001002001"]))
        level = {9: "street", 12: "community", 15: "grid"}[len(code)]
        return kind, code, None if gone else area(code, name, level, order=order)
    if kind == "category":
        code = draw(st.sampled_from(["city", "city.lamp", "life", "new", "city.new"]))
        return kind, code, None if gone else category(code, name, order=order)
    slug = draw(st.sampled_from(["frog", "reading"]))
    where = draw(st.sampled_from(COMMUNITIES))
    return kind, slug, None if gone else page(slug, title=name, area=where, order=order)


@st.composite
def note_changes(draw: DrawFn) -> Change:
    serial = draw(st.integers(1, 6))
    if draw(st.integers(0, 4)) == 0:
        return "note", note_key(serial), None
    fields = {
        "title": f"条{draw(st.integers(0, 1))}",
        "area": draw(st.sampled_from([*COMMUNITIES, ""])),
        "day": f"2020-0{draw(st.integers(5, 6))}-0{draw(st.integers(1, 3))}",
        "mood": draw(st.sampled_from(["good", "bad"])),
        "brand": draw(st.sampled_from(["frog", "reading", ""])),
        "people": draw(st.integers(0, 3)),
    }
    return "note", note_key(serial), note(serial, **fields)


@st.composite
def dated_changes(draw: DrawFn) -> Change:
    kind = draw(st.sampled_from(["activity", "certificate", "plan", "service", "star", "team"]))
    serial, where = draw(st.integers(1, 4)), draw(st.sampled_from(COMMUNITIES))
    slug = draw(st.sampled_from(["frog", "reading"]))
    community, year = f"41090200100{1 + serial % 3}", 2018 + serial
    month = f"2020-0{draw(st.integers(5, 6))}"
    keys = {
        "certificate": f"{number(serial)}-9",
        "star": f"{community}-{year}",
        "team": slug,
        "plan": f"{slug}-{month}",
    }
    key = keys.get(kind, number(serial))
    if draw(st.integers(0, 4)) == 0:
        return kind, key, None
    day = f"2020-0{draw(st.integers(5, 6))}-0{draw(st.integers(1, 3))}"
    made = {
        "activity": lambda: activity(
            serial,
            area=where,
            brand=draw(st.sampled_from([slug, ""])),
            starts=f"{day}T16:30:00+08:00",
            ends=f"{day}T18:00:00+08:00",
            days=[day],
            state=draw(st.sampled_from(["planned", "open", "held", "cancelled"])),
            people=draw(st.integers(0, 9)),
        ),
        "certificate": lambda: certificate(key, slug, area=where, minutes=60 * serial),
        "service": lambda: service(serial, team=slug, area=where, date=day),
        "plan": lambda: plan(
            slug,
            month,
            area=where,
            items=[planned(draw(st.sampled_from([None, f"{month}-05"])), station=f"站{serial}")],
        ),
        "star": lambda: star(community, year, draw(st.integers(1, 5))),
        "team": lambda: team(slug, title=f"队{serial}", area=where),
    }
    return kind, key, made[kind]()


changes_of_all = st.one_of(
    *(case_changes(), name_changes(), note_changes(), note_changes()),
    *(civic_changes(), dated_changes(), dated_changes()),
)
batches = st.lists(
    st.lists(changes_of_all, max_size=6),
    min_size=1,
    max_size=4,
)


def _apply(log: Log, change: Change, home: Path) -> None:
    kind, key, record = change
    if record and "pictures" in record:
        files = [picture(home, name.encode()) for name in record["pictures"]]
        record = {**record, "pictures": files}
    log.collect(kind, key, record, "复核后更正" if record else "涉及隐私")


@pytest.fixture
def few_documents(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Make the search index outgrow its files at 4 documents, and at each doubling of them."""
    monkeypatch.setattr(layout, "_DOCUMENTS_A_SHARD", 1)
    monkeypatch.setattr(layout, "_LEAST_SHARDS", 4)
    monkeypatch.setattr(layout, "_YOUNG", 1)
    layout_of.cache_clear()
    yield
    layout_of.cache_clear()


@settings(max_examples=20, suppress_health_check=list(HealthCheck))
@given(batches)
@pytest.mark.usefixtures("notes", "few_documents")
def test_random_changes_give_the_bytes_of_a_rebuild(changes: list[list[Change]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        log = Log(home / "public.sqlite3")
        log.geography()
        build(log.store, home, SETTINGS, processes=1)
        for batch in changes:
            for change in batch:
                _apply(log, change, home)
            log.save()
            report = build(log.store, home, SETTINGS, processes=1)
            assert report.kind == ("incremental" if batch else "nothing")
        build_full(log.store, home / "again", replace(SETTINGS, home=home), processes=1)
        assert tree(current_root(home)) == tree(home / "again")
        # A withdrawn area without cases keeps its address, but nothing links there.
        assert [one for one in check(home / "again") if one.rule != "orphan"] == []


def addresses(root: Path) -> set[str]:
    """Return the files that somebody may have a link to."""
    return {path for path in tree(root) if not path.startswith(FOLDER)}


@settings(max_examples=4, suppress_health_check=list(HealthCheck))
@given(st.integers(1, 130), st.integers(0, 120), st.randoms(use_true_random=False))
def test_long_lists_with_holes_and_packing(count: int, leaving: int, random: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        log = Log(home / "public.sqlite3")
        log.geography()
        for serial in range(1, count + 150):
            log.collect("case", number(serial), case(serial, state="in_progress", closed=None))
        log.save()
        build(log.store, home, SETTINGS, processes=1)
        served = addresses(current_root(home))
        for serial in random.sample(range(1, count + 150), leaving):
            log.collect("case", number(serial), case(serial), "办结")
        for serial in random.sample(range(1, count + 150), leaving // 3):
            log.collect("case", number(serial), None, "涉及隐私")
        log.save()
        build(log.store, home, SETTINGS, processes=1)
        build_full(log.store, home / "again", SETTINGS, processes=1)
        assert tree(current_root(home)) == tree(home / "again")
        assert served <= addresses(home / "again")


@settings(max_examples=4, suppress_health_check=list(HealthCheck))
@given(st.integers(150, 200), st.integers(60, 140), st.randoms(use_true_random=False))
@pytest.mark.usefixtures("notes")
def test_long_lists_of_items(count: int, leaving: int, random: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        log = Log(home / "public.sqlite3")
        log.geography()
        for serial in range(1, count + 1):
            log.collect("note", note_key(serial), note(serial))
        log.save()
        build(log.store, home, SETTINGS, processes=1)
        served = addresses(current_root(home))
        for serial in random.sample(range(1, count + 1), leaving):
            log.collect("note", note_key(serial), note(serial, mood="bad", brand=""), "更正")
        for serial in random.sample(range(1, count + 1), leaving):
            log.collect("note", note_key(serial), None, "涉及隐私")
        log.save()
        build(log.store, home, SETTINGS, processes=1)
        build_full(log.store, home / "again", SETTINGS, processes=2)
        assert tree(current_root(home)) == tree(home / "again")
        assert served <= addresses(home / "again")
        assert check(home / "again") == []


@pytest.mark.usefixtures("notes")
def test_a_renamed_item_is_renamed_wherever_it_is_printed(tmp_path: Path) -> None:
    log = Log(tmp_path / "public.sqlite3")
    log.geography()
    log.collect("brand", "frog", page("frog", title="小青蛙"))
    for serial in range(1, 4):
        log.collect("note", note_key(serial), note(serial))
    log.save()
    build(log.store, tmp_path, SETTINGS, processes=1)
    log.put("brand", "frog", page("frog", title="大青蛙"), "更名")
    assert build(log.store, tmp_path, SETTINGS, processes=1).kind == "incremental"
    build_full(log.store, tmp_path / "again", SETTINGS, processes=1)
    assert tree(current_root(tmp_path)) == tree(tmp_path / "again")
