"""What a newspaper printed of a team comes out of generated records, page by page."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any

import pytest

from cms.cli.demo.volunteers import FAMOUS
from publisher.build import build, current_root
from publisher.inspecting.check import check
from tests.cms.cli.demo.test_demo import made_with
from tests.site.records import SETTINGS, Log
from tests.site.volunteers import service, team


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the services of two teams that the demo generates."""
    home = tmp_path_factory.mktemp("figures")
    log = Log(home / "public.sqlite3")
    log.geography()
    made = made_with(random.randrange(1000))
    chosen = {
        FAMOUS,
        next(one["team"] for one in made.volunteers.services if one["team"] != FAMOUS),
    }
    for slug in sorted(chosen):
        log.collect("team", slug, team(slug, title=slug))
    for serial, one in enumerate(made.volunteers.services):
        if one["team"] in chosen:
            number = f"{one['day']:%Y%m}-{800_001 + serial}"
            log.collect("service", number, _record(serial, number, one))
    log.save()
    build(log.store, home, SETTINGS)
    return current_root(home)


def _record(serial: int, number: str, one: dict[str, Any]) -> dict[str, Any]:
    credit = sum(minutes for _member, minutes, began in one["parts"] if began)
    honour = sum(minutes for _member, minutes, began in one["parts"] if not began)
    return service(
        serial, number=number, title=one["title"], team=one["team"], kind=one["kind"],
        date=one["day"].isoformat(), people=len(one["parts"]), minutes=credit + honour,
        credit_minutes=credit, honour_minutes=honour, names=[],
    )  # fmt: skip


def _figures(page: str) -> dict[str, tuple[str, str]]:
    """Return value and link of each figure by its label."""
    block = re.search(r'<dl class="figures">(.*?)</dl>', page, re.DOTALL)
    found = re.findall(
        r'<dt>([^<]+)</dt><dd><a href="([^"]+)">(.*?)</a>', block[1] if block else ""
    )
    return {label: (re.sub(r"<[^>]+>", "", value), url) for label, url, value in found}


def _pages_of(first: Path) -> list[Path]:
    """Return all pages of a list, by the link to older ones."""
    pages, path = [], first.resolve()
    while path not in pages:
        pages.append(path)
        older = re.search(r'<a class="older" href="([^"]+)"', path.read_text())
        path = (path.parent / older[1]).resolve() if older else path
    return pages


def test_510_activities_6965_participations_16804_hours(root: Path) -> None:
    told = _figures((root / f"teams/{FAMOUS}.html").read_text())
    assert {label: value for label, (value, _url) in told.items() if label != "队员"} | {
        "信用时": "",
        "荣誉时": "",
    } == {"服务": "510", "参与人次": "6,965", "时长": "16,804小时", "信用时": "", "荣誉时": ""}
    [url] = {url for _value, url in told.values()}

    people, hours, seen = 0, 0, set()
    for listed in _pages_of(root / "teams" / url):
        for link in re.findall(r'<h2><a href="([^"]+)"', listed.read_text()):
            path = (listed.parent / link).resolve()
            page = path.read_text()
            seen.add(path)
            people += int(re.search(r"<dt>人数</dt><dd>(\d+)", page)[1])
            time = re.search(r"<dt>时长</dt><dd>(\d+)<small>小时(?:(\d+)分)?", page)
            hours += int(time[1]) * 60 + int(time[2] or 0)
    assert (len(seen), people, hours) == (510, 6_965, 16_804 * 60)


def test_every_figure_says_what_its_list_says(root: Path) -> None:
    assert [problem for problem in check(root) if problem.rule == "figure"] == []
