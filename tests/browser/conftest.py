"""The small site of tests/site_web, served on loopback to a real Chromium."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from waitress import create_server

from publisher.build import current_root
from publisher.web.app import make_app
from search.engines.sqlite import SqliteEngine
from tests.site_web.conftest import SETTINGS, engine, home

__all__ = ["engine", "home"]  # fixtures of the tests here

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


@pytest.fixture(scope="session")
def address(home: Path, engine: SqliteEngine) -> Iterator[str]:
    """Return the URL of the running site."""
    app = make_app(lambda: current_root(home), engine, SETTINGS)
    server = create_server(app, host="127.0.0.1", port=0, threads=2)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()


@pytest.fixture(scope="session")
def browser(chromium: Path) -> Iterator[Browser]:
    """Return one browser for all tests."""
    with pytest.MonkeyPatch.context() as environment, sync_playwright() as playwright:
        # Playwright leaves a loop in this thread; Django would think later tests part of it.
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        made = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield made
        made.close()


@pytest.fixture(scope="session")
def inspected(browser: Browser) -> Iterator[Page]:
    """Return one page into which the checker may be put, whatever the site's policy says."""
    context = browser.new_context(bypass_csp=True, locale="zh-CN")
    yield context.new_page()
    context.close()
