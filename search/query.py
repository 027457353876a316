"""The query language: words, "phrases", -exclusions, field:value and date ranges.

The grammar is written down in ``docs/reference/query-language.md``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cms.translating import gettext_noop

MAX_LENGTH = 500
MAX_PARTS = 20

#: Field names as people type them → the field of the index.
FIELDS = {
    "社区": "area",
    "街道": "area",
    "区域": "area",
    "area": "area",
    "状态": "state",
    "state": "state",
    "满意度": "satisfaction",
    "satisfaction": "satisfaction",
    "分类": "category",
    "类别": "category",
    "category": "category",
    "渠道": "channel",
    "channel": "channel",
    "级别": "class",
    "class": "class",
    "单位": "unit",
    "unit": "unit",
    "编号": "number",
    "number": "number",
    "类型": "kind",
    "kind": "kind",
    "受理": "received",
    "日期": "received",
    "received": "received",
    "办结": "closed",
    "closed": "closed",
}
#: Fields of the index → the name that is typed for each, the most usual one.
TYPED = {field: typed for typed, field in reversed(FIELDS.items()) if not typed.isascii()}
_DATES = {"received", "closed"}
_QUOTES = '"“”＂「」'
_DAY = r"\d{4}-\d{1,2}(?:-\d{1,2})?"
_RANGE = re.compile(rf"({_DAY})?\.\.({_DAY})?$|({_DAY})$")
_FIELD = re.compile(r"([^\s:：\"“”]{1,20})[:：]")


class QueryError(Exception):
    """The query cannot be understood. ``position`` counts characters from 0."""

    def __init__(self, position: int, msgid: str, **params: Any) -> None:
        super().__init__(msgid, position)
        self.position, self.msgid, self.params = position, msgid, params

    def __str__(self) -> str:
        return self.msgid % self.params


@dataclass(frozen=True)
class Term:
    """A word or, if ``phrase``, a text that must stand so; ``exclude`` turns it round."""

    text: str
    phrase: bool = False
    exclude: bool = False

    def __str__(self) -> str:
        text = f'"{self.text}"' if self.phrase else self.text
        return f"-{text}" if self.exclude else text


@dataclass(frozen=True)
class Filter:
    """A field and the value it must have, as typed: a name, label or code."""

    field: str
    value: str
    exclude: bool = False

    def __str__(self) -> str:
        value = f'"{self.value}"' if re.search(r"\s", self.value) else self.value
        return f"{'-' if self.exclude else ''}{TYPED[self.field]}:{value}"


@dataclass(frozen=True)
class Range:
    """Days from ``start`` to ``end``, both included; None is open."""

    field: str
    start: date | None
    end: date | None

    def __str__(self) -> str:
        ends = [day.isoformat() if day else "" for day in (self.start, self.end)]
        return f"{TYPED[self.field]}:{'..'.join(ends)}"


@dataclass(frozen=True)
class Query:
    """A parsed query; ``str()`` gives a text that parses to the same query."""

    terms: tuple[Term, ...] = ()
    filters: tuple[Filter, ...] = ()
    ranges: tuple[Range, ...] = field(default=())

    def __str__(self) -> str:
        return " ".join(str(part) for part in (*self.terms, *self.filters, *self.ranges))


def parse(text: str) -> Query:
    """Parse ``text``. Raises :class:`QueryError` at the character that does not fit."""
    if len(text) > MAX_LENGTH:
        raise QueryError(
            MAX_LENGTH,
            gettext_noop("The query is longer than %(limit)d characters."),
            limit=MAX_LENGTH,
        )
    reader = _Reader(text)
    terms: list[Term] = []
    filters: list[Filter] = []
    ranges: list[Range] = []
    while part := reader.next_part():
        if isinstance(part, Term):
            terms.append(part)
        elif isinstance(part, Range):
            ranges.append(part)
        else:
            filters.append(part)
        if len(terms) + len(filters) + len(ranges) > MAX_PARTS:
            raise QueryError(
                reader.at, gettext_noop("The query has more than %(limit)d parts."), limit=MAX_PARTS
            )
    return Query(tuple(terms), tuple(filters), tuple(ranges))


class _Reader:
    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0

    def next_part(self) -> Term | Filter | Range | None:
        text = self.text
        while self.at < len(text) and text[self.at].isspace():
            self.at += 1
        if self.at >= len(text):
            return None
        begin = self.at
        exclude = text[self.at] in "-－" and begin + 1 < len(text) and not text[begin + 1].isspace()
        if exclude:
            self.at += 1
        match = _FIELD.match(text, self.at)
        name = FIELDS.get(match.group(1).lower()) if match else None
        if match and name:
            self.at = match.end()
            place = self.at
            return self._filter(name, *self._value(), exclude=exclude, place=place)
        value, phrase = self._value()
        if not phrase and not exclude and ".." in value and _RANGE.match(value):
            return self._range("received", value, begin)
        if not value.strip(_QUOTES + "*?-－ "):
            return self.next_part()
        return Term(value, phrase, exclude)

    def _value(self) -> tuple[str, bool]:
        text = self.text
        if self.at < len(text) and text[self.at] in _QUOTES:
            begin = self.at
            end = next((i for i in range(begin + 1, len(text)) if text[i] in _QUOTES), -1)
            if end < 0:
                raise QueryError(begin, gettext_noop("This quotation mark is not closed."))
            self.at = end + 1
            return " ".join(text[begin + 1 : end].split()), True
        begin = self.at
        while self.at < len(text) and not text[self.at].isspace() and text[self.at] not in _QUOTES:
            self.at += 1
        return text[begin : self.at], False

    def _filter(
        self, name: str, value: str, quoted: bool, *, exclude: bool, place: int
    ) -> Filter | Range:
        if not value:
            raise QueryError(place, gettext_noop("After the colon a value is missing."))
        if name in _DATES:
            if exclude:
                raise QueryError(place, gettext_noop("A range of days cannot be excluded."))
            return self._range(name, value, place)
        return Filter(name, value, exclude)

    def _range(self, name: str, value: str, place: int) -> Range:
        match = _RANGE.match(value)
        if not match:
            raise QueryError(
                place, gettext_noop("Write days as 2020-04-01, and a range as 2020-04..2020-06.")
            )
        start, end = match.group(3) or match.group(1), match.group(3) or match.group(2)
        first = _day(start, place, last=False) if start else None
        last = _day(end, place, last=True) if end else None
        if first is None and last is None:
            raise QueryError(place, gettext_noop("This range has neither a beginning nor an end."))
        return Range(name, first, last)


def _day(text: str, place: int, *, last: bool) -> date:
    """Return a day; a month alone means its first or its last day."""
    parts = [int(part) for part in text.split("-")]
    try:
        if len(parts) == 3:
            return date(*parts)
        year, month = parts
        if not last:
            return date(year, month, 1)
        following = date(year + month // 12, month % 12 + 1, 1)
        return date.fromordinal(following.toordinal() - 1)
    except ValueError:
        raise QueryError(place, gettext_noop("There is no such day: %(day)s."), day=text) from None
