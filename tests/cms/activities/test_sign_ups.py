"""People sign up, wait, move up, cancel, come, and are forgotten."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from cms.activities import actions, places
from cms.activities.models import Activity, Attempt, SignUp
from cms.activities.retention import forget_sign_ups
from cms.publication.models import LogEntry, Sight
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def activity() -> Activity:
    day = timezone.localdate() + timedelta(days=7)
    made = factories.activity(day, state="open", sign_up="form", capacity=3)
    return factories.publish(made)


def told(activity: Activity) -> dict[str, Any]:
    entry = LogEntry.objects.filter(key=activity.number).order_by("version").last()
    assert entry and entry.body
    return json.loads(bytes(entry.body))["record"]


def join(activity: Activity, serial: int, people: int = 1, online: bool = False) -> SignUp:
    return actions.sign_up(
        activity, name=f"王小{serial}", phone=f"1390000{serial:04d}", people=people, online=online
    )


def test_the_waiting_list_moves_up_by_itself_in_its_order(activity: Activity) -> None:
    first = join(activity, 1, people=2)
    join(activity, 2)
    assert told(activity)["state"] == "full"
    big, small = join(activity, 3, people=2), join(activity, 4)
    assert [big.state, small.state] == ["waiting", "waiting"]
    moved = actions.cancel(first)
    assert [one.pk for one in moved] == [big.pk], "a small party never overtakes"
    assert told(activity)["state"] == "full"
    actions.cancel(big)
    small.refresh_from_db()
    assert small.state == "confirmed"
    assert small.moved_up is not None
    assert told(activity)["state"] == "open"
    assert actions.cancel(big) == [], "twice changes nothing"


def test_more_places_go_to_the_waiting_list(activity: Activity) -> None:
    for serial in range(5):
        join(activity, serial)
    activity.refresh_from_db()
    activity.capacity, activity.change_reason = 5, "换了大教室"
    activity.save_revision()
    factories.publish(activity)
    assert activity.sign_ups.filter(state="waiting").count() == 0


@pytest.mark.parametrize("change", [{"state": "held"}, {"sign_up": "office"}, {"live": False}])
def test_who_cannot_sign_up_is_told_so(activity: Activity, change: dict[str, Any]) -> None:
    Activity.objects.filter(pk=activity.pk).update(**change)
    with pytest.raises(actions.SignUpRefused):
        join(activity, 1, online=True)
    assert not SignUp.objects.exists()


def test_one_telephone_signs_up_once(activity: Activity) -> None:
    join(activity, 1)
    with pytest.raises(actions.SignUpRefused):
        join(activity, 1)


def test_a_full_waiting_list_takes_nobody(activity: Activity) -> None:
    for serial in range(6):
        join(activity, serial)
    with pytest.raises(actions.SignUpRefused):
        join(activity, 7)


FORM = {"name": "李四光", "phone": "139 0000 1111", "people": "1", "consent": "on"}


def test_a_resident_signs_up_and_cancels_on_the_web(activity: Activity) -> None:
    client = Client()
    url = f"/signup/{activity.number}/"
    page = client.get(url)
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    answer = client.post(url, FORM)
    assert answer.status_code == 302
    mine = client.get(answer["Location"])
    assert "1 个名额" in mine.content.decode()
    assert SignUp.objects.get().consented is not None
    client.post(answer["Location"])
    assert "已取消" in client.get(answer["Location"]).content.decode()
    assert SignUp.objects.get().state == "cancelled"


@pytest.mark.parametrize(
    "fields", [{"consent": ""}, {"phone": "12"}, {"people": "99"}, {"website": "x"}, {"name": ""}]
)
def test_a_wrong_form_signs_nobody_up(activity: Activity, fields: dict[str, str]) -> None:
    answer = Client().post(f"/signup/{activity.number}/", {**FORM, **fields})
    assert answer.status_code == 400
    assert not SignUp.objects.exists()


def test_the_form_needs_its_token(activity: Activity) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"/signup/{activity.number}/", FORM).status_code == 403


def test_one_address_cannot_flood_the_form(activity: Activity) -> None:
    client = Client()
    answers = {
        client.post(f"/signup/{activity.number}/", {**FORM, "consent": ""}).status_code
        for _ in range(21)
    }
    assert answers == {400, 429}
    assert len(set(Attempt.objects.values_list("source", flat=True))) == 1
    assert not Attempt.objects.filter(source__contains="127.0.0.1").exists()


def test_the_form_shows_the_public_record_and_no_draft(activity: Activity) -> None:
    activity.refresh_from_db()
    activity.title = "草稿标题13912340007"
    activity.save_revision()
    page = Client().get(f"/signup/{activity.number}/").content.decode()
    assert "读书会" in page
    assert "草稿" not in page
    draft = factories.activity(timezone.localdate(), title="未公开")
    assert Client().get(f"/signup/{draft.number}/").status_code == 404
    assert Client().get("/signup/mine/guess/").status_code == 404


def test_the_office_keeps_who_came(activity: Activity, admin_client: Client) -> None:
    url = f"/admin/activities/{activity.pk}/sign-ups/"
    assert url in admin_client.get("/admin/snippets/activities/activity/").content.decode()
    admin_client.post(url, {"name": "赵钱孙", "phone": "0393-1234567", "people": "2", "add": "1"})
    one = SignUp.objects.get()
    assert (one.source, one.state) == ("office", "confirmed")
    admin_client.post(url, {"came": [one.pk], "attendance": "1"})
    assert "赵钱孙" in admin_client.get(url).content.decode()
    assert Sight.objects.filter(kind="activity", key=activity.number).exists()
    activity.refresh_from_db()
    activity.state, activity.change_reason = "held", "已举办"
    activity.save_revision()
    assert told(factories.publish(activity))["people"] == 2


def test_sign_ups_are_forgotten_and_their_number_is_kept(
    activity: Activity, capsys: pytest.CaptureFixture[str]
) -> None:
    one = join(activity, 1, people=2)
    actions.record_attendance(activity, activity.first_day, [one.pk])
    assert forget_sign_ups(4) == 0
    Activity.objects.filter(pk=activity.pk).update(
        first_day=timezone.localdate() - timedelta(weeks=5)
    )
    call_command("purge", older_than=24, dry_run=True)
    assert "1 将被清除" in capsys.readouterr().out
    assert SignUp.objects.exists()
    assert forget_sign_ups(4) == 1
    assert not SignUp.objects.exists()
    assert places.attendance(activity) == 2


def test_one_is_told_beforehand_how_many_places_are_left(
    client: Client, activity: Activity
) -> None:
    address = f"/signup/{activity.number}/"
    assert "还有 3 个名额" in client.get(address).content.decode()
    assert "一次最多报 5 人" in client.post(address, FORM | {"people": "9"}).content.decode()
    join(activity, 1, people=2)
    assert "还有 1 个名额" in client.get(address).content.decode()
    join(activity, 2, people=2)
    page = client.get(address).content.decode()
    assert "排入候补名单" in page, "one place is free, but others wait"
    waiting = client.post(address, FORM, follow=True).content.decode()
    assert "前面还有 1 位" in waiting
    actions.cancel(SignUp.objects.get(state="waiting", people=2))
    mine = SignUp.objects.get(name=FORM["name"])
    assert mine.state == "confirmed"


def test_the_editing_page_leads_to_who_signed_up(admin_client: Client, activity: Activity) -> None:
    page = admin_client.get(f"/admin/snippets/activities/activity/edit/{activity.pk}/")
    assert f"/admin/activities/{activity.pk}/sign-ups/" in page.content.decode()
