"""Cases in the Wagtail admin, as an editor meets them."""

import io
from datetime import date
from urllib.parse import quote

import openpyxl
import pytest
from django.contrib.auth.models import Group

from cms.cases.imports.run import Request, import_ledger
from cms.cases.models import Case, CasePicture
from cms.cli import setup
from cms.publication.models import LogEntry
from cms.publication.sights import Sight
from cms.rights.models import Scope
from tests import factories
from tests.cms.cases.test_imports import ledger, row
from tests.cms.desk.test_desk import queues

pytestmark = pytest.mark.django_db
LIST = "/admin/snippets/cases/case/"


@pytest.fixture
def editor(admin_client):
    return admin_client


@pytest.fixture
def writer(client, django_user_model):
    """A client signed in as one who may write but not publish."""
    setup.make_roles()
    user = django_user_model.objects.create_user("writer", password="x")
    Scope.objects.create(user=user, whole_office=True)
    user.groups.add(Group.objects.get(name=setup.WRITERS))
    client.force_login(user)
    return client


def empty_formset(name: str) -> dict[str, str]:
    """Return what a form says of children of which there are none."""
    counts = {"TOTAL": "0", "INITIAL": "0", "MIN_NUM": "0", "MAX_NUM": "1000"}
    return {f"{name}-{which}_FORMS": count for which, count in counts.items()}


def form_of(case: Case, **changes: str) -> dict[str, str]:
    """Return the edit form's fields for ``case``."""
    fields = {
        "title": case.title,
        "source": case.source,
        "channel": case.channel,
        "content": case.content,
        "measures": case.measures,
        "satisfaction": case.satisfaction,
        "state": case.state,
        "case_class": case.case_class,
        "area": str(case.area_id),
        "category": "",
        "unit": "",
        "ledger_number": "",
        "refusal": "",
        "received": "2020-06-03 09:30",
        "due": "",
        "closed": "",
        "change_reason": "",
        "reporter_name": "",
        "reporter_phone": "",
        "reporter_address": "",
        "responsible": "",
        "remarks": "",
        "go_live_at": "",
        "expire_at": "",
        **empty_formset("progress"),
        **empty_formset("pictures"),
    }
    return {**fields, **changes}


@pytest.mark.parametrize("query", ["", "?state=done&p=1", "?q=路灯"])
def test_list_asks_no_more_queries_for_thirty_than_for_one(
    editor, django_assert_max_num_queries, query
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    factories.publish(factories.case(title="路灯不亮", category=factories.category()))
    editor.get(LIST + query)
    with CaptureQueriesContext(connection) as one:
        editor.get(LIST + query)
    asked = len(one)
    for _ in range(29):
        factories.case(title="路灯不亮", category=factories.category(), unit=factories.unit())
    editor.get(LIST + query)  # the search takes in what changed

    with django_assert_max_num_queries(asked):
        editor.get(LIST + query)

    assert asked <= 40


def test_form_asks_no_more_than_forty_queries(editor):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    steps = ("已派单。", "已到场。", "已办结。")
    case = factories.case(steps, category=factories.category(), unit=factories.unit())
    case.pictures.add(CasePicture(picture=factories.picture(), alt="路灯"))
    case.save()
    factories.publish(case)
    case.save_revision()
    url = f"{LIST}edit/{case.pk}/"
    editor.get(url)
    with CaptureQueriesContext(connection) as asked:
        answer = editor.get(url)

    assert "已到场。" in answer.content.decode()
    assert len(asked) <= 40


def test_days_to_come_are_shown_as_dates(editor):
    factories.case(due=date(2035, 6, 3))

    assert "2035-06-03" in editor.get(LIST).content.decode()


def test_area_filter_takes_in_all_below_it(editor):
    factories.case(title="甲社区的问题", area=factories.area("410902001001"))
    factories.case(title="乙街道的问题", area=factories.area("410902002", name="胜利路街道"))
    street = factories.area("410902001")

    text = editor.get(f"{LIST}?area={street.pk}").content.decode()

    assert "甲社区的问题" in text
    assert "乙街道的问题" not in text


def test_publishing_in_the_form_is_refused_with_the_reason_and_the_draft_is_kept(editor):
    case = factories.case()

    answer = editor.post(
        f"{LIST}edit/{case.pk}/",
        form_of(case, content="家在11栋18层，水压不足。", **{"action-publish": "1"}),
        follow=True,
    )

    case.refresh_from_db()
    assert "11栋18层" in answer.content.decode()
    assert not case.live
    assert case.get_latest_revision_as_object().content == "家在11栋18层，水压不足。"


def test_publishing_in_the_form_writes_the_log(editor):
    case = factories.case()

    editor.post(f"{LIST}edit/{case.pk}/", form_of(case, **{"action-publish": "1"}))

    assert LogEntry.objects.get().key == case.number


def test_withdrawing_asks_for_a_reason(editor):
    case = factories.publish(factories.case())

    asked = editor.get(f"{LIST}unpublish/{case.pk}/").content.decode()
    assert "被引用 0 次" in asked
    editor.post(f"{LIST}unpublish/{case.pk}/", {"reason": " "})
    assert LogEntry.objects.count() == 1

    editor.post(f"{LIST}unpublish/{case.pk}/", {"reason": "重复登记"})
    assert LogEntry.objects.latest("seq").action == "withdraw"


def test_bulk_publish_goes_on_after_a_refusal(editor):
    good, bad = factories.case(), factories.case(content="家在11栋18层，水压不足。")

    answer = editor.post(
        f"/admin/bulk/cases/case/publish/?id={good.pk}&id={bad.pk}&next={LIST}", follow=True
    )

    assert [entry.key for entry in LogEntry.objects.all()] == [good.number]
    assert bad.number in answer.content.decode()


def test_publishing_many_says_beforehand_what_each_will_become(editor):
    masked = factories.case(title="电话", content="请回电13912345678。")
    doubtful = factories.case(title="住址", content="家在11栋18层，水压不足。")
    changed = factories.publish(factories.case(title="改过"))
    changed.content = "回电13987654321。"
    changed.save_revision()
    cases = [factories.case(), masked, doubtful, factories.publish(factories.case()), changed]
    ids = "&".join(f"id={case.pk}" for case in cases)
    before = LogEntry.objects.count()

    answer = editor.get(f"/admin/bulk/cases/case/publish/?{ids}&next={LIST}")
    page, forecast = answer.content.decode(), answer.context["forecast"]

    assert (forecast.plain, forecast.unchanged, forecast.unreasoned) == (1, 1, 1)
    assert sorted(fate.item.title for fate in forecast.masked) == ["改过", "电话"]
    assert [fate.item.title for fate in forecast.kept] == ["住址"]
    assert 'name="reason"' in page
    assert "「13912345678」" in page
    assert "139****5678" in page
    assert "「11栋18层」" in page
    assert LogEntry.objects.count() == before
    assert Sight.objects.latest("pk").count == 3


def test_bulk_withdraw_withdraws_all_with_one_reason(editor):
    cases = [factories.publish(factories.case()) for _ in range(2)]
    ids = "&".join(f"id={case.pk}" for case in cases)

    withdraw = f"/admin/bulk/cases/case/withdraw/?{ids}&next={LIST}"
    assert 'name="reason"' in editor.get(withdraw).content.decode()
    assert "必需字段" in editor.post(withdraw, {"reason": ""}).content.decode()
    editor.post(withdraw, {"reason": "误公开"})

    assert LogEntry.objects.filter(action="withdraw").count() == 2


def test_deleting_a_public_case_is_refused(editor):
    case = factories.publish(factories.case())

    editor.post(f"{LIST}delete/{case.pk}/")

    assert Case.objects.filter(pk=case.pk).exists()


def test_bulk_delete_spares_what_was_public(editor):
    case, draft = factories.publish(factories.case()), factories.case()

    editor.post(f"/admin/bulk/cases/case/delete/?id={case.pk}&id={draft.pk}&next={LIST}")

    assert Case.objects.filter(pk=case.pk).exists()


@pytest.mark.parametrize("action", ["publish", "delete"])
def test_all_in_a_filtered_list_means_the_filtered_list(editor, action):
    wanted, other = factories.case(channel="wechat"), factories.case(channel="weibo")
    listing = quote(f"{LIST}?channel=wechat")

    editor.post(f"/admin/bulk/cases/case/{action}/?id=all&next={listing}", {"reason": ""})

    done = LogEntry.objects if action == "publish" else Case.objects.filter(pk=wanted.pk)
    assert done.count() == (action == "publish")
    assert not Case.objects.get(pk=other.pk).live


def test_all_in_a_long_list_asks_no_more_queries_for_thirty_than_for_two(
    editor, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    confirm = f"/admin/bulk/cases/case/publish/?id=all&next={quote(LIST)}"
    for _ in range(2):
        factories.case()
    editor.get(confirm)
    with CaptureQueriesContext(connection) as two:
        editor.get(confirm)
    for _ in range(28):
        factories.case()

    with django_assert_max_num_queries(len(two)):
        editor.get(confirm)


@pytest.mark.parametrize("where", ["in the list of reviews", "in the form"])
def test_writer_submits_and_reviewer_publishes(writer, client, django_user_model, where):
    case = factories.case()
    writer.post(f"{LIST}edit/{case.pk}/", form_of(case, **{"action-publish": "1"}))
    assert not LogEntry.objects.exists()

    writer.post(f"{LIST}edit/{case.pk}/", form_of(case, **{"action-submit": "1"}))
    case.refresh_from_db()
    state = case.current_workflow_state
    assert state is not None
    reviewer = django_user_model.objects.create_user("reviewer", password="x")
    Scope.objects.create(user=reviewer, whole_office=True)
    reviewer.groups.add(Group.objects.get(name=setup.REVIEWERS))
    client.force_login(reviewer)
    url, count = queues(client)["送审、待您审核"]
    assert count == 1
    there = client.get(url).content.decode()
    assert f'id="{url.partition("#")[2]}"' in there
    assert case.title in there
    task = state.current_task_state
    if where == "in the form":
        pressed = {"action-workflow-action": "true", "workflow-action-name": "approve"}
        answer = client.post(f"{LIST}edit/{case.pk}/", form_of(case, **pressed), follow=True)
        assert "已批准并公开" in answer.content.decode()
    else:
        client.post(f"{LIST}workflow/action/{case.pk}/approve/{task.pk}/", {"comment": "可以"})

    assert LogEntry.objects.get().key == case.number
    assert "送审、待您审核" not in queues(client)


def test_preview_shows_what_will_be_masked(editor):
    case = factories.case(content="请回电13912345678。")

    text = editor.get(f"{LIST}edit/{case.pk}/").content.decode()
    assert "楼道灯不亮" in text
    context = case.get_preview_context(None, "")
    assert context["record"]["content"] == "请回电139****5678。"
    assert len(context["masked"]) == 1


def test_export_is_a_ledger_that_imports_again(editor, tmp_path):
    factories.case(title="路灯不亮", content="路灯不亮。", unit=factories.unit())

    answer = editor.get(f"{LIST}?export=xlsx")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))

    headers = [cell.value for cell in book.active[1]]
    first = dict(zip(headers, [cell.value for cell in book.active[2]], strict=True))
    assert headers[:3] == ["序号", "登记日期", "问题来源"]
    assert first["问题内容"] == "路灯不亮。"
    assert first["承办单位"] == "市政工程服务中心"


def test_an_exported_ledger_imported_again_changes_nothing(editor, tmp_path):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    factories.area()
    steps = "2020-06-03 【物业】已派单\n2020-06-05 【物业】已办结"
    rows = [row(1), row(2, 进展情况=steps, 备注="+1"), row(3, 办结时间="", 群众满意度="")]
    import_ledger(Request(ledger(tmp_path / "a.xlsx", *rows)))
    with CaptureQueriesContext(connection) as asked:
        answer = editor.get(f"{LIST}?export=xlsx")
        exported = tmp_path / "exported.xlsx"
        exported.write_bytes(b"".join(answer.streaming_content))

    report = import_ledger(Request(exported))

    assert (report.created, report.changed, report.unchanged) == (0, 0, 3)
    assert not any("wagtailcore_revision" in query["sql"] for query in asked.captured_queries)


def test_admin_is_in_chinese(editor):
    text = editor.get(LIST).content.decode()

    assert "办理状态" in text
    assert "导入台账" in editor.get("/admin/import/").content.decode()
