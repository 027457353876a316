"""The fields a ledger's columns can be given to, and the headers met for each."""

from __future__ import annotations

from cms.tables.headers import header_key
from cms.translating import gettext_noop as _

#: Target fields with their labels, in the order of a form.
FIELDS = {
    "ledger_number": _("Ledger number"),
    "title": _("Title"),
    "source": _("Source"),
    "channel": _("Channel"),
    "content": _("What is reported"),
    "measures": _("Measures"),
    "reply": _("Reply"),
    "reply_time": _("Time of the reply"),
    "reply_unit": _("Unit that replied"),
    "progress": _("Progress"),
    "state": _("State of the case"),
    "satisfaction": _("Satisfaction"),
    "category": _("Category"),
    "case_class": _("Class"),
    "area": _("Area"),
    "unit": _("Responsible unit"),
    "responsible": _("Responsible person"),
    "reporter_name": _("Reporter's name"),
    "reporter_phone": _("Reporter's telephone"),
    "reporter_address": _("Reporter's address"),
    "received": _("Received"),
    "closed": _("Closed"),
    "due": _("Due"),
    "remarks": _("Internal remarks"),
}

#: Words of headers by field; the first field that fits wins, exact words before parts.
SYNONYMS: dict[str, tuple[str, ...]] = {
    "ledger_number": (
        "序号", "编号", "留言编号", "留言id", "诉求编号", "工单编号", "工单号", "受理编号",
        "台账编号",
        "案件编号", "案卷编号", "事件编号", "信件编号", "id", "no", "number",
    ),
    "title": (
        "主题", "标题", "留言主题", "留言标题", "诉求标题", "工单标题", "信件标题", "事件标题",
        "问题标题",
        "事项", "title",
    ),
    "source": ("问题来源", "来源", "诉求来源", "信息来源", "工单来源", "来源渠道", "source"),
    "channel": ("渠道", "受理渠道", "诉求渠道", "受理方式", "channel"),
    "reply_time": ("答复时间", "回复时间", "回复日期", "答复日期"),
    "reply_unit": ("回复组织", "答复单位", "回复单位", "答复组织"),
    "reply": ("答复意见", "回复内容", "回复意见", "答复内容", "答复", "回复"),
    "content": (
        "问题内容", "留言内容", "留言详情", "诉求内容", "内容", "事件描述", "问题描述", "工单内容",
        "信件内容", "反映内容", "反映问题", "具体问题", "诉求描述", "详情", "content",
    ),
    "measures": ("整改措施", "措施", "处理措施", "解决措施", "办理措施", "处置措施", "measures"),
    "progress": (
        "进展情况", "进展", "办理进展", "办理情况", "处理情况", "整改情况", "落实情况", "办理结果",
        "处理结果", "处置结果", "progress",
    ),
    "state": ("处理状态", "留言状态", "状态", "办理状态", "工单状态", "案件状态", "办结状态",
    "state"),
    "satisfaction": (
        "群众满意度", "满意度", "满意情况", "满意度评价", "是否满意", "回访情况", "回访结果",
        "satisfaction",
    ),
    "category": (
        "问题类别", "留言领域", "一级分类", "类别", "分类", "诉求类别", "问题分类", "问题类型",
        "领域",
        "事件类别", "category",
    ),
    "case_class": ("案件分类", "办件类型", "办件类别", "件别", "难易程度"),
    "area": (
        "所属网格", "事发地点", "留言属地", "所属社区", "社区", "网格", "属地", "区域", "所在社区",
        "所属区域", "发生地点", "事发地址", "地点", "area",
    ),
    "unit": (
        "承办单位", "所属部门", "责任单位", "办理单位", "主办单位", "处理单位", "部门", "留言对象",
        "unit",
    ),
    "responsible": ("责任人", "负责人", "经办人", "承办人", "处理人", "网格员"),
    "reporter_name": (
        "诉求人", "留言用户", "反映人", "来电人", "姓名", "联系人", "诉求人姓名", "反映人姓名",
        "居民姓名",
        "来访人", "市民姓名",
    ),
    "reporter_phone": (
        "联系电话", "电话", "手机", "手机号", "手机号码", "联系方式", "电话号码", "来电号码",
        "诉求人电话",
    ),
    "reporter_address": ("住址", "家庭住址", "地址", "联系地址", "居住地址", "详细地址"),
    "received": (
        "登记日期", "留言时间", "递交时间", "受理时间", "登记时间", "受理日期", "接收时间",
        "诉求时间",
        "来电时间", "反映时间", "上报时间", "日期", "时间", "提交时间", "收到日期", "received",
    ),
    "closed": ("办结时间", "办结日期", "完成时间", "完成日期", "结案时间", "办理时间", "解决时间",
    "closed"),
    "due": ("办理期限", "截止时间", "截止日期", "限办时间", "办结期限", "到期时间", "时限", "due"),
    "remarks": ("备注", "说明", "其他", "remarks"),
}  # fmt: skip


_BY_KEY = {header_key(word): field for field, words in reversed(SYNONYMS.items()) for word in words}
#: Headers that are known word for word.
KNOWN_HEADERS = tuple(word for words in SYNONYMS.values() for word in words)
#: Columns that look like a field but must not be taken for it.
_NEVER = ("评分", "附件", "图片", "照片", "身份证")


def known_field(header: str) -> str | None:
    """Return the field of a header that is known word for word, or None."""
    return _BY_KEY.get(header_key(header))


def guess_field(header: str) -> str | None:
    """Return the likeliest field of ``header``, also from a part of it, or None."""
    key = header_key(header)
    if key in _BY_KEY:
        return _BY_KEY[key]
    if any(word in key for word in _NEVER):
        return None
    fits = [word for word in _BY_KEY if len(word) >= 2 and not word.isascii() and word in key]
    if not fits:
        return None
    # The longest word says most; of equals the one nearest the end is the noun.
    return _BY_KEY[max(fits, key=lambda word: (len(word), key.rfind(word)))]
