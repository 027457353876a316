"""From the words of a ledger to codes: states, satisfaction, classes, channels."""

from __future__ import annotations

from collections.abc import Mapping

# Pairs are tried in order, so that 未办结 is seen before 办结.
_STATES = (
    ("not_accepted", ("不予受理", "不受理", "不属于受理", "无效")),
    ("returned", ("退回", "退单", "退件", "驳回")),
    ("reopened", ("重办", "重新办理", "二次办理", "返工", "再次办理")),
    ("assigned", ("待办理", "待处理", "未办理", "未处理", "已交办", "已派单", "已转", "已分配",
    "交办")),
    ("in_progress", (
        "未办结", "未完成", "未解决", "未结", "尚未", "正在", "办理中", "处理中", "整改中", "推进",
        "进行中", "跟进", "协调", "施工中", "待办结", "待完成", "待结案", "待解决", "计划", "部分",
    )),
    ("registered", ("未回复", "未答复", "待回复", "待受理", "未受理", "已登记", "登记", "新建")),
    ("triaged", ("待审核", "审核", "研判", "待交办", "待分配", "已受理", "受理")),
    ("done", (
        "办结", "完成", "已解决", "解决", "已回复", "已答复", "已办理", "已处理", "结案",
        "整改到位",
        "处理完毕", "已整改", "已修复", "办理完毕", "归档",
    )),
)  # fmt: skip
_SATISFACTION = (
    ("not_reached", ("未联系上", "无法联系", "未接通", "无人接听", "未接")),
    ("basically_satisfied", ("基本满意", "较满意", "比较满意", "一般")),
    ("dissatisfied", ("不满意", "不太满意", "未满意")),
    ("satisfied", ("满意",)),
)
_CLASSES = (
    ("easy", ("易办",)),
    ("key", ("重点",)),
    ("hard", ("疑难",)),
)
_CHANNELS = (
    ("line_12345", ("12345",)),
    ("mayor_mailbox", ("市长信箱", "书记信箱", "区长信箱", "领导信箱")),
    ("digital_city", ("数字城管", "数字化城管", "智慧城管")),
    ("online_message", ("网民留言", "网友留言", "网络留言", "留言板", "网络问政", "留言")),
    ("weibo", ("微博",)),
    ("wechat", ("微信", "公众号", "小程序")),
    ("questionnaire", ("问卷",)),
    ("suggestion_box", ("征集箱", "意见箱")),
    ("council", ("议事厅", "议事会")),
    ("courtyard_meeting", ("院院会", "院坝会", "院落会")),
    ("mobile_desk", ("移动办公",)),
    ("grid_visit", ("网格员", "走访", "社情日记", "入户", "巡查")),
    ("counter", ("服务站", "窗口", "来访", "柜台", "民呼必应", "上门")),
    ("hotline", ("热线", "来电", "电话")),
    ("staff", ("工作人员", "干部", "街道办", "包联")),
)
_TABLES = {
    "state": _STATES,
    "satisfaction": _SATISFACTION,
    "case_class": _CLASSES,
    "channel": _CHANNELS,
}
_WORDS = {
    field: [(word, code) for code, words in table for word in words]
    for field, table in _TABLES.items()
}


def code_for(field: str, text: str, own: Mapping[str, str] | None = None) -> str | None:
    """Return the code of ``text`` in vocabulary ``field``, or None where no word fits.

    ``own`` are the words of the ledger's profile; they come first.
    """
    if own and text in own:
        return own[text]
    for word, code in _WORDS[field]:
        if word in text or text == code:
            return code
    return None


def known_words(field: str) -> str:
    """Return the words that would have been understood, for a report."""
    return "、".join(words[0] for _code, words in _TABLES[field])
