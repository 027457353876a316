"""One case walks through all stations: the architecture, as a test.

ledger row → draft and revision → the door → log → public store → search and page,
then a correction and a withdrawal the same way.
"""

from contextlib import closing
from datetime import date

import pytest

from cms.brands.stars import StarRating
from cms.cases.imports.run import Request, import_ledger
from cms.cases.models import Case
from cms.cli.finding_records import RecordUnknown, find_record
from cms.cli.tracing import trace
from cms.cli.work import Projections
from cms.publication.models import LogEntry
from publisher.build import current_root
from search.query import parse
from tests import factories
from tests.cms.cases.test_imports import ledger, row


@pytest.fixture
def home(tmp_path, settings):
    settings.HUIYINBI_HOME = tmp_path
    return tmp_path


@pytest.mark.django_db
def test_a_case_walks_from_the_ledger_to_the_public_page(home):
    # Station 1, intake: a row of the office's ledger, with a telephone number in its text.
    factories.publish(factories.area())
    path = ledger(home / "台账.xlsx", row(1, 问题内容="路灯不亮，请回电13912345678。"))
    assert import_ledger(Request(path)).created == 1

    # Stations 2 and 3, the private side: a draft with a revision, nothing public.
    case = Case.objects.get()
    assert (case.live, case.publication, case.revisions.count()) == (False, "draft", 1)

    # Station 4, the door: gate, public record, log entry, in one transaction.
    factories.publish(case)
    entry = LogEntry.objects.get(kind="case")
    assert "139****5678" in bytes(entry.body).decode()

    # Stations 5 and 6: the projections catch up with the log.
    projections = Projections()
    work = projections.catch_up()
    assert (work.copied, work.indexed) == (2, 2)
    assert projections.store.latest("case", case.number).sha256 == entry.sha256
    found = projections.engine.search(parse("路燈 社区:德馨苑"))
    assert [item.number for item in found.items] == [case.number]
    page = current_root(home) / found.items[0].url.lstrip("/")
    text = page.read_text(encoding="utf-8")
    assert "139****5678" in text
    assert "13912345678" not in text

    # A correction says why, on the page too.
    case.measures, case.change_reason = "换了整条线路。", "措施补正"
    case.save_revision()
    factories.publish(case)
    projections.catch_up()
    assert "措施补正" in page.read_text(encoding="utf-8")

    # The trace tells every station.
    names = [station.name for station in trace(case)]
    assert names[0] == "导入行"
    assert {"修订", "日志条目", "公开库", "索引文档", "页面"} <= set(names)

    # A withdrawal reaches search and page; the address stays answered.
    case.change_reason = "重复登记"
    case.unpublish()
    projections.catch_up()
    assert projections.engine.search(parse("路灯")).total == 0
    text = page.read_text(encoding="utf-8")
    assert "重复登记" in text
    assert "路灯" not in text
    projections.close()


@pytest.mark.django_db
def test_a_record_of_any_kind_is_traced_by_number_slug_or_page(home):
    kept = [
        factories.activity(title="剪纸班"),
        factories.brand("frog"),
        factories.team("frog"),
        factories.area(),
        StarRating.objects.create(
            area=factories.area(), year=2025, stars=4, rated=date(2025, 12, 1), by="街道党工委"
        ),
    ]
    with closing(Projections()) as projections:
        for item in kept:
            factories.publish(item)
        projections.catch_up()
    activity, _brand, _team, area, star = kept

    def pages(text, kind=""):
        told = trace(find_record(text, kind))
        return [station.link for station in told if station.name == "页面"]

    page = f"/activities/2020/06/{activity.number}.html"
    assert pages(activity.number) == pages(f"https://example.org{page}") == [page]
    assert pages("frog", "brand") == ["/brands/frog.html"]
    assert pages(area.code) == [f"/communities/{area.code}/index.html"]
    assert pages(star.public_key) == [f"/stars/{star.public_key}.html"]
    assert "修订" in {station.name for station in trace(activity)}
    with pytest.raises(RecordUnknown, match=r"brand、team|team、brand"):
        find_record("frog")
    with pytest.raises(RecordUnknown, match="没有编号"):
        find_record("202006-999999")


@pytest.mark.django_db
def test_projections_deleted_are_made_anew_and_equal(home):
    factories.publish(factories.area())
    for _ in range(3):
        factories.publish(factories.case())
    first = Projections()
    first.catch_up()
    before = {entry.seq: entry.sha256 for entry in first.store.entries()}
    first.close()
    for path in home.glob("public.sqlite3*"):
        path.unlink()

    second = Projections()
    second.catch_up()

    assert {entry.seq: entry.sha256 for entry in second.store.entries()} == before
    assert second.engine.search(parse("楼道灯")).total == 3
    second.close()
