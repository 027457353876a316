"""Which columns a table of hours has: the office's own, the national system's, or a template's.

What is recorded of a service is laid down by 志愿服务记录与证明出具办法（试行）(民政部令第67号),
articles 5 and 6: name, date, place, content, time in hours, who answers for it and who recorded
it. The national system (全国志愿服务信息系统) gives its table for many hours to signed-in
organisations only, and changes it; so :data:`NATIONAL` has the columns that it asks for by
name, and :func:`like` fills in whatever template an account offers. All headers are ones that the
import knows, so each table can come back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cms.tables.headers import header_key
from cms.tables.reading import open_table
from cms.volunteers.imports.columns import HEADERS, NOT_KEPT, SERVICES

#: Headers of what an export tells and an import does not read.
_TOLD = {"recorded_by": ("记录人", "录入人"), "confirmed_by": ("确认人", "审核人")}


@dataclass(frozen=True)
class Column:
    """A header with the field whose value stands below it, "" for none."""

    header: str
    field: str

    @property
    def in_minutes(self) -> bool:
        """Whether a duration below this header counts minutes, by the rule of the import."""
        return self.field == "minutes" or "分" in self.header


_FIELDS = {
    header_key(header): field
    for field, headers in {**SERVICES, **_TOLD}.items()
    for header in headers
}


def _layout(headers: str) -> tuple[Column, ...]:
    return tuple(Column(one, field_of(one)) for one in headers.split())


def field_of(header: str) -> str:
    """Return the field that ``header`` names, "" for one that nothing here can fill."""
    return _FIELDS.get(header_key(header), "")


OWN = _layout(
    "志愿者姓名 志愿者编号 志愿队伍 服务编号 活动名称 服务类别 服务社区 服务地点 服务日期 开始时间 "
    "结束时间 服务时长(小时) 分钟数 时长类型 活动负责人 记录人 确认人"
)
NATIONAL = _layout(
    "姓名 证件类型 证件号码 志愿者编号 志愿队伍名称 项目编号 项目名称 岗位名称 服务社区 服务地点 "
    "服务日期 服务开始时间 服务结束时间 服务时长(小时) 时长类型 项目负责人 记录人"
)
LAYOUTS = {"own": OWN, "national": NATIONAL}


def like(template: Path) -> tuple[Column, ...]:
    """Return the columns of a workbook or CSV, in its order.

    Raises ``TableError`` where it has no header.
    """
    table = open_table(template, headers=[*HEADERS, *NOT_KEPT])
    return tuple(Column(header, field_of(header)) for header in table.headers)


def left_empty(layout: Sequence[Column]) -> list[str]:
    """Return the headers below which nothing will stand: what is not kept or not known here."""
    return [column.header for column in layout if not column.field]
