"""A ledger becomes cases: once, whole, and with every bad row told."""

import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest
from django.core.management import call_command

from cms.cases.imports.run import Request, import_ledger
from cms.cases.ledger.mapping import FAMILIES, Profile
from cms.cases.models import Case
from cms.publication.models import LogEntry
from cms.tables.errors import TableError
from tests import factories
from tests.servers.installed import copy

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]
ANSWERED = ROOT.parent / "shared" / "data" / "messages" / "answered.xlsx"
HEADERS = list(FAMILIES["office"].columns)


def row(number: object, **cells: object) -> list[object]:
    """Return a good row of the office's ledger with ``cells`` changed."""
    values = {
        "序号": number,
        "登记日期": "2020-06-03",
        "问题来源": "居民",
        "诉求人": "欧阳小苗",
        "联系电话": "13812345678",
        "住址": "德馨苑11号楼2单元301室",
        "所属网格": "德馨苑",
        "问题内容": f"第{number}处路灯不亮，晚上出门看不清路。",
        "问题类别": "路灯照明",
        "承办单位": "市政工程服务中心",
        "责任人": "李师傅",
        "整改措施": "更换灯泡。",
        "进展情况": "已办结",
        "办结时间": "2020-06-05",
        "群众满意度": "满意",
        "备注": "",
        **cells,
    }
    return [values[header] for header in HEADERS]


def ledger(path: Path, *rows: list[object], headers: list[str] = HEADERS) -> Path:
    book = openpyxl.Workbook()
    book.active.append(headers)
    for values in rows:
        book.active.append(values)
    book.save(path)
    return path


@pytest.fixture
def community():
    return factories.area()


def test_rows_become_drafts_with_a_revision_and_nothing_is_published(tmp_path, community):
    report = import_ledger(Request(ledger(tmp_path / "a.xlsx", row(1), row(2))))

    case = Case.objects.get(ledger_number="1")
    assert (report.created, report.refused, report.published) == (2, 0, 0)
    assert (case.live, case.area, case.satisfaction) == (False, community, "satisfied")
    assert case.latest_revision.content["content"] == case.content
    assert (case.source_row, case.category.name, case.unit.name) == (
        2,
        "路灯照明",
        "市政工程服务中心",
    )
    assert not LogEntry.objects.exists()


def test_same_file_again_changes_nothing(tmp_path, community):
    path = ledger(tmp_path / "a.xlsx", row(1), row(2))
    import_ledger(Request(path))

    report = import_ledger(Request(path))

    assert (report.created, report.changed, report.unchanged) == (0, 0, 2)
    assert Case.objects.count() == 2


def test_corrected_row_updates_its_case_and_keeps_the_editors_work(tmp_path, community):
    import_ledger(Request(ledger(tmp_path / "a.xlsx", row(1))))
    case = Case.objects.get()
    case.title = "编辑改过的标题"
    case.save()
    case.save_revision()

    report = import_ledger(Request(ledger(tmp_path / "b.xlsx", row(1, 整改措施="换了整条线路。"))))

    case.refresh_from_db()
    assert (report.changed, case.measures) == (1, "换了整条线路。")
    assert case.title == "编辑改过的标题"


def test_publish_masks_the_certain_and_keeps_the_doubtful_as_drafts(tmp_path, community):
    path = ledger(
        tmp_path / "a.xlsx",
        row(1),
        row(2, 问题内容="请回电13912345678，路灯坏了。"),
        row(3, 问题内容="家在11栋18层，水压一直不足。"),
    )

    report = import_ledger(Request(path, publish=True))

    bodies = b"".join(bytes(body) for body in LogEntry.objects.values_list("body", flat=True))
    assert (report.published, len(report.to_review)) == (2, 1)
    assert "139****5678" in bodies.decode()
    assert not Case.objects.get(ledger_number="3").live
    for private in ("13912345678", "13812345678", "欧阳小苗", "2单元301", "李师傅"):
        assert private not in bodies.decode()


def test_a_draft_that_the_gate_refuses_again_is_left_as_it_is(tmp_path, community):
    path = ledger(tmp_path / "a.xlsx", row(1, 问题内容="家在11栋18层，水压一直不足。"))
    import_ledger(Request(path, publish=True))
    before = Case.objects.values().get()

    again = import_ledger(Request(path, publish=True))

    assert (again.changed, again.unchanged, len(again.to_review)) == (0, 1, 1)
    assert Case.objects.values().get() == before
    assert Case.objects.get().revisions.count() == 1


def test_corrected_row_of_a_public_case_is_a_correction_or_waits_as_a_draft(tmp_path, community):
    import_ledger(Request(ledger(tmp_path / "a.xlsx", row(1), row(2)), publish=True))
    changed = ledger(tmp_path / "b.xlsx", row(1, 整改措施="换线。"), row(2, 整改措施="换线。"))

    waiting = import_ledger(Request(changed))
    case = Case.objects.get(ledger_number="1")
    assert (waiting.published, case.live, case.measures) == (0, True, "更换灯泡。")
    assert case.has_unpublished_changes

    third = ledger(tmp_path / "c.xlsx", row(1, 整改措施="换线了。"))
    import_ledger(Request(third, publish=True, reason="台账补正"))
    case.refresh_from_db()
    assert (case.publication, case.measures) == ("corrected", "换线了。")


def test_publish_takes_the_drafts_of_an_earlier_import_too(tmp_path, community):
    path = ledger(tmp_path / "a.xlsx", row(1), row(2))
    import_ledger(Request(path))

    assert import_ledger(Request(path, publish=True)).published == 2
    again = import_ledger(Request(path, publish=True))

    assert (again.published, again.unchanged) == (0, 2)


def test_bad_rows_are_told_and_can_be_mended_and_fed_back(tmp_path, community, settings):
    settings.HUIYINBI_HOME = tmp_path
    path = ledger(
        tmp_path / "a.xlsx",
        row(1),
        row(2, 登记日期="没有日期"),
        row(3, 所属网格="不存在社区"),
        row(4, 登记日期="2999-01-01"),
    )

    report = import_ledger(Request(path))

    assert report.created == 1
    assert {(p.row, p.column) for p in report.problems} == {
        (3, "登记日期"),
        (4, "所属网格"),
        (5, "登记日期"),
    }
    book = openpyxl.load_workbook(report.refused_file)
    names = [cell.value for cell in book.active[1]]
    for cells in book.active.iter_rows(min_row=2):
        cells[names.index("登记日期")].value = "2020-06-04"
        cells[names.index("所属网格")].value = "德馨苑"
    book.save(tmp_path / "mended.xlsx")
    assert import_ledger(Request(tmp_path / "mended.xlsx")).created == 3


def test_refused_rows_of_two_ledgers_of_one_name_in_one_second_are_kept_apart(tmp_path, community):
    paths = [tmp_path / number / "a.xlsx" for number in "12"]
    for number, path in enumerate(paths, 1):
        path.parent.mkdir()
        ledger(path, row(number, 登记日期=f"{number}月"))

    files = [import_ledger(Request(path)).refused_file for path in paths]

    texts = [str([*openpyxl.load_workbook(file).active.values][1:]) for file in files]
    assert "1月" in texts[0] and "2月" in texts[1]


def test_dry_run_reports_and_writes_nothing(tmp_path, community):
    path = ledger(tmp_path / "a.xlsx", row(1), row(2, 登记日期=""))

    report = import_ledger(Request(path, dry_run=True))

    assert (report.created, report.refused) == (1, 1)
    assert not Case.objects.exists()


def test_unknown_headers_need_a_profile(tmp_path, community):
    path = ledger(tmp_path / "a.xlsx", ["2020-06-03", "灯坏了。"], headers=["哪天", "啥事"])
    with pytest.raises(TableError):
        import_ledger(Request(path))

    profile = Profile(name="own", columns={"哪天": "received", "啥事": "content"})
    import_ledger(Request(path, profile=profile, area=community))

    assert Case.objects.get().content == "灯坏了。"


def test_rare_characters_and_html_are_kept_faithfully(tmp_path, community):
    text = "𠮷先生的店😀门口 <b>积水</b> & 泥沙"
    import_ledger(Request(ledger(tmp_path / "a.xlsx", row(1, 问题内容=text))))

    assert Case.objects.get().content == text


@pytest.mark.skipif(not ANSWERED.exists(), reason="the real messages are not here")
def test_real_messages_import_whole(community):
    report = import_ledger(Request(ANSWERED, area=community))

    assert (report.rows, report.created, report.refused) == (2816, 2816, 0)
    assert not Case.objects.filter(content__contains="_x000D_").exists()
    assert Case.objects.filter(measures="").count() == 0


def test_command_prints_json_and_fails_for_refused_rows(tmp_path, community, capsys):
    path = ledger(tmp_path / "a.xlsx", row(1), row(2, 登记日期=""))

    with pytest.raises(SystemExit) as stop:
        call_command("import", "ledger", str(path), "--json")

    assert stop.value.code == 1
    assert '"created": 1' in capsys.readouterr().out


def test_killed_import_is_finished_by_a_second_run(tmp_path, installed_database):
    home = tmp_path / "home"
    home.mkdir()
    with closing(sqlite3.connect(home / "private.sqlite3")) as database:
        copy(installed_database, database)
    environment = {"HUIYINBI_HOME": str(home), "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}"}
    path = ledger(tmp_path / "big.xlsx", *(row(number) for number in range(1, 1501)))

    def run(*words: str, **options: object) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "cms", *words], cwd=ROOT, env=environment, **options
        )

    make = "from tests import factories; factories.area()"
    assert run("shell", "-v0", "-c", make).wait() == 0
    first = run("import", "ledger", str(path), "--publish")
    _wait_for_first_batch(home / "private.sqlite3", first)
    first.kill()
    first.wait()

    second = run("import", "ledger", str(path), "--publish", "--json", stdout=subprocess.PIPE)
    output = second.communicate()[0].decode()
    assert second.returncode == 0, output
    assert '"refused": 0' in output
    database = sqlite3.connect(home / "private.sqlite3")
    counts = database.execute(
        "select count(*), count(distinct source_key), sum(live) from cases_case"
    ).fetchone()
    head = database.execute("select count(*), max(seq) from publication_logentry").fetchone()
    assert counts == (1500, 1500, 1500)
    assert head[0] == head[1]


def _wait_for_first_batch(path: Path, process: subprocess.Popen[bytes]) -> None:
    database = sqlite3.connect(path)
    while process.poll() is None:
        if database.execute("select count(*) from cases_case").fetchone()[0]:
            return
        time.sleep(0.02)
