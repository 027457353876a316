"""What every search engine does alike; each test runs on both."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.documents import KINDS, Kind
from search.engine import Engine
from search.query import QueryError, parse
from search.synonyms import SynonymFile
from tests.search.records import Log


def found(engine: Engine, text: str, **options) -> list[str]:
    """Return the titles of the first page."""
    return [item.title for item in engine.search(parse(text), **options).items]


def test_cursor_of_an_empty_index_is_zero(engine: Engine) -> None:
    assert engine.cursor() == 0


def test_apply_twice_changes_nothing(engine: Engine, log: Log) -> None:
    log.case(1, "路灯不亮")

    assert engine.apply(log.entries()) == 1
    assert engine.apply(log.entries()) == 0

    assert engine.cursor() == 1
    assert engine.search(parse("路灯")).total == 1


def test_correct_replaces_the_text(engine: Engine, log: Log) -> None:
    log.case(1, "路灯不亮")
    engine.apply(log.entries())
    log.case(1, "电梯停运")
    engine.apply(log.entries())

    assert found(engine, "路灯") == []
    assert found(engine, "电梯") == ["电梯停运"]


def test_withdraw_removes_it(engine: Engine, log: Log) -> None:
    entry = log.case(1, "路灯不亮")
    engine.apply(log.entries())
    log.add("case", entry.key, None)
    engine.apply(log.entries())

    assert engine.search(parse("")).total == 0
    assert engine.document("case", entry.key) is None


def test_expunge_keeps_the_others(engine: Engine, log: Log) -> None:
    log.case(1, "路灯不亮")
    gone = log.case(2, "电梯停运")
    log.add("case", gone.key, None)
    engine.apply(log.entries())

    engine.expunge(log)

    assert found(engine, "") == ["路灯不亮"]
    assert found(engine, "路灯") == ["路灯不亮"]


def test_withdraw_and_publish_in_one_batch_keeps_the_last(engine: Engine, log: Log) -> None:
    entry = log.case(1, "旧题目")
    log.add("case", entry.key, None)
    log.case(1, "新题目")

    engine.apply(log.entries())

    assert found(engine, "") == ["新题目"]


def test_traditional_and_full_width_find_simplified(engine: Engine, log: Log) -> None:
    log.case(1, "小区电动车充电", "３号楼没有充電樁")
    engine.apply(log.entries())

    for text in ("電動車", "充电桩", "充電樁", "3号楼", "三號樓", "３号楼"):
        assert engine.search(parse(text)).total == 1, text
        assert not engine.search(parse(text)).relaxed, text


def test_all_words_are_needed(engine: Engine, log: Log) -> None:
    log.case(1, "路灯不亮", "小区门口")
    log.case(2, "路灯太亮", "公园旁边")
    engine.apply(log.entries())

    assert found(engine, "路灯 小区") == ["路灯不亮"]


def test_phrase_is_exact(engine: Engine, log: Log) -> None:
    log.case(1, "甲", "过道堆放杂物")
    log.case(2, "乙", "过道里堆放杂物")
    engine.apply(log.entries())

    assert found(engine, '"过道堆放"') == ["甲"]
    assert found(engine, '"过道杂物"') == []


def test_excluded_words_are_left_out(engine: Engine, log: Log) -> None:
    log.case(1, "物业收费")
    log.case(2, "停车收费")
    engine.apply(log.entries())

    assert found(engine, "收费 -物业") == ["停车收费"]
    assert found(engine, "-物业") == ["停车收费"]


def test_relaxed_only_when_nothing_has_all(engine: Engine, log: Log) -> None:
    log.case(1, "广场噪音扰民")
    engine.apply(log.entries())

    results = engine.search(parse("广场噪音彻夜扰民"))

    assert results.relaxed
    assert results.total == 1


def test_filters_by_code_and_label(engine: Engine, log: Log) -> None:
    log.area("410902001", "中原路街道")
    log.area("410902001003", "德馨苑社区")
    log.category("city", "城市管理")
    log.category("city.lamp", "路灯")
    log.case(1, "甲", state="done", satisfaction="dissatisfied", category="city.lamp")
    log.case(2, "乙", area="410902002001")
    engine.apply(log.entries())

    for text in (
        "社区:德馨苑", "街道：中原路", "area:410902001", "state:done", "满意度:dissatisfied",
        "分类:路灯", "分类:城市管理",
    ):  # fmt: skip
        assert found(engine, text) == ["甲"], text
    assert found(engine, "-社区:德馨苑") == ["乙"]
    assert found(engine, "社区:没有的") == []


def test_renamed_area_matches_its_new_name(engine: Engine, log: Log) -> None:
    log.area("410902001003", "旧名社区")
    log.case(1, "甲")
    engine.apply(log.entries())
    log.area("410902001003", "新名社区")
    engine.apply(log.entries())

    results = engine.search(parse("社区:新名"))

    assert results.total == 1
    assert results.facets["area"][0].label == "新名社区"
    assert found(engine, "社区:旧名") == []


def test_numbers_units_and_dates(engine: Engine, log: Log) -> None:
    log.case(1, "甲", ledger_number="W-17", unit="市政工程服务中心")
    log.case(2, "乙", received="2020-04-30T10:00:00+08:00", closed="2020-05-02T10:00:00+08:00")
    engine.apply(log.entries())

    assert found(engine, "编号:202006-000001") == ["甲"]
    assert found(engine, "编号:W-17") == ["甲"]
    assert found(engine, "单位:市政") == ["甲"]
    assert found(engine, "单位:*") == []
    assert found(engine, "2020-04..2020-05") == ["乙"]
    assert found(engine, "办结:2020-05-02") == ["乙"]
    assert found(engine, "受理:2020-06..") == ["甲"]


def test_facets_agree_with_the_list(engine: Engine, log: Log) -> None:
    for serial in range(1, 8):
        log.case(serial, f"路灯{serial}", state="done" if serial % 2 else "assigned")
    log.case(9, "电梯", state="returned")
    engine.apply(log.entries())

    results = engine.search(parse("路灯"))

    assert results.total == 7
    for name, values in results.facets.items():
        for facet in values:
            if name in {"state", "kind"}:
                assert engine.search(parse(f"路灯 {name}:{facet.value}")).total == facet.count
    assert [(f.value, f.count) for f in results.facets["month"]] == [("2020-06", 7)]


def test_sorts(engine: Engine, log: Log) -> None:
    closed = "2020-07-01T00:00:00+08:00"
    log.case(1, "二", received="2020-05-01T00:00:00+08:00")
    log.case(2, "一", received="2020-04-01T00:00:00+08:00", closed=closed, state="done")
    log.case(3, "三", received="2020-06-01T00:00:00+08:00")
    engine.apply(log.entries())

    assert found(engine, "", sort="newest") == ["三", "二", "一"]
    assert found(engine, "", sort="oldest") == ["一", "二", "三"]
    assert found(engine, "", sort="longest_open") == ["二", "三", "一"]


def test_pages_and_scroll_give_every_hit_once(engine: Engine, log: Log) -> None:
    for serial in range(1, 26):
        log.case(serial, f"路灯{serial}")
    engine.apply(log.entries())

    paged = [t for page in (1, 2, 3) for t in found(engine, "路灯", size=10, page=page)]

    assert len(set(paged)) == len(paged) == 25
    assert sorted(item.title for item in engine.scroll(parse("路灯"))) == sorted(paged)
    assert found(engine, "路灯", page=999999) == []
    assert engine.search(parse("路灯"), page=999999, size=100).total == 25


def test_title_counts_more_than_text(engine: Engine, log: Log) -> None:
    log.case(1, "其他问题", "垃圾桶旁边的路面坏了，请修复")
    log.case(2, "垃圾桶破损", "请更换，谢谢您的帮助")
    engine.apply(log.entries())

    assert found(engine, "垃圾桶")[0] == "垃圾桶破损"


def test_snippet_keeps_the_original_script(engine: Engine, log: Log) -> None:
    log.case(1, "甲", "小區裏的電動車充電樁<b>壞了</b>")
    engine.apply(log.entries())

    snippet = engine.search(parse("充电桩")).items[0].snippet

    assert ("充電樁", True) in snippet
    assert "<b>壞了</b>" in "".join(text for text, _marked in snippet)


def test_rare_characters_and_controls(engine: Engine, log: Log) -> None:
    log.case(1, "𠮷祥路积水\x00\x0b", "😀𠮷祥路")
    engine.apply(log.entries())

    assert engine.search(parse("𠮷祥路")).total == 1


def test_suggest_and_similar(engine: Engine, log: Log) -> None:
    log.area("410902001003", "路灯社区")
    one = log.case(1, "小区路灯不亮")
    log.case(2, "小区路灯损坏")
    log.case(3, "噪音扰民")
    engine.apply(log.entries())

    assert engine.suggest("路灯")[0] == "路灯社区"
    assert "小区路灯不亮" in engine.suggest("路灯")
    assert [item.title for item in engine.similar("case", one.key)] == ["小区路灯损坏"]
    assert engine.similar("case", "200001-000000") == []


def test_brands_and_teams_are_found(engine: Engine, log: Log) -> None:
    page = {"title": "沁心书吧", "area": "410902001003", "order": 0, "lead": "读书", "slug": "book"}
    log.add("brand", "book", {**page, "body_html": "<p>一起<b>读</b></p>"})
    engine.apply(log.entries())

    item = engine.search(parse("kind:brand 书吧")).items[0]

    assert (item.kind, item.url) == ("brand", "/brands/book.html")


def test_snippets_of_other_kinds_are_texts_and_begin_with_their_own(
    engine: Engine, log: Log
) -> None:
    day = {"area": "410902001003", "date": "2020-05-01"}
    log.add("service", "202005-000001", {**day, "title": "修鞋", "names": ["吴**", "周**"]})
    flows = [{"what": "商会会员企业"}]
    log.add("fund", "1", {**day, "title": "一日捐", "flows": flows, "text": "用于取暖。"})
    rated = {"rated": "2020-12-20", "year": 2020, "stars": 4, "by": "区里", "remark": "扎实。"}
    criteria = [{"name": "环境整洁", "points": 16, "most": 20}]
    key = "410902001003-2020"
    log.add("star", key, {**rated, "area": key[:12], "criteria": criteria})
    engine.apply(log.entries())

    shown = {
        item.title: "".join(text for text, _ in item.snippet)
        for item in engine.search(parse("")).items
    }

    assert shown["修鞋"] == "吴** 周**"
    assert shown["一日捐"].startswith("用于取暖。")
    assert shown["2020 ★★★★"].startswith("扎实。")
    assert found(engine, "环境整洁 日期:2020-12") == ["2020 ★★★★"]


def test_a_kind_is_one_line(engine: Engine, log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    known = Kind("Activity", "/activities/{key}.html", states={"open": "Places left"})
    monkeypatch.setitem(KINDS, "activity", known)
    record = {"name": "周末读书会", "starts": "2020-05-23T09:00:00+08:00", "area": "410902001003"}
    rooms = [{"place": "沁心书吧", "code": "A-1"}]
    log.add(
        "activity", "a1", {**record, "state": "open", "rooms": rooms, "text_html": "<b>带水</b>"}
    )
    log.case(1, "读书会太吵", received="2020-05-24T09:00:00+08:00")
    engine.apply(log.entries())

    answer = engine.search(parse("读书会 日期:2020-05 沁心书吧 带水"))

    assert [(item.title, item.url) for item in answer.items] == [
        ("周末读书会", "/activities/a1.html")
    ]
    assert [f.label for f in answer.facets["state"]] == ["Places left"]
    assert found(engine, "类型:Activity 日期:2020-05-23") == ["周末读书会"]
    assert found(engine, '状态:"places left"') == ["周末读书会"]


def test_odd_queries_are_answered(engine: Engine, log: Log, tmp_path: Path) -> None:
    log.case(1, "路灯不亮")
    engine.apply(log.entries())

    for text in (
        "",
        "   ",
        "***",
        "((((((路灯))))))",
        "AND OR NOT",
        "路灯*",
        "^路灯",
        "NEAR(",
        "'",
    ):
        assert engine.search(parse(text)).total >= 0


def test_synonyms_find_each_other(engine: Engine, log: Log) -> None:
    log.case(1, "小区没有电动车充电桩", "居民的電動自行車沒有地方充電")
    engine.apply(log.entries())

    results = engine.search(parse("电瓶车充电"))

    assert (results.total, results.relaxed) == (1, False)
    assert engine.search(parse('"电瓶车"')).total == 0
    assert any(marked for _, marked in results.items[0].snippet)


def test_pinyin_and_initials_find_the_indexs_own_words(engine: Engine, log: Log) -> None:
    log.area("410902001003", "德馨苑社区")
    log.case(1, "小区没有充电桩", "请安装")
    log.case(2, "路灯不亮", "请修理")
    engine.apply(log.entries())

    for text in ("chongdianzhuang", "cdz", "CDZ", "meiyouchongdianzhuang"):
        assert found(engine, text)[0] == "小区没有充电桩", text
    assert found(engine, "ludeng") == ["路灯不亮"]
    assert found(engine, "qqqq") == []


def test_word_of_letters_that_stands_in_a_text_is_no_initials(engine: Engine, log: Log) -> None:
    log.case(1, "小区没有充电桩")
    log.case(2, "CDZ 门店扰民")
    engine.apply(log.entries())

    assert found(engine, "cdz") == ["CDZ 门店扰民"]


def test_one_wrong_character_is_mended_and_said(engine: Engine, log: Log) -> None:
    log.case(1, "小区没有充电桩")
    log.case(2, "垃圾清运不及时")
    engine.apply(log.entries())

    for text, right, title in (
        ("充电庄", "充电桩", "小区没有充电桩"),
        ("重电桩", "充电桩", "小区没有充电桩"),
        ("垃级清运", "垃圾清运", "垃圾清运不及时"),
        ("没有充电庄 state:办理中", "没有充电桩 状态:办理中", "小区没有充电桩"),
    ):
        results = engine.search(parse(text))
        assert (results.corrected, [i.title for i in results.items]) == (right, [title]), text
    assert [item.title for item in engine.scroll(parse("充电庄"))] == ["小区没有充电桩"]
    assert engine.search(parse('"充电庄"')).total == 0


def test_rare_word_suggests_the_usual_one(engine: Engine, log: Log) -> None:
    log.case(1, "充电庄")
    for serial in range(2, 30):
        log.case(serial, f"充电桩{serial}")
    engine.apply(log.entries())

    results = engine.search(parse("充电庄"))

    assert (results.total, results.corrected) == (1, "")
    assert results.suggestions == ["充电桩"]
    assert engine.search(parse("充电桩")).suggestions == []


def test_name_of_an_area_or_category_finds_what_is_in_it(engine: Engine, log: Log) -> None:
    log.area("410902001", "中原路街道")
    log.area("410902001003", "德馨苑社区")
    log.category("city", "城市管理")
    log.category("city.lamp", "路灯")
    log.case(1, "没有充电桩", area="410902001003")
    log.case(2, "没有充电桩", "在德馨苑门口", area="410902002001")
    log.case(3, "没有充电桩", area="410902002001")
    log.case(4, "照明不亮", category="city.lamp", area="410902003001")
    engine.apply(log.entries())

    assert engine.search(parse("德馨苑 充电桩")).total == 2
    assert engine.search(parse("中原路街道 充电桩")).total == 1
    assert found(engine, "路灯") == ["照明不亮"]
    assert found(engine, "城市管理") == ["照明不亮"]
    assert found(engine, "德馨苑 -门口") == ["没有充电桩"]
    assert engine.search(parse('"德馨苑"')).total == 1


def test_numbers_are_found_without_a_field(engine: Engine, log: Log) -> None:
    one = log.case(1, "甲", ledger_number="W-17")
    log.case(2, "乙")
    engine.apply(log.entries())

    for text in (one.key, "W-17", "w-17", "Ｗ－17", "２０２００６-000001"):
        assert found(engine, text) == ["甲"], text


def test_scroll_of_a_relaxed_answer_gives_what_the_page_shows(engine: Engine, log: Log) -> None:
    log.case(1, "广场噪音扰民")
    log.case(2, "路灯不亮")
    engine.apply(log.entries())
    query = parse("广场舞团彻夜扰民不休")

    assert engine.search(query).relaxed
    assert [i.title for i in engine.scroll(query)] == [i.title for i in engine.search(query).items]


def test_relaxing_keeps_phrases_and_filters(engine: Engine, log: Log) -> None:
    log.case(1, "广场噪音扰民", "每天晚上", state="done")
    log.case(2, "广场噪音很大", "有时", state="done")
    log.case(3, "广场噪音扰民", "每天晚上", state="returned")
    engine.apply(log.entries())

    results = engine.search(parse('广场舞音乐彻夜噪音 "每天晚上" state:done'))

    assert results.relaxed
    assert [item.number for item in results.items] == ["202006-000001"]


def test_pages_of_many_relaxed_hits_give_each_once_and_the_best_first(
    engine: Engine, log: Log
) -> None:
    for serial in range(1, 240):
        log.case(serial, f"路灯不亮{serial}", "楼顶防水" if serial % 9 else "")
    for serial in range(240, 260):
        log.case(serial, "电梯停运", "物业说楼顶机房漏雨")
    best = log.case(300, "楼顶漏雨", "下雨就漏")
    engine.apply(log.entries())
    query = parse("路灯楼顶漏雨")

    pages = [engine.search(query, size=50, page=n) for n in range(1, 7)]

    numbers = [item.number for page in pages for item in page.items]
    assert pages[0].relaxed
    assert pages[0].total == len(numbers) == len(set(numbers)) == 260
    assert numbers[0] == best.key


def test_synonyms_that_an_office_adds_need_no_new_index(
    engine: Engine, log: Log, tmp_path: Path
) -> None:
    log.case(1, "小区缺少充电桩")
    engine.apply(log.entries())
    file = tmp_path / "synonyms.txt"
    engine._synonyms = SynonymFile(file)  # type: ignore[attr-defined]
    engine._synonyms._LOOK = 0  # type: ignore[attr-defined]
    assert engine.search(parse("趴活点")).total == 0

    file.write_text("趴活点 充电桩\n", encoding="utf-8")
    assert found(engine, "趴活点") == ["小区缺少充电桩"]

    file.unlink()
    assert engine.search(parse("趴活点")).total == 0


ODD = st.text(
    st.sampled_from("路灯充电桩庄德馨苑abcdz019-\"“*():：.^~\\'%_ \u3000\x00\ud83d状态社区"),
    max_size=40,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.one_of(ODD, st.text(max_size=30)), max_size=6))
def test_any_text_that_parses_is_answered(engine: Engine, log: Log, texts: list[str]) -> None:
    if not log.lines:
        log.area("410902001003", "德馨苑社区")
        log.case(1, "小区没有充电桩")
    engine.apply(log.entries(after=engine.cursor()))
    text = _encodable(" ".join(texts))
    try:
        query = parse(text)
    except QueryError:
        return
    results = engine.search(query, size=5)

    assert results.total == len(list(engine.scroll(query)))


def _encodable(text: str) -> str:
    """Return what a URL can carry: no half of a pair of surrogates."""
    return text.encode("utf-8", "replace").decode()
