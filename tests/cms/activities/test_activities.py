"""Activities go out by the door, and nobody who signed up does."""

from __future__ import annotations

import json
from datetime import date, time

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from cms.activities.models import Activity, ActivityCount, SignUp
from cms.publication import vocabulary
from cms.publication.errors import ReasonMissing
from cms.publication.models import LogEntry
from cms.publication.records import schema
from tests import factories

pytestmark = pytest.mark.django_db


def _record(activity: Activity) -> dict[str, object]:
    entry = LogEntry.objects.filter(kind="activity", key=activity.number).last()
    assert entry and entry.body

    return json.loads(bytes(entry.body))["record"]


def test_the_public_learns_when_and_where() -> None:
    activity = factories.publish(
        factories.activity(
            begins_at=time(16, 30), repeats="weekly", repeats_until=date(2020, 6, 30)
        )
    )
    record = _record(activity)
    assert record["starts"] == "2020-06-03T16:30:00+08:00"
    assert record["rule"] == "FREQ=WEEKLY;UNTIL=20200630"
    assert record["days"] == ["2020-06-03", "2020-06-10", "2020-06-17", "2020-06-24"]
    assert activity.number == "202006-700001"


def test_the_report_is_told_once_it_was_held() -> None:
    activity = factories.activity(report="来了很多人。", people=35)
    activity.counts.add(ActivityCount(unit="books", amount=10_320))
    activity.save()
    activity.save_revision()
    factories.publish(activity)
    assert _record(activity)["counts"] == {}
    activity.state, activity.change_reason = "held", "活动已举办"
    activity.save_revision()
    record = _record(factories.publish(activity))
    assert (record["people"], record["counts"]) == (35, {"books": 10_320})


def test_a_participants_name_in_the_report_stops_at_the_door() -> None:
    activity = factories.activity(state="held", report="张小凡表现突出，电话13912340007。")
    SignUp.objects.create(
        activity=activity, name="张小凡", phone="13912340007", state="confirmed", source="office"
    )
    record = _record(factories.publish(activity))
    assert "张小凡" not in str(record)
    assert "13912340007" not in str(record)


def test_a_change_needs_a_reason() -> None:
    activity = factories.publish(factories.activity())
    activity.place = "城市驿站"
    activity.save_revision()
    with pytest.raises(ReasonMissing):
        factories.publish(activity)


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"last_day": date(2020, 6, 2)}, "last_day"),
        ({"ends_at": time(9)}, "ends_at"),
        ({"begins_at": time(10), "ends_at": time(9)}, "ends_at"),
        ({"repeats": "weekly"}, "repeats_until"),
        ({"repeats": "daily", "repeats_until": date(2023, 1, 1)}, "repeats_until"),
        ({"state": "open"}, "sign_up"),
    ],
)
def test_what_contradicts_itself_is_refused(fields: dict[str, object], where: str) -> None:
    with pytest.raises(ValidationError) as caught:
        factories.activity(**fields).full_clean()
    assert list(caught.value.message_dict) == [where]


def test_another_communitys_activity_does_not_exist_for_an_editor(bounded: Client) -> None:
    other = factories.area("410902001002")
    for own, theirs in (
        (factories.activity(), factories.activity(area=other, title="金丝雀")),
        (factories.brand("a"), factories.brand("b", area=other, title="金丝雀")),
    ):
        name = f"{own._meta.app_label}/{own._meta.model_name}"
        listed = bounded.get(f"/admin/snippets/{name}/").content.decode()
        assert str(own) in listed
        assert "金丝雀" not in listed
        for verb in ("edit", "history", "delete"):
            mine = bounded.get(f"/admin/snippets/{name}/{verb}/{own.pk}/").status_code
            assert mine == (302 if verb == "delete" else 200), "roles delete nothing"
            assert bounded.get(f"/admin/snippets/{name}/{verb}/{theirs.pk}/").status_code == 404
        page = f"/admin/activities/{theirs.pk}/sign-ups/"
        assert bounded.get(page).status_code == 404
        assert bounded.post(page, {"cancel": "1"}).status_code == 404


def test_the_schemas_know_the_words_that_editors_choose_from() -> None:
    told, brand = schema("activity")["properties"], schema("brand")["$defs"]
    assert told["kind"]["enum"] == list(vocabulary.ACTIVITY_KINDS)
    assert told["state"]["enum"] == list(vocabulary.ACTIVITY_STATES)
    assert told["sign_up"]["enum"] == list(vocabulary.SIGN_UP_WAYS)
    assert list(told["counts"]["properties"]) == list(vocabulary.ACTIVITY_COUNTS)
    question = brand["figures"]["properties"]["items"]["items"]["properties"]
    assert question["query"]["enum"] == list(vocabulary.BRAND_FIGURES)
    assert question["kind"]["enum"] == [*vocabulary.ACTIVITY_KINDS, None]
