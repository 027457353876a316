"""Whatever changed after it was published is told, with its reason and the difference."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.build import build, current_root
from publisher.inspecting.check import check
from publisher.page_parts.differences import changes, diff_html
from tests.site.records import SETTINGS, Log, case, number, page, tree

VERSIONS = "cases/2020/06/202006-000001/versions.html"
PAGE = "corrections/index.html"


@pytest.fixture
def log(tmp_path: Path) -> Log:
    made = Log(tmp_path / "public.sqlite3")
    made.geography()
    for serial in range(1, 4):
        made.collect("case", number(serial), case(serial))
    made.collect("brand", "frog", page("frog"))
    made.save()
    return made


def _build(log: Log, home: Path) -> Path:
    build(log.store, home, SETTINGS, processes=1)
    return current_root(home)


def test_correction_shows_reason_and_difference_everywhere(log: Log, tmp_path: Path) -> None:
    log.put("case", number(1), case(1, measures="更换电缆。"), "<复核>后更正")
    root = _build(log, tmp_path)

    difference = "更换<del>灯泡</del><ins>电缆</ins>。"
    for name in (PAGE, VERSIONS):
        text = (root / name).read_text()
        assert difference in text, name
        assert "&lt;复核&gt;后更正" in text, name
    feed = (root / "corrections.xml").read_text()
    assert "&lt;del&gt;灯泡&lt;/del&gt;" in feed
    case_page = unescape((root / "cases/2020/06/202006-000001.html").read_text())
    assert 'href="202006-000001/versions.html"' in case_page
    assert check(root) == []


def test_first_publication_is_no_correction(log: Log, tmp_path: Path) -> None:
    root = _build(log, tmp_path)

    assert "<article" not in (root / PAGE).read_text()
    assert not (root / VERSIONS).exists()


def test_withdrawal_hides_what_corrections_said_before(log: Log, tmp_path: Path) -> None:
    log.put("case", number(1), case(1, measures="电话张三。"), "补充张三")
    _build(log, tmp_path)
    log.put("case", number(1), None, "涉及他人隐私")
    root = _build(log, tmp_path)

    for path in root.rglob("*.*ml"):
        assert "张三" not in path.read_text(), path
    assert "涉及他人隐私" in (root / PAGE).read_text()
    assert "deleted-entry" in (root / "corrections.xml").read_text()


def test_purged_text_leaves_the_site_as_it_was(log: Log, tmp_path: Path) -> None:
    log.put("case", number(1), case(1, measures="更换电缆。"), "更正")
    withdrawn = log.put("case", number(1), None, "涉及他人隐私")
    before = tree(_build(log, tmp_path))

    history = log.store.history("case", number(1))
    log.store.purge([entry.seq for entry in history if entry.seq < withdrawn.seq])
    build(log.store, tmp_path, SETTINGS, processes=1, full=True)

    assert tree(current_root(tmp_path)) == before


def test_old_pages_of_corrections_are_not_written_again(log: Log, tmp_path: Path) -> None:
    for turn in range(65):
        log.collect("case", number(1), case(1, measures=f"第{turn}次。"), f"更正{turn}")
    log.save()
    root = _build(log, tmp_path)
    old = {name: (root / f"corrections/{name}").stat().st_mtime_ns for name in ("page-1.html",)}
    for turn in range(65, 85):
        log.collect("case", number(2), case(2, measures=f"第{turn}次。"), f"更正{turn}")
    log.save()
    _build(log, tmp_path)

    assert old == {name: (root / f"corrections/{name}").stat().st_mtime_ns for name in old}
    pages = [(root / f"corrections/page-{part}.html").read_text() for part in (1, 2, 3, 4)]
    told = [int(turn) for text in pages for turn in re.findall(r"更正(\d+)</p>", text)]
    assert sorted(told) == list(range(80))
    assert check(root) == []


def test_codes_are_told_in_words() -> None:
    found = changes(case(1), case(1, state="reopened", satisfaction=None), str)

    assert [(one.label, one.html) for one in found] == [
        ("State", "<del>Done</del><ins>Reopened</ins>"),
        ("Residents' satisfaction", "<del>Satisfied</del>"),
    ]


@given(st.text("灯坏了ab <\n", max_size=40), st.text("灯坏了ab <\n", max_size=40))
def test_difference_gives_back_both_texts(old: str, new: str) -> None:
    html = diff_html(old, new).replace("<br>", "\n").replace("&lt;", "‹")
    if "…" in html:
        return  # what stayed was shortened
    before = re.sub(r"<ins>.*?</ins>", "", html, flags=re.DOTALL)
    after = re.sub(r"<del>.*?</del>", "", html, flags=re.DOTALL)
    assert re.sub(r"</?del>", "", before) == old.replace("<", "‹")
    assert re.sub(r"</?ins>", "", after) == new.replace("<", "‹")


def test_long_text_that_stayed_is_shortened() -> None:
    html = diff_html("甲" * 100 + "旧" + "乙" * 100, "甲" * 100 + "新" + "乙" * 100)

    assert html == "…" + "甲" * 24 + "<del>旧</del><ins>新</ins>" + "乙" * 24 + "…"
