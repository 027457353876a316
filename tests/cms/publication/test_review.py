"""Editors look at the gate's findings; without them nothing doubtful gets out by any path."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from cms.brands.models import Brand
from cms.cases.imports.run import Request, import_ledger
from cms.cases.models import Case
from cms.cli import setup
from cms.publication import records
from cms.publication.door import actions, review
from cms.publication.errors import GateRefused, NotThroughTheDoor
from cms.publication.models import LogEntry, Override, Waiting
from cms.rights.models import Scope
from tests import factories
from tests.cms.cases.test_admin import form_of
from tests.cms.cases.test_imports import ledger, row
from tests.cms.desk.test_desk import queues

pytestmark = pytest.mark.django_db
DOUBT = "家在11栋18层，水压一直不足。"
EDIT = "/admin/snippets/cases/case/edit/{}/"


def bodies() -> str:
    return "\n".join(bytes(entry.body).decode() for entry in LogEntry.objects.all() if entry.body)


def only_finding(item):
    (found,) = review.look(item).findings
    return found


@pytest.fixture
def people(django_user_model):
    from django.contrib.auth.models import Group

    setup.make_roles()
    made = []
    for name, group in (("甲", setup.REVIEWERS), ("乙", setup.REVIEWERS), ("丙", setup.WRITERS)):
        user = django_user_model.objects.create_user(name, password="x")
        Scope.objects.create(user=user, whole_office=True)
        user.groups.add(Group.objects.get(name=group))
        made.append(user)
    return made


def test_accepted_masks_go_out_and_the_original_stays_private(people):
    case = factories.case(content=DOUBT)
    with pytest.raises(GateRefused):
        factories.publish(case)
    assert Waiting.objects.get().item == case.pk

    assert review.accept_all(case, by=people[0]) == 1
    factories.publish(case)

    assert "11栋18层" not in bodies()
    assert case.content == DOUBT
    assert not Waiting.objects.exists()


def test_an_accepted_mask_holds_when_a_later_version_no_longer_finds_it(people):
    case = factories.case(content=DOUBT)
    review.accept_all(case, by=people[0])

    def finds_nothing(known, allowed):
        return lambda text: []

    passed = review.look_at(case, case.public_record(), "", scanning=finds_nothing)

    assert passed.record["content"] == "家在***，水压一直不足。"
    assert [found.finding.text for found in passed.masked] == ["11栋18层"]


def test_a_home_stands_only_after_a_second_person_agreed(people):
    first, second, writer = people
    case = factories.case(content=DOUBT)
    found = review.finding_id(only_finding(case))
    with pytest.raises(review.ReviewRefused):
        review.let_stand(case, found, reason=" ", by=first)
    word = review.let_stand(case, found, reason="是项目部的地址", by=first)

    with pytest.raises(GateRefused):
        factories.publish(case)
    for nobody in (first, writer):
        with pytest.raises(review.ReviewRefused):
            review.confirm(case, word.pk, by=nobody)
    review.confirm(case, word.pk, by=second)
    factories.publish(case)

    assert "11栋18层" in bodies()


def test_a_certain_number_stays_masked_until_the_second_person_agreed(people):
    case = factories.case(content="热线电话13812345678，欢迎拨打。")
    word = review.let_stand(
        case, review.finding_id(only_finding(case)), reason="值班手机", by=people[0]
    )
    factories.publish(case)
    assert "13812345678" not in bodies()

    review.confirm(case, word.pk, by=people[1])
    case.change_reason = "公开值班手机"
    case.save_revision()
    factories.publish(case)

    assert "13812345678" in bodies()


def test_the_word_holds_for_that_text_in_that_field_of_that_record_only(people):
    case = factories.case(content="热线电话13812345678。", measures="已回13812345678。")
    found = next(each for each in review.look(case).findings if each.field == "content")
    word = review.let_stand(case, review.finding_id(found), reason="值班手机", by=people[0])
    review.confirm(case, word.pk, by=people[1])
    other = factories.case(content="热线电话13812345678。")
    for each in (case, other):
        factories.publish(each)

    first, second = (json.loads(bytes(e.body))["record"] for e in LogEntry.objects.all())
    assert "13812345678" in first["content"]
    assert "13812345678" not in first["measures"] + second["content"]


def test_the_database_itself_keeps_one_person_from_agreeing_with_himself():
    word = {"kind": "case", "item": 1, "field": "content", "finding": "home", "digest": "0"}
    for bad in ({"reason": "", "by": "甲"}, {"reason": "x", "by": "甲", "confirmed_by": "甲"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Override.objects.create(**word, stands=True, **bad)


def test_nothing_enters_or_changes_the_log_from_a_shell():
    case = factories.publish(factories.case())
    entry = LogEntry.objects.get()
    other = factories.case(content=DOUBT)
    by_hand = actions.Prepared(other, "publish", "", records.canonical(other.public_record()))
    swapped = actions.prepare(factories.case())
    swapped.body = by_hand.body
    for attempt in (
        lambda: actions.append([by_hand]),
        lambda: actions.append([swapped]),
        lambda: LogEntry.objects.create(seq=9, kind="case", key="x", version=1),
        lambda: LogEntry.objects.bulk_create([LogEntry(seq=9)]),
        lambda: LogEntry.objects.update(key="x"),
        lambda: LogEntry.objects.all().delete(),
        entry.save,
        entry.delete,
    ):
        with pytest.raises(NotThroughTheDoor), transaction.atomic():
            attempt()
    other.live, other.publication = True, "public"
    other.save()

    assert [each.key for each in LogEntry.objects.all()] == [case.number]


def test_import_publishes_what_is_certain_and_lists_the_rest(tmp_path):
    factories.area()
    path = ledger(
        tmp_path / "a.xlsx",
        row(1, 问题内容="路灯不亮，请回电13912345678。"),
        row(2, 问题内容=DOUBT),
    )

    report = import_ledger(Request(path, publish=True))

    assert (report.published, len(report.to_review)) == (1, 1)
    waiting = Waiting.objects.get()
    assert Case.objects.get(pk=waiting.item).content == DOUBT
    assert "11栋18层" not in bodies()


def test_a_refused_schedule_holds_up_no_other_and_stays_in_the_list(caplog):
    late = timezone.now() - timedelta(minutes=1)
    doubtful, good = factories.case(content=DOUBT), factories.case()
    for case in (doubtful, good):
        revision = case.get_latest_revision()
        revision.approved_go_live_at = late
        revision.save()

    call_command("publish_scheduled")

    assert [entry.key for entry in LogEntry.objects.all()] == [good.number]
    doubtful.refresh_from_db()
    assert (doubtful.live, doubtful.publication) == (False, "draft")
    assert Waiting.objects.get().item == doubtful.pk
    assert "11栋18层" not in caplog.text

    review.accept_all(doubtful.get_latest_revision_as_object(), by=_admin())
    call_command("publish_scheduled")
    assert LogEntry.objects.filter(key=doubtful.number).exists()


def _admin():
    from django.contrib.auth import get_user_model

    return get_user_model().objects.create_superuser("admin2", password="x")


def test_the_reason_and_the_units_of_progress_pass_the_gate_too():
    case = factories.publish(factories.case(progress=("已派工。",)))
    step = case.progress.get()
    step.unit = "维修队13812345678"
    case.progress.set([step])
    case.change_reason = "居民13987654321要求更正"
    case.save_revision()
    factories.publish(case)
    case.change_reason = "居民13987654321要求撤回"
    case.unpublish()

    assert "13812345678" not in bodies()
    assert "13987654321" not in bodies()
    assert "139****4321" in bodies()


def test_a_pages_markup_hides_no_number():
    brand = Brand(
        slug="b", title="品牌", area=factories.area(), live=False,
        body='<p>电话138<b>1234</b>5678，另138&nbsp;8765&nbsp;4321</p>'
        '<p><a href="tel:13711112222">拨打</a></p>',
    )  # fmt: skip
    brand.save()
    factories.publish(brand)

    html = json.loads(bytes(LogEntry.objects.get().body))["record"]["body_html"]
    assert "138****5678<b></b>" in html
    assert 'href="tel:137****2222"' in html
    assert not any(part in html for part in ("1234", "8765", "13711112222"))


def test_the_form_marks_each_finding_and_takes_the_masks(admin_client):
    case = factories.case(content=DOUBT, measures="已回13812345678。")
    page = admin_client.get(EDIT.format(case.pk)).content.decode()
    assert '<mark class="is-doubtful"' in page
    assert "138****5678" in page

    admin_client.post(EDIT.format(case.pk), form_of(case, **{"review-accept": "1"}))

    case.refresh_from_db()
    assert Override.objects.get().by == "admin"
    assert factories.publish(case).live


def test_the_list_to_review_publishes_with_all_masks(admin_client, people):
    case = factories.case(content=DOUBT)
    with pytest.raises(GateRefused):
        factories.publish(case)
    page = admin_client.get("/admin/review/").content.decode()
    assert "11栋18层" in page

    asked = {"kind": "case", "item": case.pk, "review-publish": "1"}
    admin_client.post("/admin/review/", asked)

    assert "11栋18层" not in bodies()
    assert LogEntry.objects.get().key == case.number
    assert "11栋18层" not in admin_client.get("/admin/review/").content.decode()


def test_what_was_looked_through_and_not_published_waits_in_a_queue(client, people):
    case = factories.case(content=DOUBT)
    factories.case(content=DOUBT)
    review.accept_all(case, by=people[2])
    client.force_login(people[2])  # who may not publish is not told to
    assert "已核查、待公开" not in queues(client)

    client.force_login(people[0])
    url, count = queues(client)["已核查、待公开"]
    page = client.get(url)
    assert count == len(page.context["rows"]) == 1

    said = {"kind": "case", "item": case.pk, "list": "settled", "review-publish": "1"}
    answer = client.post(reverse("publication_waiting"), said, follow=True)
    assert answer.redirect_chain[0][0].startswith(url)
    assert LogEntry.objects.get().key == case.number
    assert "已核查、待公开" not in queues(client)


def test_bulk_publishing_lists_what_it_refused(admin_client):
    case = factories.case(content=DOUBT)
    admin_client.post(
        f"/admin/bulk/cases/case/publish/?next=/admin/snippets/cases/case/&id={case.pk}",
        {"reason": ""},
    )

    assert Waiting.objects.get().item == case.pk
    assert not LogEntry.objects.exists()


def test_who_may_not_publish_can_neither_publish_nor_agree_in_the_list(client, people):
    case = factories.case(content=DOUBT)
    word = review.let_stand(
        case, review.finding_id(only_finding(case)), reason="项目部", by=people[0]
    )
    client.force_login(people[2])
    for asked in ({"review-publish": "1"}, {"review-confirm": str(word.pk)}):
        client.post("/admin/review/", {"kind": "case", "item": case.pk, **asked})

    word.refresh_from_db()
    assert word.confirmed_by == ""
    assert not LogEntry.objects.exists()


def test_after_the_second_persons_agreement_a_link_leads_on_to_publishing(client, people):
    case = factories.case(content=DOUBT)
    word = review.let_stand(
        case, review.finding_id(only_finding(case)), reason="项目部", by=people[0]
    )
    client.force_login(people[1])

    said = client.post(
        "/admin/review/",
        {"kind": "case", "item": case.pk, "review-confirm": str(word.pk)},
        follow=True,
    )

    link = reverse(case.snippet_viewset.get_url_name("edit"), args=[case.pk])
    assert link in said.content.decode()
    assert "打开并发布" in said.content.decode()
    assert not Waiting.objects.exists()
