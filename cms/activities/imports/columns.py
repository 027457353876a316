"""Which columns of a table of activities are which fields."""

from __future__ import annotations

from collections.abc import Iterable

from cms.tables.headers import header_key
from cms.tables.profiles import Profile

#: Headers met for each field, one line an activity.
COLUMNS: dict[str, tuple[str, ...]] = {
    "number": ("活动编号", "编号"),
    "title": ("活动名称", "活动主题", "活动标题", "名称", "主题", "标题"),
    "kind": ("活动类别", "活动类型", "类别", "类型"),
    "area": ("所属社区", "主办社区", "举办社区", "社区", "所属区域", "街道"),
    "brand": ("所属品牌", "品牌"),
    "lead": ("活动简介", "简介"),
    "content": ("活动内容", "内容"),
    "place": ("活动地点", "举办地点", "地点"),
    "organiser": ("主办单位", "组织单位", "承办单位"),
    "first_day": ("活动日期", "举办日期", "首日", "开始日期", "日期", "活动时间"),
    "begins_at": ("开始时间", "时间"),
    "last_day": ("结束日期", "最后一天"),
    "ends_at": ("结束时间",),
    "repeats": ("重复", "重复方式", "频次"),
    "repeats_until": ("重复至", "截止日期"),
    "sign_up": ("报名方式", "报名"),
    "by_day": ("按日期报名",),
    "capacity": ("名额", "限额", "人数上限"),
    "sign_up_until": ("报名截止", "报名截止日期"),
    "state": ("状态", "活动状态"),
    "report": ("活动总结", "活动小结", "活动效果", "总结"),
    "people": ("到场人次", "参加人次", "参加人数", "参与人数", "到场人数", "人数"),
    "books": ("图书册数", "图书", "册数", "捐书册数"),
    "households": ("惠及户数", "户数", "走访户数"),
    "items": ("发放物品", "发放件数", "物品件数"),
    "organisations": ("参与单位数", "参与单位", "单位数"),
    "children": ("儿童", "儿童人数"),
    "elders": ("老人", "老人人数"),
}
_NEEDED = ("title", "first_day", "place")

PROFILE = Profile(
    "activities", {header: field for field, headers in COLUMNS.items() for header in headers}
)
HEADERS = sorted(PROFILE.columns)


def missing(headers: Iterable[str]) -> list[str]:
    """Return the usual header of each needed field that none of ``headers`` gives."""
    keys = {header_key(header) for header in headers}
    return [
        COLUMNS[field][0]
        for field in _NEEDED
        if not any(header_key(header) in keys for header in COLUMNS[field])
    ]
