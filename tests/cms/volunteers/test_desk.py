"""Hours in the CMS: recorded by one, confirmed by another, within one's areas."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cms.cli import setup
from cms.publication.models import LogEntry, Sight
from cms.rights.models import Scope
from cms.volunteers import actions
from cms.volunteers.hours import balances
from cms.volunteers.hours.checking import check
from cms.volunteers.models import Dispute, Entry, Member, Participation
from tests import factories

pytestmark = pytest.mark.django_db
OWN, OTHER = "410902001001", "410902001002"
CANARY = "翡翠九号"


def signed_in(name: str, *groups: str, code: str = OWN) -> Client:
    user = factories.user(name)
    user.groups.set(Group.objects.filter(name__in=groups or [setup.WRITERS, setup.REVIEWERS]))
    Scope.objects.create(user=user).areas.add(factories.area(code))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def writer():
    setup.make_roles()
    return signed_in("anna", setup.WRITERS)


@pytest.fixture
def reviewer(writer):
    return signed_in("bo")


def says(answer) -> str:
    return re.sub(r"<[^>]+>|\s+", " ", answer.content.decode())


def test_hours_go_from_one_hand_to_another(writer, reviewer):
    member, service = factories.member(), factories.service()
    page = reverse("volunteers_service_hours", args=[service.pk])
    given = {"do": "record", "member": member.number, "source": "check_in"}
    answer = writer.post(page, {**given, "began": "22:00", "ended": "00:30"}, follow=True)
    assert "须由另一人确认" in says(answer)
    again = writer.post(page, {**given, "began": "23:00", "ended": "23:30"}, follow=True)
    assert "时间重叠" in says(again)
    row = Participation.objects.get()
    assert (row.minutes, row.recorded_by) == (150, "anna")
    assert "本人登记" in says(writer.post(page, {"do": "confirm", "row": row.pk}, follow=True))

    queue = reverse("volunteers_confirm")
    assert member.name not in says(writer.get(queue))
    assert member.name in says(reviewer.get(queue))
    reviewer.post(queue, {"row": [row.pk]})
    assert balances.hours_of_member(member).credit == 150

    reviewer.post(page, {"do": "publish"})
    assert LogEntry.objects.filter(kind="service").count() == 1
    assert "提出异议" in says(writer.get(page))
    writer.post(page, {"do": "dispute", "row": Entry.objects.get().pk, "reason": "那晚没来"})
    assert "提出异议" not in says(writer.get(page)), "once"
    disputes = reverse("volunteers_disputes")
    dispute = Dispute.objects.get()
    assert writer.get(disputes).status_code in {302, 403}
    own = reviewer.post(disputes, {"row": dispute.pk, "upheld": "1"}, follow=True)
    assert "第三人" in says(own)
    judge = signed_in("cleo")
    judge.post(disputes, {"row": dispute.pk, "upheld": "1"})
    assert balances.hours_of_member(member).total == 0
    assert LogEntry.objects.filter(kind="service", action="withdraw").count() == 1
    assert check().faults == []


def test_the_pass_book_gives_and_takes_back(writer, reviewer, settings):
    settings.DISPUTE_DAYS = 0
    member = factories.member()
    one = actions.record(
        service=factories.service(), member=member, by=factories.user("anna"), source="check_in",
        began=factories.datetime(2020, 6, 3, 9, tzinfo=factories.CHINA),
        ended=factories.datetime(2020, 6, 3, 11, tzinfo=factories.CHINA),
    )  # fmt: skip
    actions.confirm(participation=one, by=factories.user("bo"))
    page = reverse("volunteers_passbook", args=[member.pk])

    writer.post(page, {"spend": "1", "minutes": "90", "what": "理发一次", "receiver": ""})
    too_much = writer.post(page, {"spend": "1", "minutes": "90", "what": "再来", "receiver": ""})
    assert "今天可兑换30分钟" in says(too_much)
    assert "理发一次" in says(writer.get(page))
    entry = Entry.objects.get(kind="redeem")
    assert writer.post(page, {"reverse": entry.pk, "reason": "x"}).status_code in {302, 403}
    reviewer.post(page, {"reverse": entry.pk, "reason": "没有理发"})
    assert balances.available(member) == 120


def test_looks_at_private_data_are_kept(writer):
    member, service = factories.member(), factories.service()
    writer.get(reverse("volunteers_passbook", args=[member.pk]))
    writer.get(reverse("wagtailsnippets_volunteers_member:edit", args=[member.pk]))
    writer.get(reverse("volunteers_service_hours", args=[service.pk]))
    writer.get(reverse("wagtailsnippets_volunteers_service:edit", args=[service.pk]))
    seen = list(Sight.objects.filter(by="anna").order_by("pk").values_list("view", "kind", "key"))
    assert seen == [
        ("inspect", "member", member.number),
        ("edit", "member", member.number),
        ("edit", "service", service.number),
        ("edit", "service", service.number),
    ]


def test_what_is_elsewhere_does_not_exist(reviewer):
    there = factories.area(OTHER, name="昆吾社区")
    theirs = factories.team("theirs", title=CANARY, area=there)
    member = factories.member(name=CANARY, team=theirs)
    service = factories.service(title=CANARY, team=theirs)
    one = actions.record(
        service=service, member=member, by=factories.user("anna"), source="organiser", minutes=60
    )
    pages = [
        reverse("volunteers_service_hours", args=[service.pk]),
        reverse("volunteers_passbook", args=[member.pk]),
        *(
            reverse(f"wagtailsnippets_volunteers_{kind}:{view}", args=[item.pk])
            for kind, item in (("member", member), ("service", service))
            for view in ("edit", "delete", "history", "inspect", "usage")
        ),
    ]
    for page in pages:
        assert reviewer.get(page).status_code == 404, page
    lists = [reverse(f"wagtailsnippets_volunteers_{kind}:list") for kind in ("member", "service")]
    for page in [*lists, reverse("volunteers_confirm"), reverse("volunteers_disputes")]:
        answer = reviewer.get(page, {"q": CANARY})
        assert answer.status_code == 200
        assert CANARY not in says(answer).replace(f"“{CANARY}”", "")
    reviewer.post(reverse("volunteers_confirm"), {"row": [one.pk]})
    one.refresh_from_db()
    assert one.state == "recorded"
    own = reverse("volunteers_service_hours", args=[factories.service().pk])
    assert reviewer.post(own, {"do": "confirm", "row": one.pk}).status_code == 404


def test_a_table_is_tried_and_then_imported(writer):
    factories.team()
    table = "志愿者编号,姓名,所属队伍,加入日期\nV1,张三丰,爱心联盟,2019-01-01\nV2,李四,没有的队,\n"
    page = reverse("volunteers_import")

    def send(**options):
        file = SimpleUploadedFile("名单.csv", table.encode("utf-8-sig"))
        return writer.post(page, {"file": file, **options})

    assert "没有这个名称的队伍" in says(send(dry_run="on"))
    assert not Member.objects.exists()
    send()
    assert Member.objects.get().name == "张三丰"
    given_back = writer.get(reverse("volunteers_refused", args=[0]))
    assert given_back.status_code == 200
    given_back.close()
    assert signed_in("dora").get(reverse("volunteers_refused", args=[0])).status_code == 404


def test_hours_are_given_as_a_workbook_of_ones_own_areas(writer, reviewer):
    for code, name in ((OWN, "张三丰"), (OTHER, CANARY)):
        area = factories.area(code)
        service = factories.service(area=area)
        one = actions.record(
            service=service, member=factories.member(name=name, area=area),
            by=factories.user("anna"), source="organiser", minutes=60,
        )  # fmt: skip
        actions.confirm(participation=one, by=factories.user("bo"))
    page = reverse("volunteers_export")
    assert writer.get(page).status_code == 200
    answer = writer.post(page, {"layout": "national"})
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.values)
    assert [row[0] for row in rows] == ["姓名", "张三丰"]
    assert Sight.objects.filter(view="export", count=1).exists()
    wrong = SimpleUploadedFile("t.xlsx", b"no workbook")
    assert "张三丰" not in says(writer.post(page, {"layout": "own", "template": wrong}))
