"""Which column of a ledger is which field: built-in profiles and guesses."""

from __future__ import annotations

from collections.abc import Iterable

from cms.cases.ledger.fields import FIELDS, guess_field, known_field
from cms.cases.ledger.profiles import load_profile
from cms.tables.headers import header_key
from cms.tables.profiles import Profile
from cms.translating import gettext_noop as _

__all__ = ["FAMILIES", "FIELDS", "LABELS", "Profile", "detect", "load_profile", "suggest"]


FAMILIES: dict[str, Profile] = {
    profile.name: profile
    for profile in (
        Profile(
            "office",
            {
                "序号": "ledger_number",
                "登记日期": "received",
                "问题来源": "source",
                "诉求人": "reporter_name",
                "联系电话": "reporter_phone",
                "住址": "reporter_address",
                "所属网格": "area",
                "问题内容": "content",
                "问题类别": "category",
                "承办单位": "unit",
                "责任人": "responsible",
                "整改措施": "measures",
                "进展情况": "progress",
                "办结时间": "closed",
                "群众满意度": "satisfaction",
                "备注": "remarks",
            },
            numbers_restart=True,
        ),
        Profile(
            "message_board",
            {
                "留言编号": "ledger_number",
                "留言用户": "reporter_name",
                "留言主题": "title",
                "留言时间": "received",
                "留言详情": "content",
                "答复意见": "reply",
                "答复时间": "reply_time",
                "一级分类": "category",
            },
            {"channel": "online_message", "source": "网民留言"},
        ),
        Profile(
            "national_board",
            {
                "留言ID": "ledger_number",
                "留言主题": "title",
                "留言内容": "content",
                "回复内容": "reply",
                "留言领域": "category",
                "留言状态": "state",
                "留言属地": "area",
                "留言对象": "unit",
                "回复组织": "reply_unit",
                "留言时间": "received",
                "回复时间": "reply_time",
                "满意情况": "satisfaction",
            },
            {"channel": "online_message", "source": "网民留言"},
        ),
        Profile(
            "line_12345",
            {
                "诉求编号": "ledger_number",
                "诉求类型": "category",
                "处理状态": "state",
                "诉求标题": "title",
                "递交时间": "received",
                "所属部门": "unit",
                "事发地点": "area",
                "诉求内容": "content",
                "回复意见": "reply",
            },
            {"channel": "line_12345", "source": "12345热线"},
        ),
    )
}
#: What editors call each family.
LABELS = {
    "office": _("the office's ledger"),
    "message_board": _("a message board's export"),
    "national_board": _("the national message board's export"),
    "line_12345": _("orders of the 12345 hotline"),
}


def detect(headers: Iterable[str]) -> Profile | None:
    """Return the built-in profile that fits ``headers``, or None.

    A family fits when its content and time columns are there and half of all its
    columns; of several the one with the most columns found.
    """
    keys = {header_key(header) for header in headers}

    def found(profile: Profile) -> int:
        needed = [h for h, to in profile.columns.items() if to in {"content", "received"}]
        if not all(header_key(header) in keys for header in needed):
            return 0
        hits = sum(header_key(header) in keys for header in profile.columns)
        return hits if hits * 2 >= len(profile.columns) else 0

    best = max(FAMILIES.values(), key=found)
    return best if found(best) else None


def suggest(headers: Iterable[str]) -> dict[str, str | None]:
    """Return the best guess of a field for each header; each field is given once."""
    headers = list(headers)
    result: dict[str, str | None] = dict.fromkeys(headers)
    taken: set[str] = set()
    for guess in (known_field, guess_field):
        for header in headers:
            target = guess(header) if result[header] is None else None
            if target and target not in taken:
                result[header] = target
                taken.add(target)
    return result
