"""Activities on the built site: pages, lists, calendars and what search engines are told."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from publisher.build import build, build_full, current_root
from publisher.inspecting.check import check
from tests.site.records import BLOCKS, SETTINGS, Log, activity, case, number, page, tree


@pytest.fixture
def root(tmp_path: Path) -> Path:
    log = Log(tmp_path / "public.sqlite3")
    log.geography()
    log.collect("brand", "frog", page("frog"))
    log.save()
    build(log.store, tmp_path, SETTINGS, processes=1)
    weekly = {
        "rule": "FREQ=WEEKLY;UNTIL=20200630;BYDAY=WE",
        "days": ["2020-06-03", "2020-06-10", "2020-06-24"],
        "skipped": ["2020-06-17"],
    }
    log.collect("activity", "202006-000001", activity(1, title="四点半</script>课堂", **weekly))
    held = {"state": "held", "people": 35, "counts": {"books": 320}, "report": "共读一本书。"}
    log.collect("activity", "202006-000002", activity(2, starts="2020-06-05", ends=None, **held))
    open_ = {"state": "open", "sign_up": "form", "starts": "2020-07-01", "days": ["2020-07-01"]}
    log.collect("activity", "202006-000003", activity(3, brand=None, ends=None, **open_))
    log.collect("activity", "202006-000004", activity(4, state="cancelled"))
    log.save()
    build(log.store, tmp_path, SETTINGS, processes=1)
    build_full(log.store, tmp_path / "again", SETTINGS, processes=1)
    assert tree(current_root(tmp_path)) == tree(tmp_path / "again")
    return current_root(tmp_path)


def test_the_site_is_whole(root: Path) -> None:
    assert check(root) == []


def test_the_calendar_says_what_the_page_says(root: Path) -> None:
    for where in ("activities", "activities/brands/frog"):
        made = Calendar.from_ical((root / where / "calendar.ics").read_bytes())
        events = {str(one["uid"]): one for one in made.walk("VEVENT")}
        assert len(events) == (4 if where == "activities" else 3)
        weekly = next(one for one in events.values() if "rrule" in one)
        assert weekly.decoded("dtstart").isoformat() == "2020-06-03T16:30:00+08:00"
        assert weekly["rrule"]["BYDAY"] == ["WE"]
        # In UTC, the end of the last day in China.
        assert weekly["rrule"]["UNTIL"][0].isoformat() == "2020-06-30T15:59:59+00:00"
        whole_day = next(one for one in events.values() if one["summary"] == "读书会2")
        assert whole_day.decoded("dtstart").isoformat() == "2020-06-05"
        assert [one["status"] for one in events.values()].count("CANCELLED") == 1


def test_search_engines_read_an_event(root: Path) -> None:
    text = (root / "activities/2020/06/202006-000001.html").read_text()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text)
    assert found
    event: dict[str, Any] = json.loads(found[1])
    assert event["name"] == "四点半</script>课堂"
    assert event["startDate"] == "2020-06-03T16:30:00+08:00"
    assert event["eventSchedule"]["byDay"] == ["https://schema.org/Wednesday"]
    assert event["eventSchedule"]["repeatFrequency"] == "P1W"


def test_lists_hold_what_they_say(root: Path) -> None:
    def numbers(path: str) -> list[str]:
        return re.findall(r"(202006-\d{6})\.html", (root / path).read_text())

    assert numbers("activities/states/coming/index.html") == ["202006-000001", "202006-000003"]
    assert numbers("activities/programme/frog.reading/index.html") == ["202006-000002"]
    assert numbers("activities/months/2020-07/index.html") == ["202006-000003"]
    assert "320" in (root / "activities/brands/frog/index.html").read_text()


def test_only_an_open_activity_with_the_form_links_to_it(root: Path) -> None:
    link = 'href="../../../signup/202006-000003/"'
    assert link in (root / "activities/2020/06/202006-000003.html").read_text()
    assert "signup/" not in (root / "activities/2020/06/202006-000001.html").read_text()


def test_a_brands_figures_follow_the_records_they_count(tmp_path: Path) -> None:
    def figures() -> list[str]:
        text = (current_root(tmp_path) / "brands/frog.html").read_text()
        return re.findall(r'<dd><a href="([^"]+)">([\d,]+)</a></dd>', text)

    log = Log(tmp_path / "public.sqlite3")
    log.geography()
    log.collect("brand", "frog", page("frog", blocks=BLOCKS))
    log.save()
    build(log.store, tmp_path, SETTINGS, processes=1)
    for serial in range(1, 9):
        held = {"state": "held", "counts": {"books": 1290}}
        log.collect("activity", number(serial), activity(serial, **held))
    log.collect("case", number(1), case(1))
    log.save()
    assert build(log.store, tmp_path, SETTINGS, processes=1).kind == "incremental"
    assert figures() == [
        ("../activities/programme/frog.reading/index.html", "8"),
        ("../activities/brands/frog/index.html", "10,320"),
        ("../communities/410902001001/index.html", "1"),
    ]
    log.put("activity", number(1), None, "重复")
    log.put("case", number(2), case(2, state="in_progress", closed=None))
    build(log.store, tmp_path, SETTINGS, processes=1)
    assert [value for _, value in figures()] == ["7", "9,030", "1"]
    build_full(log.store, tmp_path / "again", SETTINGS, processes=1)
    assert tree(current_root(tmp_path)) == tree(tmp_path / "again")
    assert check(tmp_path / "again") == []
