"""A reader checks a case against the signed log, in the browser."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from waitress import create_server

from cms.volunteers.certificates.models import proof_of
from publisher.build import build, current_root
from publisher.transparency.notes import new_signer
from publisher.web.app import make_app
from search.engines.sqlite import SqliteEngine
from tests.site import civic, volunteers
from tests.site.records import SETTINGS, Log, area, case, number, page

SIGNED = replace(SETTINGS, signer=new_signer("example.org/wall/log"))
FIRST, LAST = 1, 9
WISH = "2020-150001"
PAPER, CODE = "202006-000001-9", "c55155a2c41e399c"
# As on a site without https, where browsers keep their own SHA-256 back.
NO_CRYPTO = "Object.defineProperty(globalThis, 'crypto', {value: undefined})"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a site whose log needs two levels of tiles."""
    home = tmp_path_factory.mktemp("verify")
    log = Log(home / "public.sqlite3")
    log.geography()
    log.collect("case", number(FIRST), case(FIRST))
    for turn in range(600):
        log.collect("area", "410902", area("410902", f"华龙区{turn}", "district"), "更名")
    log.collect("case", number(LAST), case(LAST))
    log.collect("wish", WISH, civic.wish(WISH, "adopted"))
    log.collect("wish", WISH, civic.wish(WISH, "fulfilled"), "心愿已达成")
    log.collect("brand", "frog", page("frog"))
    log.collect("team", "love", volunteers.team("love"))
    proof = proof_of(PAPER, "欧阳小苗", 120, CODE)
    log.collect("certificate", PAPER, volunteers.certificate(PAPER, "love", proof=proof))
    log.save()
    build(log.store, home, SIGNED, processes=1)
    return home


@pytest.fixture(scope="module")
def served(site: Path) -> Iterator[str]:
    """The address of that site."""
    engine = SqliteEngine(site / "public.sqlite3")
    app = make_app(lambda: current_root(site), engine, SIGNED)
    server = create_server(app, host="127.0.0.1", port=0, threads=4)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()


@contextmanager
def _verdict(browser: Browser, url: str, script: str = "") -> Iterator[Page]:
    """Open a page and wait for its verdict."""
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    if script:
        page.add_init_script(script)
    page.set_default_timeout(60_000)
    page.goto(url)
    page.wait_for_selector('[data-step="verdict"]:visible, [data-step="failed"]:visible')
    yield page
    context.close()


def _steps(page: Page) -> dict[str, str]:
    """Return how each visible step ended."""
    return {
        item.get_attribute("data-step") or "": item.locator("[data-when]:visible").get_attribute(
            "data-when"
        )
        or ""
        for item in page.locator("[data-step]:visible").all()
    }


def _check_of(browser: Browser, url: str) -> str:
    """Return where a record's page leads to have it checked."""
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    page.goto(url)
    address = page.eval_on_selector('a[href*="verify.html?"]', "link => link.href")
    context.close()
    return str(address)


RIGHT = {"record": "yes", "signature": "yes", "tree": "yes", "verdict": "yes"}


@pytest.mark.parametrize("serial", [FIRST, LAST])
def test_case_page_leads_to_a_check_that_succeeds(
    browser: Browser, served: str, serial: int
) -> None:
    address = _check_of(browser, f"{served}/cases/2020/06/{number(serial)}.html")

    with _verdict(browser, address) as page:
        assert _steps(page) == RIGHT


@pytest.mark.parametrize("path", [f"wishes/{WISH}.html", "brands/frog.html"])
def test_page_of_any_kind_leads_to_a_check_that_succeeds(
    browser: Browser, served: str, path: str
) -> None:
    address = _check_of(browser, f"{served}/{path}")

    with _verdict(browser, address) as page:
        assert _steps(page) == RIGHT
    with _verdict(browser, f"{served}/verify.html?number={served}/{path}") as page:
        assert _steps(page) == RIGHT


def test_record_under_the_address_of_another_kind_is_noticed(
    browser: Browser, served: str, site: Path
) -> None:
    wish = current_root(site) / f"wishes/{WISH}.json"
    other = current_root(site) / f"meetings/{WISH}.json"
    other.write_bytes(wish.read_bytes())
    try:
        with _verdict(browser, f"{served}/verify.html?number=meetings/{WISH}&entry=1") as page:
            assert (_steps(page)["record"], _steps(page)["verdict"]) == ("no", "no")
    finally:
        other.unlink()


@pytest.mark.parametrize("written", [number(LAST), WISH])
def test_number_alone_is_enough(browser: Browser, served: str, written: str) -> None:
    with _verdict(browser, f"{served}/verify.html?number={written}") as page:
        assert _steps(page) == RIGHT


def test_without_the_browsers_cryptography_only_the_signature_stays_open(
    browser: Browser, served: str
) -> None:
    address = f"{served}/verify.html?number={number(FIRST)}"
    with _verdict(browser, address, NO_CRYPTO) as page:
        assert _steps(page) == {**RIGHT, "signature": "unknown"}


@pytest.mark.parametrize(
    ("name", "old", "new", "step"),
    [
        (f"cases/2020/06/{number(FIRST)}.json", "路灯".encode(), "灯路".encode(), "tree"),
        ("log/checkpoint", b"=\n\n", b"=\nmore\n\n", "signature"),
        ("log/tile/0/000", b"", b"\0", "tree"),
    ],
)
def test_whatever_was_tampered_with_is_noticed(
    browser: Browser, served: str, site: Path, name: str, old: bytes, new: bytes, step: str
) -> None:
    path = current_root(site) / name
    content = path.read_bytes()
    path.write_bytes(content.replace(old, new, 1) if old else new + content[1:])
    try:
        with _verdict(browser, f"{served}/verify.html?number={number(FIRST)}") as page:
            steps = _steps(page)
    finally:
        path.write_bytes(content)

    assert (steps[step], steps["verdict"]) == ("no", "no")


def test_missing_case_is_said_to_be_missing(browser: Browser, served: str) -> None:
    with _verdict(browser, f"{served}/verify.html?number=202001-000001") as page:
        assert _steps(page) == {"failed": "yes"}


def test_without_scripts_the_page_says_what_to_do(browser: Browser, served: str) -> None:
    context = browser.new_context(locale="zh-CN", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}/verify.html?number={number(FIRST)}")
    text = page.locator("main").inner_text()
    context.close()

    assert f"--key {SIGNED.signer.verifier}" in text if SIGNED.signer else False
    assert "huiyinbi log verify https://example.org/wall/" in text


@pytest.mark.parametrize("script", ["", NO_CRYPTO])
def test_a_paper_is_checked_by_its_number_name_and_code(
    browser: Browser, served: str, script: str
) -> None:
    context = browser.new_context(locale="zh-CN", viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.add_init_script(script)
    page.goto(f"{served}/certificates/index.html")

    def ask(number: str) -> None:
        page.fill("#number", number)
        page.click("#certificate-number button")

    ask("202006-00001")
    assert "不是证明编号" in page.inner_text("[data-when]:visible")
    ask("202006-000002-7")
    page.wait_for_selector("[data-when=unknown]:visible")
    ask(" ２０２００６－０００００１－９ ")
    page.wait_for_url(f"**/certificates/2020/06/{PAPER}.html")

    for name, code, verdict in (
        ("欧阳小苗", "C551 55a2 c41e 399c", "yes"),
        ("欧阳小喵", CODE, "no"),
        ("欧阳小苗", CODE.replace("c", "0"), "no"),
        (" 欧阳小苗 ", f" {CODE}", "yes"),
    ):
        page.fill("#name", name)
        page.fill("#code", code)
        page.click("#certificate-paper button")
        page.wait_for_selector(f"[data-when={verdict}]:visible")
        assert page.locator("[data-when]:visible").count() == 1
    context.close()
