"""Of a course that repeats, people sign up for one day, and each day has its places."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from cms.activities import actions, places
from cms.activities.models import Activity, Attempt, Attendance, SignUp
from cms.activities.retention import forget_sign_ups
from cms.publication.models import LogEntry
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def course() -> Activity:
    """Three Saturdays or so, from tomorrow on; two places each."""
    first = timezone.localdate() + timedelta(days=1)
    made = factories.activity(
        first,
        repeats="weekly",
        repeats_until=first + timedelta(weeks=2),
        state="open",
        sign_up="form",
        by_day=True,
        capacity=2,
    )
    return factories.publish(made)


def join(activity: Activity, serial: int, day: date | None, people: int = 1) -> SignUp:
    phone = f"1390000{serial:04d}"
    return actions.sign_up(
        activity, name=f"王小{serial}", phone=phone, people=people, online=True, day=day
    )


def told(activity: Activity) -> dict[str, Any]:
    entry = LogEntry.objects.filter(key=activity.number).order_by("version").last()
    assert entry and entry.body
    return json.loads(bytes(entry.body))["record"]


def test_each_day_has_its_places_and_its_waiting_list(course: Activity) -> None:
    one, two, three = course.days()
    first = join(course, 1, one, people=2)
    waits = join(course, 2, one)
    assert (first.state, waits.state) == ("confirmed", "waiting")
    assert join(course, 1, two).state == "confirmed", "the same person comes on another day"
    assert (told(course)["state"], told(course)["full_days"]) == ("open", [one.isoformat()])
    join(course, 3, two)
    join(course, 4, three, people=2)
    assert told(course)["state"] == "full"
    moved = actions.cancel(first)
    assert [one.pk for one in moved] == [waits.pk]
    assert told(course)["full_days"] == [two.isoformat(), three.isoformat()]


@pytest.mark.parametrize("which", [None, date(2020, 1, 1)])
def test_no_day_or_one_that_is_over_takes_nobody(course: Activity, which: date | None) -> None:
    with pytest.raises(actions.SignUpRefused):
        join(course, 1, which)
    join(course, 1, course.days()[1])
    with pytest.raises(actions.SignUpRefused):
        join(course, 1, course.days()[1])


def test_the_form_offers_the_days_with_their_places(course: Activity) -> None:
    one, two, _ = course.days()
    join(course, 9, one, people=2)
    url, client = f"/signup/{course.number}/", Client()
    text = client.get(f"{url}?day={two}").content.decode()
    assert f'<option value="{two}" selected>' in text
    assert "已满" in text.split(f'value="{one}"')[1].split("</option>")[0]
    fields = {"name": "李四光", "phone": "13900001111", "people": "1", "consent": "on"}
    assert client.post(url, fields).status_code == 400
    assert client.post(url, {**fields, "day": "2020-01-01"}).status_code == 400
    answer = client.post(url, {**fields, "day": two.isoformat()})
    assert str(two) in client.get(answer["Location"]).content.decode()
    assert SignUp.objects.get(name="李四光").day == two
    assert Attempt.objects.count() == 3


def test_attendance_is_kept_day_by_day(course: Activity, admin_client: Client) -> None:
    one, two, _ = course.days()
    came, missed = join(course, 1, one), join(course, 2, one)
    join(course, 1, two, people=2)
    url = f"/admin/activities/{course.pk}/sign-ups/"
    page = admin_client.get(url).content.decode()
    assert f"?day={two}" in page and "王小1" in page
    admin_client.post(f"{url}?day={one}", {"came": [came.pk], "attendance": "1", "counted": ""})
    admin_client.post(f"{url}?day={two}", {"attendance": "1", "counted": "7"})
    assert (
        admin_client.post(f"{url}?day={two}", {"attendance": "1", "counted": "-3"}).status_code
        == 200
    )
    assert not Attendance.objects.filter(sign_up=missed).exists()
    course.refresh_from_db()
    course.state, course.change_reason = "held", "已举办"
    course.save_revision()
    record = told(factories.publish(course))
    assert record["people"] == 8
    assert record["attendance"] == [
        {"day": one.isoformat(), "people": 1},
        {"day": two.isoformat(), "people": 7},
    ]

    past = timezone.localdate() - timedelta(weeks=9)
    Activity.objects.filter(pk=course.pk).update(first_day=past, repeats="")
    assert forget_sign_ups(4) == 3
    assert places.attendance(Activity.objects.get(pk=course.pk)) == 8


def test_a_promised_day_cannot_be_edited_away(course: Activity) -> None:
    join(course, 1, course.days()[2])
    course.refresh_from_db()
    course.repeats_until = course.days()[1]
    with pytest.raises(ValidationError) as refused:
        course.full_clean()
    assert "first_day" in refused.value.message_dict
    course.refresh_from_db()
    course.by_day = False
    with pytest.raises(ValidationError) as refused:
        course.full_clean()
    assert "by_day" in refused.value.message_dict
