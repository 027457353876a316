"""Writes confirmed hours as a workbook, one line a volunteer and service."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from django.db.models import QuerySet

from cms.clock import CHINA
from cms.tables.writing import TableWriter
from cms.volunteers.exporting.layouts import OWN, Column
from cms.volunteers.services import Participation

_CHUNK = 2000
_WIDTH, _WIDE = 14, 24
_LONG = {"title", "place", "began", "ended", "team"}
_VALUES: Mapping[str, Callable[[Participation], Any]] = {
    "name": lambda one: one.member.name,
    "number": lambda one: one.member.number,
    "phone": lambda one: one.member.phone,
    "team": lambda one: one.service.team.title,
    "service": lambda one: one.service.number,
    "title": lambda one: one.service.title,
    "kind": lambda one: str(one.service.get_kind_display()),
    "area": lambda one: one.service.area.name,
    "place": lambda one: one.service.place,
    "day": lambda one: one.day,
    "began": lambda one: one.began.astimezone(CHINA) if one.began else None,
    "ended": lambda one: one.ended.astimezone(CHINA) if one.ended else None,
    "source": lambda one: "信用时" if one.time_class == "credit" else "荣誉时",
    "for_whom": lambda one: one.service.for_whom,
    "organiser": lambda one: one.service.organiser,
    "recorded_by": lambda one: one.recorded_by,
    "confirmed_by": lambda one: one.confirmed_by,
}


def write_hours(
    target: Path | str | IO[bytes], rows: QuerySet[Participation], layout: Sequence[Column] = OWN
) -> int:
    """Write confirmed participations of ``rows`` as xlsx; return how many. It is for staff."""
    widths = [_WIDE if column.field in _LONG else _WIDTH for column in layout]
    headers = [column.header for column in layout]
    table = TableWriter(headers, title="志愿服务时长", widths=widths)
    count = 0
    for line in _lines(rows, layout):
        table.add(line)
        count += 1
    table.save(target)
    return count


def _lines(rows: QuerySet[Participation], layout: Sequence[Column]) -> Iterator[list[Any]]:
    confirmed = rows.filter(state="confirmed").order_by("day", "pk")
    related = confirmed.select_related("member", "service__team", "service__area")
    for one in related.iterator(chunk_size=_CHUNK):
        yield [_value(one, column) for column in layout]


def _value(one: Participation, column: Column) -> Any:
    if column.field in {"hours", "minutes"}:
        return one.minutes if column.in_minutes else round(one.minutes / 60, 4)
    known = _VALUES.get(column.field)
    return known(one) if known else None
