"""Every kind of page, as people meet it: on a phone, on a desk, in the dark, by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from publisher.build import current_root
from tests.site.records import number
from tests.site_web.conftest import CORRECTED, WITHDRAWN

CASE = f"/cases/2020/06/{number(1)}.html"
PAGES = {
    "home": "/",
    "case": CASE,
    "tombstone": f"/cases/2020/06/{number(WITHDRAWN)}.html",
    "list": "/communities/410902001001/",
    "months": "/months/",
    "brands": "/brands/",
    "brand": "/brands/frog.html",
    "activities": "/activities/",
    "activity": f"/activities/2020/06/{number(1)}.html",
    "star": "/stars/410902001003-2025.html",
    "about": "/about.html",
    "verify": f"/verify.html?number={number(CORRECTED)}",
    "corrections": "/corrections/",
    "versions": f"/cases/2020/06/{number(CORRECTED)}/versions.html",
    "missing": "/missing.html",
    "search": "/search?q=" + quote("路灯 状态:done"),
    "search help": "/search.html",
    "search fault": "/search?q=" + quote('"没有引号'),
}


@contextmanager
def _open(browser: Browser, url: str, **context: Any) -> Iterator[Page]:
    made = browser.new_context(locale="zh-CN", **context)
    page = made.new_page()
    # The driver's own deadline is kept generous: the machine may be busy, the page is not judged.
    page.set_default_timeout(60_000)
    page.goto(url)
    yield page
    made.close()


@pytest.mark.parametrize("name", PAGES)
def test_page_fits_its_screen_and_is_accessible(inspected: Page, address: str, name: str) -> None:
    inspected.set_viewport_size({"width": 320, "height": 740})
    inspected.emulate_media(color_scheme="light")
    inspected.goto(address + PAGES[name])
    _check(inspected, {})
    # Colours alone differ in the dark.
    inspected.set_viewport_size({"width": 1280, "height": 740})
    inspected.emulate_media(color_scheme="dark")
    _check(inspected, {"runOnly": ["color-contrast"]})


def _check(page: Page, options: dict[str, Any]) -> None:
    width = page.evaluate("innerWidth")
    assert page.evaluate("document.documentElement.scrollWidth") <= width, width
    found = Axe().run(page, options={"resultTypes": ["violations"], **options})
    assert found.violations_count == 0, f"{width}: {found.generate_report()}"


def test_nothing_on_any_page_breaks_the_content_policy(browser: Browser, address: str) -> None:
    with _open(browser, address) as page:
        faults: list[str] = []
        page.on("console", lambda message: faults.append(message.text))
        for name, path in PAGES.items():
            faults.clear()
            page.goto(address + path)
            assert [text for text in faults if "Content Security Policy" in text] == [], name


def test_search_is_reached_and_used_by_keyboard_alone(browser: Browser, address: str) -> None:
    with _open(browser, address) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
        page.keyboard.press("Enter")
        for _ in range(3):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.name") == "q":
                break
        page.keyboard.type("路灯")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?q=*")
        assert page.locator("ol.cases li").count() > 0


def test_all_works_without_scripts(browser: Browser, address: str) -> None:
    with _open(browser, address, java_script_enabled=False) as page:
        page.fill("#q", "路灯")
        page.click("form button")
        assert page.locator("mark").count() > 0
        page.click("ol.cases li:first-child a")
        assert page.locator(".walls h2").count() == 5


def test_five_public_items_are_printed_in_order_with_number(browser: Browser, address: str) -> None:
    with _open(browser, address + CASE) as page:
        page.emulate_media(media="print")
        tops = page.eval_on_selector_all(
            ".walls h2", "all => all.map(item => item.getBoundingClientRect().top)"
        )
        assert len(tops) == 5
        assert tops == sorted(tops)
        assert not page.locator(".top nav, .foot, .proof .button").filter(visible=True).count()
        assert number(1) in page.locator(".cite").inner_text()


def test_pages_keep_their_weight(home: Path) -> None:
    root = current_root(home)
    sizes = {path.relative_to(root).as_posix(): path.stat().st_size for path in root.rglob("*")}

    # One sheet for all kinds of pages, kept by the browser; a third of this when compressed.
    assert max(size for name, size in sizes.items() if name.endswith(".css")) <= 20 * 1024
    for name, size in sizes.items():
        if name.endswith(".html"):
            assert size <= (10 if "/20" in name and name.startswith("cases/") else 40) * 1024, name


def test_suggestions_come_while_typing(browser: Browser, address: str) -> None:
    with _open(browser, address + "/search.html") as page:
        page.type("#q", "路灯")
        page.wait_for_selector("#hints option", state="attached")
