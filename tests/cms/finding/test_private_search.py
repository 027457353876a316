"""Editors find private cases by the public query language, and only those of their areas."""

import json

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection, transaction

from cms.cases.models import Case, Progress
from cms.cases.retention.purge import purge
from cms.cli import setup
from cms.finding import indexing
from cms.finding.asking import ask
from cms.finding.models import IndexedText, ToIndex
from cms.rights.models import Scope
from tests import factories

pytestmark = pytest.mark.django_db
LIST = "/admin/snippets/cases/case/"


def found(text: str) -> set[str]:
    """Return the titles of all cases that ``text`` finds."""
    indexing.work_off()
    return {case.title for case in ask(Case.objects.all(), text).records}


@pytest.fixture
def wall() -> dict[str, Case]:
    """Cases that differ in what they can be found by."""
    category = factories.category("charging", "充电设施")
    return {
        "charge": factories.case(
            title="小区没有电动车充电桩",
            content="居民从楼上拉线充电。",
            reporter_name="欧阳明",
            reporter_phone="139 0371-1234",
            category=category,
            state="registered",
        ),
        "lamp": factories.case(title="路灯不亮", content="过道堆放杂物。", state="done"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "电瓶车充电",
        "電動車",
        "充电庄",
        "chongdianzhuang",
        "cdz",
        "欧阳明",
        "ouyangming",
        "13903711234",
        "139-0371-1234",
        "1234",
        "充电设施",
        '分类:充电设施 -路灯 状态:已登记 "拉线充电"',
        "2020-01.. 充电 社区:德馨苑",
    ],
)
def test_finds_the_case_of_the_charger(wall, text):
    assert found(text) == {"小区没有电动车充电桩"}


def test_numbers_find_the_case(wall):
    assert found(wall["lamp"].number) == {"路灯不亮"}
    assert found("满意度:不满意") == set()
    assert found('"道堆物"') == set()


def test_index_follows_each_save_and_deletion(wall):
    wall["lamp"].content = "窨井盖丢失"
    wall["lamp"].save()
    Progress.objects.create(case=wall["lamp"], text="已派单给市政")
    assert found("窨井盖") == found("派单") == {"路灯不亮"}
    assert found("过道") == set()

    wall["lamp"].delete()

    assert found("窨井盖") == set()
    assert not IndexedText.objects.filter(title="路灯不亮").exists()


def test_index_forgets_what_is_deleted_by_a_query(wall):
    assert found("过道") == {"路灯不亮"}

    count, each = Case.objects.filter(pk=wall["lamp"].pk).delete()

    assert each["cases.Case"] == 1
    assert count >= 1
    assert found("过道") == set()
    assert not IndexedText.objects.filter(title="路灯不亮").exists()


def test_a_draft_over_a_public_case_is_found_by_both_texts(wall):
    case = wall["lamp"]
    case.save_revision().publish()
    case.title = "庭院灯不亮"
    case.save_revision()

    assert found("庭院灯") == found("路灯") == {"路灯不亮"}


def test_a_failing_index_holds_nothing_up(wall, monkeypatch):
    indexing.work_off()

    def broken(_rows):
        raise RuntimeError("no index today")

    monkeypatch.setattr("cms.finding.postings.add", broken)
    wall["lamp"].title = "路灯修好了"
    wall["lamp"].save()
    with pytest.raises(RuntimeError), transaction.atomic():
        indexing.work_off()
    monkeypatch.undo()

    assert Case.objects.filter(title="路灯修好了").exists()
    assert found("修好") == {"路灯修好了"}


def test_rebuilding_gives_the_same_index(wall, capsys):
    before = found("充电"), found("路灯")
    IndexedText.objects.all().delete()

    call_command("reindex", "--private", "--json")

    assert json.loads(capsys.readouterr().out) == {"records": 2}
    assert (found("充电"), found("路灯")) == before
    assert not ToIndex.objects.exists()


def test_admin_shows_only_what_the_editor_may_see(client, django_user_model, wall):
    elsewhere = factories.area("410902002001", name="别处社区")
    factories.case(title="别处的充电桩", area=elsewhere)
    user = django_user_model.objects.create_user("e", password="x", is_staff=True)
    setup.make_roles()
    user.groups.add(Group.objects.get(name=setup.WRITERS))
    Scope.objects.create(user=user).areas.set([wall["lamp"].area])
    client.force_login(user)

    page = client.get(LIST, {"q": "电瓶车充电"}).content.decode()

    assert "小区没有电动车充电桩" in page
    assert "别处的充电桩" not in page


def test_admin_says_what_it_mended_and_what_it_cannot_understand(admin_client, wall):
    mended = admin_client.get(LIST, {"q": "充电庄"}).content.decode()
    broken = admin_client.get(LIST, {"q": '"路灯'}).content.decode()

    assert "小区没有电动车充电桩" in mended
    assert "没有“充电庄”" in mended
    assert "第 1 个字符" in broken


def test_purged_names_leave_the_index_and_its_words(wall):
    indexing.work_off()
    Case.objects.update(state="done", received="2015-01-01T00:00Z", closed="2015-02-01T00:00Z")

    with connection.cursor() as cursor:
        purge(12)
        cursor.execute("create virtual table temp.seen using fts5vocab(main, finding_words, row)")
        words = {row[0] for row in cursor.execute("select term from temp.seen").fetchall()}

    assert found("欧阳明") == set()
    assert "拉线" in words
    assert not words & {"欧阳", "阳明", "13903711234", "1234"}
