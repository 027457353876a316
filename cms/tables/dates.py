"""Reads the times of a table, however they are written. China has one clock: UTC+8."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone

from cms.clock import CHINA
from cms.tables.cleaning import number_text

FIRST_YEAR = 1992  # since then China has had no summer time
_EPOCH = datetime(1899, 12, 30, tzinfo=CHINA)  # day 0 of spreadsheets, with their 1900 fault
_SERIALS = range(20_000, 110_000)  # 1954 … 2201: numbers outside are no dates

_TIME = re.compile(
    r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*[日号]?"
    r"(?:\s*T?\s*(?:星期.|周.)?\s*(?P<half>上午|下午|晚上|早上|中午|[AaPp][Mm])?\s*"
    r"(?P<hour>\d{1,2})\s*[:时点]\s*(?P<minute>\d{1,2})?\s*分?"
    r"(?:\s*:?\s*(?P<second>\d{1,2})(?:\.\d+)?\s*秒?)?\s*(?P<after>[AaPp][Mm])?)?"
    r"\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?\s*(?:星期.|周.)?"
)
# How nearly all are written; a shorter way for them.
_USUAL = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2}) (\d{1,2}):(\d{2}):(\d{2})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\s*(\d{2}):?(\d{2}):?(\d{2})?)?")
_NO_YEAR = re.compile(r"\d{1,2}\s*[-/.月]\s*\d{1,2}\s*[日号]?")


class BadTime(ValueError):
    """No time could be read; ``code`` names the reason as in ``problems.ERRORS``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_time(value: object) -> datetime:
    """Return the time in a cell, aware, in China Standard Time, whole seconds.

    Takes datetimes, dates, spreadsheet serial numbers and text. A date alone is
    its midnight. Raises :class:`BadTime`.
    """
    if isinstance(value, str):
        usual = _USUAL.fullmatch(value)
        if usual and value >= "1992":
            return _usual(usual)
        found = _from_text(value)
    elif isinstance(value, datetime):
        found = value if value.tzinfo else value.replace(tzinfo=CHINA)
    elif isinstance(value, date):
        found = datetime(value.year, value.month, value.day, tzinfo=CHINA)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        found = _from_number(value)
    else:
        raise BadTime("bad_time")
    try:
        found = (found + timedelta(microseconds=500_000)).astimezone(CHINA).replace(microsecond=0)
    except (OverflowError, ValueError):
        raise BadTime("bad_time") from None
    if found.year < FIRST_YEAR:
        raise BadTime("ancient_time")
    return found


def _usual(match: re.Match[str]) -> datetime:
    year, month, day, hour, minute, second = map(int, match.groups())
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=CHINA)
    except ValueError:
        return _build((year, month, day), (hour, minute, second), None)


def serial_time(number: float, *, date1904: bool = False) -> datetime:
    """Return the naive time of a spreadsheet's serial number. Raises :class:`BadTime`."""
    try:
        seconds = round(number * 86_400) + (1462 * 86_400 if date1904 else 0)
        return (_EPOCH + timedelta(seconds=seconds)).replace(tzinfo=None)
    except (OverflowError, ValueError):
        raise BadTime("bad_time") from None


def _from_number(number: float) -> datetime:
    if not abs(number) < 1e15:  # also refuses "not a number"
        raise BadTime("bad_time")
    if int(number) in _SERIALS:
        return serial_time(number).replace(tzinfo=CHINA)
    return _from_compact(number_text(number))


def _from_text(text: str) -> datetime:
    text = text.strip()
    match = _TIME.fullmatch(text)
    if match is None:
        text = unicodedata.normalize("NFKC", text[:100]).strip()  # full-width digits and colons
        match = _TIME.fullmatch(text)
    if match is not None:
        return _from_match(match)
    if _NO_YEAR.fullmatch(text):
        raise BadTime("no_year")
    try:
        number = float(text)
    except ValueError:
        return _from_compact(text)
    return _from_number(number)


def _from_match(match: re.Match[str]) -> datetime:
    year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
    hour = int(match["hour"] or 0)
    half = (match["half"] or match["after"] or "").lower()
    if half in {"下午", "晚上", "pm", "中午"} and hour < (12 if half != "中午" else 3):
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    clock = (hour, int(match["minute"] or 0), int(match["second"] or 0))
    return _build((year, month, day), clock, match["zone"])


def _from_compact(text: str) -> datetime:
    match = _COMPACT.fullmatch(text)
    if match is None:
        raise BadTime("bad_time")
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
    return _build((year, month, day), (hour, minute, second), None)


def _build(day: tuple[int, int, int], clock: tuple[int, int, int], zone: str | None) -> datetime:
    offset = CHINA
    try:
        if zone == "Z":
            offset = UTC
        elif zone:
            sign = -1 if zone[0] == "-" else 1
            delta = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
            offset = timezone(sign * delta)
        if clock == (24, 0, 0):  # midnight, as offices write it
            return datetime(*day, tzinfo=offset) + timedelta(days=1)
        return datetime(*day, *clock, tzinfo=offset)
    except (OverflowError, ValueError):
        raise BadTime("bad_time") from None
