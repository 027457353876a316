"""The book of hours: what is taken, what is refused, and what a check finds."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from cms.publication.append_only import AppendOnly
from cms.volunteers import actions
from cms.volunteers.errors import HoursRefused
from cms.volunteers.hours import balances, protection
from cms.volunteers.hours.checking import check
from cms.volunteers.models import Entry, Participation, Posting
from cms.volunteers.people import masked_name
from tests import factories

pytestmark = pytest.mark.django_db
DAY = date(2020, 6, 3)


def at(hour: int, minute: int = 0, *, day: date = DAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=factories.CHINA)


@pytest.fixture
def anna():
    return factories.user("anna")


@pytest.fixture
def bo():
    return factories.user("bo")


@pytest.fixture
def cleo():
    return factories.user("cleo")


def served(member, anna, bo, *, service=None, source="check_in", **span):
    span = span or {"began": at(9), "ended": at(11)}
    service = service or factories.service()
    one = actions.record(service=service, member=member, by=anna, source=source, **span)
    return actions.confirm(participation=one, by=bo)


def refused(code: str, act, **arguments) -> None:
    before = Entry.objects.count(), Participation.objects.count()
    with pytest.raises(HoursRefused) as refusal:
        act(**arguments)
    assert refusal.value.code == code
    assert str(refusal.value)
    assert (Entry.objects.count(), Participation.objects.count()) == before


def test_confirmed_minutes_go_from_the_team_to_the_member(anna, bo):
    member = factories.member()
    served(member, anna, bo)
    served(member, anna, bo, source="organiser", minutes=30)

    assert balances.hours_of_team(member.team).as_dict() == {
        "minutes": 150,
        "credit_minutes": 120,
        "honour_minutes": 30,
        "months": {"2020-06": {"credit": 120, "honour": 30}},
    }
    assert balances.hours_of_member(member).total == 150
    assert check().faults == []


def test_who_recorded_does_not_confirm(anna):
    one = actions.record(
        service=factories.service(), member=factories.member(), by=anna, source="organiser",
        minutes=60,
    )  # fmt: skip
    refused("same_person", actions.confirm, participation=one, by=anna)


def test_one_member_is_in_one_place_at_a_time(anna):
    member, service = factories.member(), factories.service()
    given = {"service": service, "member": member, "by": anna, "source": "check_in"}
    actions.record(**given, began=at(9), ended=at(11))
    refused("overlap", actions.record, **given, began=at(10, 59), ended=at(12))
    actions.record(**given, began=at(11), ended=at(12))


def test_a_night_counts_on_both_days(anna):
    member = factories.member()
    given = {"member": member, "by": anna, "source": "organiser"}
    night = factories.service()
    next_day = DAY + timedelta(days=1)
    actions.record(service=night, **given, began=at(22), ended=at(6, day=next_day))
    morning = factories.service(next_day)
    refused("day_full", actions.record, service=morning, **given, minutes=18 * 60 + 1)
    actions.record(service=morning, **given, minutes=18 * 60)
    assert check().faults == []


@pytest.mark.parametrize(
    ("code", "span"),
    [
        ("ends_first", {"began": at(11), "ended": at(9)}),
        ("ends_first", {"began": at(9), "ended": at(9)}),
        ("more_than_between", {"began": at(9), "ended": at(10), "minutes": 61}),
        ("too_long", {"began": at(9), "ended": at(9, 1, day=DAY + timedelta(days=1))}),
        ("one_time", {"began": at(9)}),
        ("minutes", {"minutes": 0}),
        ("minutes", {"minutes": 1441}),
        ("no_time", {}),
        (
            "other_day",
            {"began": at(9, day=date(2020, 6, 4)), "ended": at(10, day=date(2020, 6, 4))},
        ),
    ],
)
def test_what_is_no_time_of_service_is_refused(code, span, anna):
    refused(
        code, actions.record, service=factories.service(), member=factories.member(), by=anna,
        source="organiser", **span,
    )  # fmt: skip


def test_a_check_in_needs_both_times(anna):
    refused(
        "no_check_in", actions.record, service=factories.service(), member=factories.member(),
        by=anna, source="check_in", minutes=60,
    )  # fmt: skip


def test_hours_before_joining_and_in_the_future_are_refused(anna):
    late = factories.member(joined=date(2020, 6, 4))
    given = {"by": anna, "source": "organiser", "minutes": 60}
    refused("not_a_member", actions.record, service=factories.service(), member=late, **given)
    tomorrow = factories.service(timezone.localdate() + timedelta(days=1))
    refused("future", actions.record, service=tomorrow, member=factories.member(), **given)


def test_a_reversal_gives_balance_and_time_back(anna, bo, cleo):
    member = factories.member()
    entry = served(member, anna, bo)
    refused("no_reason", actions.reverse, entry=entry, by=cleo, reason=" ")
    reversal = actions.reverse(entry=entry, by=cleo, reason="记错了人")

    assert balances.balance(member, "credit") == 0
    assert balances.hours_of_team(member.team).as_dict()["months"] == {}
    refused("reversed", actions.reverse, entry=entry, by=cleo, reason="again")
    refused("is_reversal", actions.reverse, entry=reversal, by=cleo, reason="back")
    served(member, anna, bo)
    assert balances.balance(member, "credit") == 120
    assert check().faults == []


def test_disputed_hours_are_not_final_and_go_when_it_is_upheld(anna, bo, cleo, settings):
    member = factories.member()
    entry = served(member, anna, bo)
    assert balances.available(member) == 0
    opened = actions.dispute(entry=entry, by=anna, reason="那天没来")
    refused("same_person", actions.settle, dispute=opened, by=bo, upheld=True)
    refused("same_person", actions.settle, dispute=opened, by=anna, upheld=True)
    assert actions.settle(dispute=opened, by=cleo, upheld=True).reverses == entry
    assert balances.balance(member, "credit") == 0

    settings.DISPUTE_DAYS = 0
    final = served(member, anna, bo)
    refused("final", actions.dispute, entry=final, by=anna, reason="太晚了")
    assert balances.available(member) == 120


def test_only_final_checked_in_minutes_are_exchanged(anna, bo, settings):
    settings.DISPUTE_DAYS = 0
    giver, receiver = factories.member(), factories.member(name="李四")
    counter = factories.area()
    served(giver, anna, bo)
    served(giver, anna, bo, source="organiser", minutes=600)
    spend = {"member": giver, "counter": counter, "by": anna, "what": "理发一次"}
    refused("too_little", actions.redeem, **spend, minutes=121)
    refused("too_little", actions.redeem, **spend, minutes=0)
    taken = actions.redeem(**spend, minutes=100)
    actions.transfer(giver=giver, receiver=receiver, minutes=20, reason="照顾老人", by=anna)

    assert [balances.available(one) for one in (giver, receiver)] == [0, 20]
    assert balances.hours_of_member(giver).total == 720
    assert balances.hours_of_member(receiver).total == 0
    actions.reverse(entry=taken, by=bo, reason="没有理发")
    assert balances.available(giver) == 100
    assert check().faults == []


def test_struck_out_time_is_free_again(anna, bo):
    member, service = factories.member(), factories.service()
    given = {"service": service, "member": member, "by": anna, "source": "check_in"}
    one = actions.record(**given, began=at(9), ended=at(11))
    with pytest.raises(HoursRefused):
        actions.strike(participation=one, by=anna, reason=" ")
    actions.strike(participation=one, by=anna, reason="记到了别人名下")
    one.refresh_from_db()
    assert (one.struck_by, one.struck_why) == (anna.get_username(), "记到了别人名下")
    assert one.struck_at is not None
    refused("not_waiting", actions.confirm, participation=one, by=bo)
    actions.record(**given, began=at(9), ended=at(11))


def test_rows_of_the_book_stand(anna, bo):
    entry = served(factories.member(), anna, bo)
    posting = entry.postings.first()
    for act in (posting.save, posting.delete, Posting.objects.all().delete, entry.delete):
        with pytest.raises(AppendOnly):
            act()
    for sql in (
        "update volunteers_posting set minutes = 1",
        "delete from volunteers_posting",
        "update volunteers_entry set kind = 'redeem'",
        "delete from volunteers_entry",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    assert check().faults == []


@pytest.mark.parametrize(
    ("code", "sql"),
    [
        ("sum", "update volunteers_posting set minutes = minutes + 1 where minutes > 0"),
        ("sum", "delete from volunteers_posting where minutes > 0"),
        ("empty", "delete from volunteers_posting"),
        ("differs", "update volunteers_participation set minutes = 119"),
        ("differs", "update volunteers_posting set minutes = 2 * minutes"),
        ("state", "update volunteers_participation set state = 'recorded', confirmed_by = ''"),
        ("one_person", "update volunteers_entry set by = 'anna'"),
        ("unguarded", "select 1"),
    ],
)
def test_check_names_the_first_bad_entry(code, sql, anna, bo):
    first = served(factories.member(), anna, bo)
    served(factories.member(), anna, bo)
    protection.unprotect(connection)
    with connection.cursor() as cursor:
        cursor.execute(sql)
    if code != "unguarded":
        protection.protect(connection)

    report = check()

    assert code in {fault.code for fault in report.faults}
    fault = next(fault for fault in report.faults if fault.code == code)
    if fault.entry:
        assert fault.entry == first.pk


def test_check_finds_overlaps_and_full_days(anna, bo):
    member = factories.member()
    served(member, anna, bo)
    served(member, anna, bo, began=at(12), ended=at(14))
    Participation.objects.filter(began=at(12)).update(began=at(10), ended=at(12))
    assert {fault.code for fault in check().faults} == {"overlap"}
    Participation.objects.update(began=None, ended=None, source="organiser", minutes=800)
    assert "day_full" in {fault.code for fault in check().faults}


@pytest.mark.parametrize(
    ("name", "masked"),
    [("张三丰", "张**"), ("张三", "张*"), ("欧阳锋", "欧阳*"), ("欧阳", "欧*"), ("李", "李*")],
)
def test_masked_names_keep_the_surname(name, masked):
    assert masked_name(name) == masked
