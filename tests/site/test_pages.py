"""What readers find on the built site, and what a publish touches."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from publisher.build import BuildFailed, build, build_full, current_root, page_of
from publisher.inspecting.check import check, check_living
from publisher.inspecting.explain import explain
from publisher.remembered.figures import rate
from publisher.settings import SettingsError, SiteSettings, from_environment
from tests.site.records import SETTINGS, Log, area, case, number, page, tree

CASE = "cases/2020/06/202006-000001.html"


@pytest.fixture
def log(tmp_path: Path) -> Log:
    made = Log(tmp_path / "public.sqlite3")
    made.geography()
    for serial in range(1, 4):
        made.collect("case", number(serial), case(serial))
    made.collect("brand", "frog", page("frog"))
    made.save()
    return made


def _build(log: Log, home: Path, settings: SiteSettings = SETTINGS) -> Path:
    build(log.store, home, settings, processes=1)
    return current_root(home)


def test_site_has_no_problem(log: Log, tmp_path: Path) -> None:
    assert check(_build(log, tmp_path)) == []


def test_case_page_escapes_what_was_written(log: Log, tmp_path: Path) -> None:
    text = (_build(log, tmp_path) / CASE).read_text()
    assert "路灯不亮&lt;1&gt; &amp; 影响出行" in text
    assert "social" not in text


def test_public_record_beside_the_page_is_the_logs_own_bytes(log: Log, tmp_path: Path) -> None:
    entry = log.store.latest("case", number(1))
    root = _build(log, tmp_path)
    assert entry is not None
    assert (root / CASE).with_suffix(".json").read_bytes() == entry.body


def test_withdrawn_case_leaves_only_a_tombstone(log: Log, tmp_path: Path) -> None:
    root = _build(log, tmp_path)
    log.put("case", number(1), None, "涉及他人隐私")
    _build(log, tmp_path)
    text = (root / CASE).read_text()
    assert "涉及他人隐私" in text
    assert "路灯不亮" not in text
    assert (root / (CASE + ".gone")).exists()
    assert json.loads((root / CASE).with_suffix(".json").read_text())["record"] is None
    for path in root.rglob("*"):
        if path.suffix in {".html", ".xml"} and path != root / CASE:
            assert "路灯不亮&lt;1&gt;" not in path.read_text(), path


def test_case_published_again_loses_its_tombstone(log: Log, tmp_path: Path) -> None:
    root = _build(log, tmp_path)
    log.put("case", number(1), None, "误发")
    _build(log, tmp_path)
    log.put("case", number(1), case(1), "恢复")
    _build(log, tmp_path)
    assert not (root / (CASE + ".gone")).exists()
    assert "路灯不亮" in (root / CASE).read_text()


def test_figures_are_those_of_the_lists(log: Log, tmp_path: Path) -> None:
    log.put("case", number(4), case(4, state="in_progress", closed=None, satisfaction=None))
    root = _build(log, tmp_path)
    assert "75.0%" in (root / "index.html").read_text()


def test_rate_is_truncated_as_the_office_prints_it() -> None:
    assert rate(943, 1271) == "74.1%"
    assert rate(133_669, 135_298) == "98.7%"
    assert rate(0, 0) is None


def test_publish_rewrites_few_files(log: Log, tmp_path: Path) -> None:
    for serial in range(10, 400):
        log.collect("case", number(serial), case(serial))
    log.save()
    settings = SiteSettings(base_url="https://example.org/", precompress=True)
    build(log.store, tmp_path, settings, processes=1)
    log.put("case", number(9), case(9))
    assert build(log.store, tmp_path, settings).pages_written <= 60
    log.put("case", number(9), case(9, state="returned", area="410902001002001"), "改派")
    assert build(log.store, tmp_path, settings).pages_written <= 60


def test_renamed_community_is_renamed_everywhere(log: Log, tmp_path: Path) -> None:
    root = _build(log, tmp_path)
    log.put("area", "410902001001", area("410902001001", "德馨苑", "community"), "更名")
    _build(log, tmp_path)
    assert "德馨苑" in (root / CASE).read_text()
    assert [
        path.relative_to(root).as_posix()
        for path in root.rglob("*.html")
        if "社区001" in path.read_text()
    ] == ["corrections/index.html"]  # which says what it was called before


def test_two_processes_build_what_one_builds(log: Log, tmp_path: Path) -> None:
    for serial in range(10, 200):
        log.collect("case", number(serial), case(serial))
    log.save()
    for count in (1, 2):
        build_full(log.store, tmp_path / f"out{count}", SETTINGS, processes=count)
    first, second = (
        {p.relative_to(root): p.read_bytes() for p in root.rglob("*") if p.is_file()}
        for root in (tmp_path / "out1", tmp_path / "out2")
    )
    assert first == second


def test_changed_settings_build_a_whole_new_release(log: Log, tmp_path: Path) -> None:
    _build(log, tmp_path)
    report = build(log.store, tmp_path, SiteSettings(title="新名"), processes=1)
    assert report.kind == "full"
    assert "新名" in (current_root(tmp_path) / "index.html").read_text()


def test_another_log_is_not_built_upon(log: Log, tmp_path: Path) -> None:
    _build(log, tmp_path)
    other = Log(tmp_path / "other.sqlite3")
    other.geography(("001",))
    for serial in range(1, 20):
        other.collect("case", number(serial + 100), case(serial + 100))
    other.save()
    assert build(other.store, tmp_path, SETTINGS, processes=1).kind == "full"
    assert "http-equiv" in (current_root(tmp_path) / CASE).read_text(), "address stays answered"


def test_folder_that_is_not_empty_is_refused(log: Log, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("keep")
    with pytest.raises(BuildFailed, match="不是空文件夹"):
        build_full(log.store, tmp_path / "out", SETTINGS)


def test_trace_and_explanation_name_entry_and_hash(log: Log, tmp_path: Path) -> None:
    _build(log, tmp_path)
    entry = log.store.latest("case", number(1))
    found = page_of(tmp_path, "case", number(1))
    assert entry is not None and found is not None
    assert (found[0], found[2]) == (CASE, entry.seq)
    told = explain(tmp_path, f"https://example.org/wall/{CASE}")
    assert {(one.kind, one.key) for one in told.records} >= {
        ("case", number(1)),
        ("area", "410902001001"),
        ("category", "city.lamp"),
    }
    listed = explain(tmp_path, "/states/done/")
    assert len(listed.records) == 3
    assert listed.aggregates == ["states/done"]
    assert not explain(tmp_path, "/nothing.html").known


def test_check_finds_what_is_wrong(log: Log, tmp_path: Path) -> None:
    build_full(log.store, tmp_path / "out", SETTINGS)
    page_file = tmp_path / "out" / CASE
    bad = '<p id="main"><a href="no.html">x</a><a href="#no">y</a>13812345678</p></main>'
    page_file.write_text(page_file.read_text().replace("</main>", bad) + "<div>")
    (tmp_path / "out" / "lost.html").write_text(page_file.read_text())
    home = tmp_path / "out/index.html"
    home.write_text(re.sub(r"(<dt>受理</dt><dd><a[^>]*>)\d+", r"\g<1>999", home.read_text()))
    rules = {problem.rule for problem in check(tmp_path / "out")}
    assert rules == {"link", "anchor", "orphan", "markup", "private", "figure"}


def test_check_finds_lost_and_changed_addresses(log: Log, tmp_path: Path) -> None:
    root = _build(log, tmp_path)
    assert check_living(tmp_path) == []
    other = CASE.replace("000001", "000002")
    (root / CASE).unlink()
    (root / other).write_bytes((root / other).read_bytes().replace("更换".encode(), b"x"))
    record = CASE.replace("000001.html", "000003.json")
    (root / record).write_bytes(b"{}")
    lost = {one.path: one.told() for one in check_living(tmp_path) if one.rule == "lost"}
    assert set(lost) == {CASE, other, record}
    assert "no longer here" in lost[CASE]
    assert "not what was built" in lost[other]


def test_no_address_is_lost_from_build_to_build(log: Log, tmp_path: Path) -> None:
    """Not even of a page that a later program or another log does not know."""
    addresses = set(tree(_build(log, tmp_path)))
    other = Log(tmp_path / "other.sqlite3")
    other.geography(("001",))
    other.put("case", number(900), case(900))
    for settings in (SETTINGS, SiteSettings(title="一"), SiteSettings(title="二")):
        build(other.store, tmp_path, settings, processes=1, full=True)
        now = set(tree(current_root(tmp_path)))
        # Data of a page are no address of their own.
        assert {one for one in addresses if not one.endswith((".json", ".xml", ".bin"))} <= now
    assert [one for one in check_living(tmp_path) if one.rule in {"lost", "link"}] == []


def test_unusable_address_is_refused_in_plain_words() -> None:
    with pytest.raises(SettingsError, match="write it in full"):
        from_environment({"SITE_URL": "example.org"})
    assert from_environment({"SITE_URL": "https://a.b/c"}).base_url == "https://a.b/c/"
