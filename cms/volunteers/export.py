"""Hours as a table for the national volunteer system (全国志愿服务信息系统).

The columns are those that 志愿服务记录与证明出具办法（试行）(民政部令第67号), articles
5 and 6, asks to be recorded of a service: name, date, place, content, time in hours,
who answers for it and who recorded it. 信用时 and 荣誉时 are told apart, as its
platforms do. Identity numbers are not kept here and not exported.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from django.db.models import QuerySet

from cms.clock import CHINA
from cms.tables.writing import TableWriter
from cms.volunteers.services import Participation

COLUMNS = (
    "志愿者姓名",
    "志愿者编号",
    "志愿队伍",
    "活动名称",
    "服务类别",
    "服务社区",
    "服务地点",
    "服务日期",
    "开始时间",
    "结束时间",
    "服务时长(小时)",
    "分钟数",
    "时长类型",
    "活动负责人",
    "记录人",
    "确认人",
)
_WIDTHS = [12, 16, 20, 30, 12, 14, 20, 12, 20, 20, 14, 14, 10, 12, 12, 12]
_CHUNK = 2000


def write_hours(target: Path | str | IO[bytes], rows: QuerySet[Participation]) -> int:
    """Write confirmed participations of ``rows`` as xlsx; return how many. It is for staff."""
    table = TableWriter(COLUMNS, title="志愿服务时长", widths=_WIDTHS)
    count = 0
    for line in _lines(rows):
        table.add(line)
        count += 1
    table.save(target)
    return count


def _lines(rows: QuerySet[Participation]) -> Iterator[list[Any]]:
    confirmed = rows.filter(state="confirmed").order_by("day", "pk")
    related = confirmed.select_related("member", "service__team", "service__area")
    for one in related.iterator(chunk_size=_CHUNK):
        service, member = one.service, one.member
        yield [
            member.name,
            member.number,
            service.team.title,
            service.title,
            service.get_kind_display(),
            service.area.name,
            service.place,
            one.day,
            one.began.astimezone(CHINA) if one.began else None,
            one.ended.astimezone(CHINA) if one.ended else None,
            round(one.minutes / 60, 2),
            one.minutes,
            "信用时" if one.time_class == "credit" else "荣誉时",
            service.organiser,
            one.recorded_by,
            one.confirmed_by,
        ]
