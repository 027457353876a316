"""The days of an activity are those its iCalendar rule gives to any other program."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.activities.dates import MOST, Repetition

days = st.dates(date(2019, 1, 1), date(2026, 12, 31))


@settings(max_examples=60)
@given(
    first=days,
    how=st.sampled_from(["daily", "weekly", "monthly", "monthly_weekday"]),
    every=st.integers(1, 4),
    weekdays=st.sets(st.integers(1, 7), max_size=3),
    length=st.integers(0, 300),
    skip=st.sets(st.integers(1, 300), max_size=5),
)
def test_days_are_those_of_the_rule(
    first: date, how: str, every: int, weekdays: set[int], length: int, skip: set[int]
) -> None:
    skipped = [first + timedelta(days=n) for n in sorted(skip)]
    how_often = Repetition(how, every, sorted(weekdays), first + timedelta(days=length), skipped)
    start = datetime.combine(first, datetime.min.time())
    told = {moment.date() for moment in rrulestr(how_often.text(first), dtstart=start)}
    assert how_often.days(first) == sorted((told - set(skipped)) | {first})[:MOST]


def test_each_second_saturday() -> None:
    monthly = Repetition("monthly_weekday", until=date(2024, 8, 31))
    found = monthly.days(date(2024, 5, 11))
    assert found == [date(2024, 5, 11), date(2024, 6, 8), date(2024, 7, 13), date(2024, 8, 10)]
    assert monthly.text(date(2024, 5, 11)) == "FREQ=MONTHLY;UNTIL=20240831;BYDAY=+2SA"


def test_once() -> None:
    assert Repetition().days(date(2024, 5, 1)) == [date(2024, 5, 1)]
    assert Repetition().text(date(2024, 5, 1)) == ""
