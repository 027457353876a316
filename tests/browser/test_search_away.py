"""A server whose search is away: the page answers in the browser, and says so."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from playwright.sync_api import Browser
from waitress import create_server

from publisher.build import current_root
from publisher.web.app import make_app
from search.engine import EngineUnavailable
from tests.site_web.conftest import SETTINGS, home

__all__ = ["home"]  # a fixture of the test here

pytestmark = pytest.mark.browser


def _away(*args: Any, **kwargs: Any) -> NoReturn:
    raise EngineUnavailable("stopped")


class Away:
    """An engine that answers nothing."""

    name = "away"
    cursor = apply = search = scroll = suggest = similar = document = health = _away


@pytest.fixture(scope="module")
def away(home: Path) -> Iterator[str]:
    """Return the address of a site whose search is away."""
    app = make_app(lambda: current_root(home), Away(), SETTINGS)
    server = create_server(app, host="127.0.0.1", port=0, threads=2)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}/"
    server.close()


def test_the_page_of_a_search_that_is_away_finds_in_the_browser(
    browser: Browser, away: str
) -> None:
    page = browser.new_page(locale="zh-CN")
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.goto(f"{away}search.html?q=電梯")
    page.wait_for_selector("#answer[data-state=done] mark")

    assert "/search?q=" in page.url  # the server was asked first
    assert page.locator("#answer mark").first.inner_text() == "电梯"
    assert page.locator(".wrong").first.is_visible()
    assert [text for text in faults if "Content Security Policy" in text] == []
    page.close()
