"""Whatever is done with hours, in whatever order, the book keeps its rules."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import date, datetime, timedelta

import hypothesis
import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from cms.volunteers import actions
from cms.volunteers.errors import HoursRefused
from cms.volunteers.hours import balances
from cms.volunteers.hours.checking import check
from cms.volunteers.models import Dispute, Entry, Participation, Posting
from tests import factories

FIRST = date(2020, 6, 1)
people = st.integers(0, 1)
members = st.integers(0, 2)
picks = st.integers(0, 10**6)


class Book(RuleBasedStateMachine):
    """Two members of staff and three volunteers over three days, against plain sums."""

    def __init__(self) -> None:
        super().__init__()
        self.run = transaction.atomic()  # undone at the end of each run
        self.run.__enter__()
        self.staff = [factories.user("anna"), factories.user("bo")]
        self.members = [factories.member() for _ in range(3)]
        self.services = [factories.service(FIRST + timedelta(days=n)) for n in range(3)]
        #: What a plain list of sums would say.
        self.served: Counter[int] = Counter()
        self.credit: Counter[int] = Counter()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.run.__exit__(None, None, None)

    @rule(
        who=members,
        day=st.integers(0, 2),
        begin=st.integers(0, 23),
        length=st.integers(1, 1500),
        source=st.sampled_from(["check_in", "organiser"]),
        timed=st.booleans(),
        by=people,
    )
    def record(self, who, day, begin, length, source, timed, by):
        span = {"minutes": length}
        if timed:
            start = FIRST + timedelta(days=day)
            began = datetime(start.year, start.month, start.day, begin, tzinfo=factories.CHINA)
            span = {"began": began, "ended": began + timedelta(minutes=length)}
        with suppress(HoursRefused):
            actions.record(
                service=self.services[day], member=self.members[who], by=self.staff[by],
                source=source, **span,
            )  # fmt: skip

    @precondition(lambda self: Participation.objects.exists())
    @rule(pick=picks, by=people)
    def confirm(self, pick, by):
        one = _pick(Participation.objects, pick)
        with suppress(HoursRefused):
            actions.confirm(participation=one, by=self.staff[by])
            assert one.recorded_by != self.staff[by].username
            self._add(one, 1)

    @precondition(lambda self: Participation.objects.exists())
    @rule(pick=picks)
    def strike(self, pick):
        with suppress(HoursRefused):
            actions.strike(
                participation=_pick(Participation.objects, pick), by=self.staff[0], reason="记错"
            )

    @precondition(lambda self: Entry.objects.exists())
    @rule(pick=picks, by=people, upheld=st.booleans())
    def dispute(self, pick, by, upheld):
        entry = _pick(Entry.objects, pick)
        with suppress(HoursRefused):
            opened = actions.dispute(entry=entry, by=self.staff[by], reason="不对")
            judge = factories.user("cleo")
            if actions.settle(dispute=opened, by=judge, upheld=upheld):
                self._add(entry.participation, -1)
        assert Dispute.objects.filter(entry=entry).count() <= 1

    @precondition(lambda self: Entry.objects.exists())
    @rule(pick=picks)
    def reverse(self, pick):
        entry = _pick(Entry.objects, pick)
        before = _balances()
        with suppress(HoursRefused):
            reversal = actions.reverse(entry=entry, by=self.staff[0], reason="更正")
            moved = Counter(dict(entry.postings.values_list("account", "minutes")))
            expected = {key: before[key] - moved[key] for key in {*before, *moved}}
            assert _balances() == expected
            assert reversal.reverses == entry
            self._undo(entry)

    @rule(who=members, minutes=st.integers(-5, 400))
    def redeem(self, who, minutes):
        member = self.members[who]
        left = balances.available(member)
        with suppress(HoursRefused):
            actions.redeem(
                member=member, minutes=minutes, what="洗衣粉", counter=member.area,
                by=self.staff[0],
            )  # fmt: skip
            assert 0 < minutes <= left
            self.credit[member.pk] -= minutes

    @rule(giver=members, receiver=members, minutes=st.integers(1, 200))
    def transfer(self, giver, receiver, minutes):
        a, b = self.members[giver], self.members[receiver]
        with suppress(HoursRefused):
            actions.transfer(giver=a, receiver=b, minutes=minutes, reason="互助", by=self.staff[1])
            self.credit[a.pk] -= minutes
            self.credit[b.pk] += minutes

    def _add(self, one, sign):
        self.served[one.member_id] += sign * one.minutes
        if one.source == "check_in":
            self.credit[one.member_id] += sign * one.minutes

    def _undo(self, entry):
        if entry.participation:
            self._add(entry.participation, -1)
            return
        for posting in entry.postings.select_related("account"):
            if posting.account.member_id:
                self.credit[posting.account.member_id] -= posting.minutes

    @invariant()
    def book_keeps_its_rules(self):
        assert check().faults == []
        assert not Posting.objects.aggregate(sum=Sum("minutes"))["sum"]
        for member in self.members:
            assert balances.hours_of_member(member).total == self.served[member.pk]
            assert balances.balance(member, "credit") == self.credit[member.pk]
        served = balances.hours_of_team(self.members[0].team).total
        assert served == sum(self.served.values())


def _pick(rows, pick):
    return rows.order_by("pk")[pick % rows.count()]


def _balances():
    rows = Posting.objects.order_by().values_list("account").annotate(sum=Sum("minutes"))
    return dict(rows)


@pytest.mark.django_db
def test_the_book_keeps_its_rules():
    settings = hypothesis.settings(max_examples=12, stateful_step_count=25, deadline=None)
    run_state_machine_as_test(Book, settings=settings)
