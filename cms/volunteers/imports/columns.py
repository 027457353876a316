"""Which columns of a volunteers' table are which fields, and which table a sheet holds."""

from __future__ import annotations

from collections.abc import Iterable

from cms.tables.headers import header_key
from cms.tables.profiles import Profile

#: Headers met for each field of a list of members.
MEMBERS: dict[str, tuple[str, ...]] = {
    "number": ("志愿者编号", "志愿者证号", "编号", "志愿者号"),
    "name": ("姓名", "志愿者姓名", "志愿者"),
    "phone": ("联系电话", "手机号码", "手机号", "电话", "手机"),
    "team": ("所属队伍", "志愿队伍", "志愿服务队", "队伍", "所属团体", "团体名称", "所属组织"),
    "area": ("所属社区", "社区", "所属区域", "居住区域", "所属网格", "网格"),
    "joined": ("加入日期", "注册日期", "注册时间", "加入时间", "入队时间"),
    "left": ("退出日期", "退出时间", "离队时间"),
    "alias": ("公开称呼", "昵称"),
    "agreed": ("同意公开", "同意公开姓名", "是否同意公开"),
    "remarks": ("备注",),
}
#: Headers met for each field of a list of services, one line a member.
SERVICES: dict[str, tuple[str, ...]] = {
    "number": MEMBERS["number"],
    "name": MEMBERS["name"],
    "phone": MEMBERS["phone"],
    "team": (*MEMBERS["team"], "志愿队伍名称", "服务队伍", "服务组织", "记录单位"),
    "title": ("活动名称", "项目名称", "服务名称", "服务项目", "服务内容", "活动主题"),
    "service": ("服务编号", "项目编号", "活动编号"),
    "kind": ("服务类别", "服务类型", "活动类别", "类别", "类型", "岗位名称", "服务岗位", "岗位"),
    "area": ("服务社区", "服务区域", "所属社区", "社区", "所属网格", "网格"),
    "place": ("服务地点", "活动地点", "地点"),
    "day": ("服务日期", "活动日期", "日期"),
    "began": ("开始时间", "服务开始时间", "签到时间"),
    "ended": ("结束时间", "服务结束时间", "签退时间"),
    "minutes": ("分钟", "分钟数"),
    "hours": ("服务时长", "时长", "服务时数"),  # in minutes, where the header says so
    "source": ("时长类型", "计时方式", "记录方式", "时长类别"),
    "for_whom": ("服务对象",),
    "organiser": ("活动负责人", "负责人", "组织者", "项目负责人"),
    "remarks": ("备注",),
}
#: Read by nobody: nothing here needs them, and what is not kept cannot get out.
NOT_KEPT = (
    "证件类型",
    "身份证号",
    "身份证号码",
    "证件号码",
    "身份证",
    "证件号",
    "银行卡号",
    "银行账号",
)


def _profile(name: str, fields: dict[str, tuple[str, ...]]) -> Profile:
    columns = {header: field for field, headers in fields.items() for header in headers}
    return Profile(name, columns)


PROFILES = {"members": _profile("members", MEMBERS), "services": _profile("services", SERVICES)}
HEADERS = sorted({*PROFILES["members"].columns, *PROFILES["services"].columns})


def table_kind(headers: Iterable[str]) -> str | None:
    """Return "members" or "services" for a table's headers, None if it is neither."""
    keys = {header_key(header) for header in headers}

    def has(fields: dict[str, tuple[str, ...]], *names: str) -> bool:
        return any(header_key(header) in keys for name in names for header in fields[name])

    if not has(MEMBERS, "number", "name"):
        return None
    if has(SERVICES, "day", "began") and has(SERVICES, "hours", "minutes", "ended"):
        return "services"
    return "members" if has(MEMBERS, "team", "phone", "joined") else None


def not_kept(headers: Iterable[str]) -> list[str]:
    """Return those of ``headers`` that are left out on purpose."""
    keys = {header_key(header) for header in NOT_KEPT}
    return [header for header in headers if header_key(header) in keys]
