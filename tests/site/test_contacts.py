"""The directory: who answers in each community and grid, the card, and what changes them."""

from __future__ import annotations

import re

import pytest

from publisher.build import build, current_root
from publisher.inspecting.check import check
from tests.site import civic
from tests.site.records import SETTINGS, Log, area

COMMUNITY, GRID = "410902001001", "410902001001001"
LEADER = {"name": "曹建国", "role": "网格长", "phone": "0393-5550026", "duty": "入户走访"}


@pytest.fixture
def site(tmp_path):
    """A log with a community and a grid that has a leader; returns (log, read)."""
    log = Log(tmp_path / "public.sqlite3")
    log.geography()
    log.collect("area", GRID, area(GRID, "第一网格", "grid", contacts=[LEADER]), "更正")

    def read(path: str) -> str:
        log.save()
        build(log.store, tmp_path, SETTINGS, processes=1)
        return (current_root(tmp_path) / path).read_text(encoding="utf-8")

    read.home = tmp_path
    return log, read


def test_a_community_names_its_grids_and_what_is_near(site):
    log, read = site
    log.collect("nearby", "2020-0001", civic.nearby("2020-0001", 9, title="远药店"))
    log.collect("nearby", "2020-0002", civic.nearby("2020-0002", 2, title="近药店"))

    page = read(f"contacts/{COMMUNITY}.html")

    assert "曹建国" in page and "tel:0393-5550026" in page and "入户走访" in page
    assert page.index("近药店") < page.index("远药店")
    assert f'href="{GRID}.html"' in page
    assert f'href="{COMMUNITY}.html"' in read("contacts/index.html")
    assert f'href="../../contacts/{COMMUNITY}.html"' in read(f"communities/{COMMUNITY}/index.html")


def test_a_card_has_the_numbers_and_a_code_that_leads_to_it(site):
    log, read = site
    log.collect("nearby", "2020-0001", civic.nearby("2020-0001", 2, title="近药店"))

    card = read(f"contacts/{GRID}.html")

    assert "曹建国" in card and "12345" in card and "近药店" in card
    assert re.search(r"<svg[^>]* class=\"qr\"", card)
    assert f"{SETTINGS.base_url}contacts/{GRID}.html" in card
    assert f"contacts/{GRID}.html" in read("sitemaps/lists.xml")


def test_a_card_follows_its_records_and_goes_with_its_grid(site):
    log, read = site
    log.collect("nearby", "2020-0001", civic.nearby("2020-0001", 2, title="近药店"))
    assert "近药店" in read(f"contacts/{GRID}.html")

    log.collect("nearby", "2020-0001", None, "关门")
    log.collect("area", COMMUNITY, area(COMMUNITY, "新名社区", "community"), "更名")
    card = read(f"contacts/{GRID}.html")
    assert "近药店" not in card and "新名社区" in card

    log.collect("area", GRID, None, "撤并")
    read("contacts/index.html")
    assert not (current_root(read.home) / f"contacts/{GRID}.html").exists()
    assert [one for one in check(current_root(read.home)) if one.rule != "orphan"] == []


def test_a_service_nearby_leaves_the_pages_of_other_communities_as_they_are(site):
    log, read = site
    other = "contacts/410902001002.html"
    before = read(other)

    log.collect("nearby", "2020-0001", civic.nearby("2020-0001", 2))  # its street has a list too

    assert "2020-0001" in read("nearby/communities/410902001/index.html")
    assert read(other) == before
