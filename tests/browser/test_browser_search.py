"""The search with the server away: plain files, a real browser, the server's own members."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, Route

from cms.cli.demo.data import demo
from publisher.build import build, current_root
from publisher.settings import SiteSettings
from search.engines.sqlite import SqliteEngine
from search.query import QueryError, parse
from search.synonyms import default_lines, load_synonyms
from tests.search.test_judged_queries import JUDGED, read
from tests.site.records import Log, area, case, category, number

pytestmark = pytest.mark.browser
#: A group of an office's own, as the CMS writes it.
OWN_WORDS = "升降机 电梯\n"
SETTINGS = SiteSettings(office="文化路街道办事处", synonyms=OWN_WORDS)
STATES = ("done", "in_progress", "not_accepted")
#: Queries about the language itself, beside the judged ones.
LANGUAGE = [
    '"充电桩"', '"公共晒台被"', "充电 -电梯", "-物业", "-小区 -电梯", "状态:已办结",
    "状态:办结 充电", "-状态:已办结", "state:in_progress", "满意度:满意 路灯", "渠道:热线",
    "2020-03..2020-04",
    "2020-05..", "..2020-03-31 电梯", "受理:2020-04", "办结:2020-05..2020-06 小区", "单位:社区",
    "kind:case", "类型:品牌", "編號:202006-000003", "编号:202006-000003", "202006-000003", "７号楼",
    "七号楼", "社区:没有", "分类:没有", "a", "老", "电，梯", "一户一表", "电动车在楼道里充电怎么办",
    "不存在的词语组合鹧鸪", '电梯 "不存在鸬鹚"', "满意度:没有这个", "3号楼 电梯", "升降机",
    "加装升降机",
]  # fmt: skip


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Keep still."""


class Plain:
    """The demo's records as a site on plain file hosting, beside the engine of the server."""

    def __init__(self, folder: Path) -> None:
        log = Log(folder / "public.sqlite3")
        made = demo()
        self.words: set[str] = set()
        for one in made.areas:
            log.collect("area", one["code"], area(one["code"], one["name"], one["level"]))
        for one in made.categories:
            log.collect("category", one["code"], category(one["code"], one["name"]))
        for serial, one in enumerate(made.cases, 1):
            fields = {
                name: one[name] for name in ("title", "content", "measures", "category", "area")
            }
            state = STATES[serial % 3]
            day = f"2020-{serial % 5 + 2:02d}-{serial % 27 + 1:02d}"
            fields |= {
                "ledger_number": one["ledger_number"],
                "state": state,
                "unit": f"{serial % 3}社区",
            }
            fields |= {"received": f"{day}T09:00:00+08:00"}
            if state != "done":
                fields |= {"closed": None, "satisfaction": None}
            log.collect("case", number(serial), case(serial, **fields))
        for serial in (3, 9, 40):
            log.collect("case", number(serial), None, "涉及隐私")
        log.collect(
            "case", number(12), case(12, title="更正后的电梯标题", content="换了内容"), "复核后更正"
        )
        log.save()
        build(log.store, folder, SETTINGS, processes=1)
        own = load_synonyms([*default_lines(), *OWN_WORDS.splitlines()])
        self.engine = SqliteEngine(folder / "public.sqlite3", lambda: own)
        self.engine.apply(log.store.entries())
        log.store.close()
        self.root = current_root(folder)

    def members(self, query: str) -> tuple[set[str], bool, str] | None:
        """Return (keys, relaxed, corrected) of the server's answer, None for a faulty query."""
        try:
            parsed = parse(query)
        except QueryError:
            return None
        answer = self.engine.search(parsed, facets=False)
        keys = {item.number for item in self.engine.scroll(parsed)}
        return keys, answer.relaxed, answer.corrected


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Plain:
    """Return the site."""
    return Plain(tmp_path_factory.mktemp("plain"))


@contextmanager
def serving(root: Path) -> Iterator[str]:
    """Give the address of a server of plain files."""
    handler = functools.partial(QuietHandler, directory=str(root))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def hosting(plain: Plain) -> Iterator[str]:
    """Return the address of the site."""
    with serving(plain.root) as address:
        yield address


@pytest.fixture(scope="module")
def searching(browser: Browser, hosting: str) -> Iterator[Page]:
    """Return the search page, ready for many queries."""
    page = browser.new_page(locale="zh-CN")
    page.goto(f"{hosting}search.html")
    page.wait_for_function("() => globalThis.siteSearch")
    yield page
    page.close()


ASK = """queries => Promise.all(queries.map(async (q) => {
  try {
    const found = await siteSearch(q, { size: 1e6, first: 1e6 });
    const keys = found.items.map((item) => item[1]);
    return { keys, relaxed: found.relaxed, mended: found.mended[0] || "", total: found.total };
  } catch (error) { return { fault: error.position ?? String(error) }; }
}))"""


def disagreements(page: Page, plain: Plain, queries: list[str]) -> list[tuple[str, Any, Any]]:
    """Return the queries that browser and server answer with other members."""
    wrong = []
    for query, mine in zip(queries, page.evaluate(ASK, queries), strict=True):
        theirs = plain.members(query)
        if theirs is None:
            if not isinstance(mine.get("fault"), int):
                wrong.append((query, mine, "a fault"))
            continue
        keys, relaxed, corrected = theirs
        if corrected or mine.get("mended"):  # each mends with the words it has learned
            continue
        if "fault" in mine or set(mine["keys"]) != keys or mine["relaxed"] != relaxed:
            wrong.append((query, mine, theirs))
        elif mine["total"] != len(keys):
            wrong.append((query, mine["total"], len(keys)))
    return wrong


def test_the_offices_own_words_find_what_they_mean(searching: Page, plain: Plain) -> None:
    found = plain.members("电梯")
    assert found and found[0] and found == plain.members("升降机")
    assert disagreements(searching, plain, ["升降机", "电梯"]) == []


def test_the_browser_finds_what_the_server_finds(searching: Page, plain: Plain) -> None:
    judged = [query for query in read(JUDGED.joinpath("demo.tsv").name) if not query.isascii()]

    assert disagreements(searching, plain, [*judged, *LANGUAGE]) == []


def test_pinyin_and_typing_errors_find_what_the_server_finds(searching: Page, plain: Plain) -> None:
    typed = [
        "chongdianzhuang",
        "cdz",
        "dianti 楼道",
        "lajifenlei",
        "路登",
        "马峰窝",
        "污水外益",
        "充电庄",
    ]
    for query, mine in zip(typed, searching.evaluate(ASK, typed), strict=True):
        theirs = plain.members(query)
        assert theirs and theirs[0], query
        assert (mine["relaxed"], mine["mended"]) == theirs[1:], query
        if query == "cdz":  # initials stand for several words, of which each takes the usual ones
            assert set(mine["keys"]) >= theirs[0]
        else:
            assert set(mine["keys"]) == theirs[0], query


PARTS = st.one_of(
    st.text(
        st.sampled_from('电梯充路灯小区物业楼道垃圾3a晒台號電。-"“ 一二号'), min_size=1, max_size=7
    ),
    st.sampled_from(
        [
            "状态:已办结",
            "-渠道:热线",
            "2020-03..",
            "kind:case",
            "社区:",
            "受理:2020-13",
            '"',
            "電動車",
        ]
    ),
)


@settings(max_examples=5, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.lists(st.lists(PARTS, min_size=1, max_size=4).map(" ".join), min_size=12, max_size=12))
def test_odd_queries_agree_too(searching: Page, plain: Plain, queries: list[str]) -> None:
    assert disagreements(searching, plain, queries) == []


def test_an_index_that_gets_more_files_amid_a_query_answers_it(
    browser: Browser, tmp_path: Path
) -> None:
    log = Log(tmp_path / "public.sqlite3")
    for serial in range(1, 96):  # one less than its files take
        log.collect("case", number(serial), case(serial, title="物业" if serial % 9 else "晒台"))
    log.save()
    build(log.store, tmp_path, SETTINGS, processes=1)
    asked: list[str] = []

    def outgrow(route: Route) -> None:
        if not asked:
            log.put("case", number(96), case(96, title="晒台"))
            assert build(log.store, tmp_path, SETTINGS).index_files
        asked.append(route.request.url)
        route.continue_()

    page = browser.new_page(locale="zh-CN")
    page.route("**/search-index/16/**", outgrow)
    with serving(current_root(tmp_path)) as address:
        page.goto(f"{address}search.html")
        page.wait_for_function("() => globalThis.siteSearch")
        (found,) = page.evaluate(ASK, ["晒台"])
        page.close()
    assert asked
    assert set(found["keys"]) == {number(serial) for serial in (*range(9, 96, 9), 96)}


def test_people_search_narrow_and_turn_pages_without_a_server(
    browser: Browser, hosting: str
) -> None:
    context = browser.new_context(
        locale="zh-CN", viewport={"width": 360, "height": 740}, bypass_csp=True
    )
    page = context.new_page()
    page.goto(f"{hosting}search.html")
    page.locator("#q").fill("電梯")
    page.keyboard.press("Enter")
    page.wait_for_selector("#answer[data-state=done] mark")
    assert "search.html?q=" in page.url
    assert "电梯" in page.locator("#answer mark").first.inner_text()
    assert "电梯" in page.locator("#answer .snip mark").first.inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert Axe().run(page, options={"resultTypes": ["violations"]}).violations_count == 0
    total = int(page.locator("#answer h2 b").inner_text())

    page.locator("#answer summary").click()
    page.wait_for_selector("#answer .facet")
    states = page.locator("#answer .facet").first.locator(".n")
    counts = [int(text) for text in states.all_inner_texts()]
    assert sum(counts) == total  # every case has a state
    done = page.locator("#answer .facet a").filter(has_text="已办结")
    closed = int(done.locator(".n").inner_text())
    done.click()
    page.wait_for_function(
        f"() => Number(document.querySelector('#answer h2 b').textContent) === {closed}"
    )
    assert closed < total
    page.go_back()
    page.wait_for_function(
        f"() => Number(document.querySelector('#answer h2 b').textContent) === {total}"
    )

    page.goto(f"{hosting}search.html?{urlencode({'q': 'kind:case', 'sort': 'newest', 'page': 2})}")
    page.wait_for_selector("#answer[data-state=done] .pager")
    assert page.locator("#answer ol").get_attribute("start") == "21"
    page.goto(f"{hosting}search.html?{urlencode({'q': 'kind:case'})}")
    page.wait_for_selector("#answer[data-state=done] .pager")
    assert page.locator("#answer ol li").count() <= 10
    page.locator("#answer ol li").last.scroll_into_view_if_needed()
    page.wait_for_selector("#answer ol li:nth-child(20)")

    page.goto(f"{hosting}search.html?{urlencode({'q': '电梯 社区:'})}")
    page.wait_for_selector("#answer [role=alert] mark")
    context.close()


def test_without_scripts_the_page_says_what_works(browser: Browser, hosting: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{hosting}search.html")
    assert page.locator("noscript").inner_text().startswith("您的浏览器未启用脚本")
    context.close()


def test_a_browser_that_cannot_inflate_searches_all_the_same(
    browser: Browser, hosting: str
) -> None:
    context = browser.new_context(locale="zh-CN")
    context.add_init_script("delete globalThis.DecompressionStream")
    page = context.new_page()
    page.goto(f"{hosting}search.html?{urlencode({'q': '電梯 2020-02..', 'sort': 'newest'})}")
    page.wait_for_selector("#answer[data-state=done] mark")
    assert page.locator("#answer .late").count() == 0
    context.close()


def test_a_browser_too_old_for_the_script_is_told_so(browser: Browser, hosting: str) -> None:
    page = browser.new_page()
    page.route("**/find.*.js", lambda route: route.abort())
    page.goto(f"{hosting}search.html")
    page.wait_for_selector("#answer a[href='cases/index.html']", state="visible")
    page.close()
