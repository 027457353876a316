"""Tells a person's landline from an office's by the words around it."""

from __future__ import annotations

import re

_OFFICE = (
    "社区|街道|办事处|办公|政府|政务|服务|咨询|热线|举报|监督|值班|受理|客服|营业|窗口|大厅|前台|总机|"
    "抢修|维修|报修|消防|控制室|应急|救援|急救|供[水电热气暖]|燃气|热力|水务|电力|银行|邮政|法律援助|"
    "中心|请拨打|欢迎拨打|可拨打|请致电|可致电|详询|直接致电|联系我们|[局厅署院部处科委会站所队校园店厂行县区]|公司|物业|超市|酒店|单位|村委|居委|镇|乡|机关|网格|工作日|上班|\\d:\\d\\d"
)
_PRIVATE = (
    "家里|家中|家庭|我家|[（(]家[)）]|宅|住宅|自家|(?<![专商厂国店独大各行管])家(?=的?(?:固定)?(?:电话|座机|固话|号码))|家的|本人|我的|我是|私人|住户|房东|邻居|业主|母亲|父亲|爸|妈|"
    "老伴|老人|儿子|女儿|妻子|丈夫|爱人|奶奶|爷爷|孩子|户主|亲属|家属|"
    "反映人|投诉人|来电人|诉求人|举报人|回电|回复我|联系我(?!们)|打给我|找我"
)
_PHONE = (
    r"电话|(?<=宅)电|座机|固话|固定电话|热线|致电|拨打|来电|联系方式|联系我|(?<![票证件编单])号码|"
    r"打给|打|拨|[Tt][Ee][Ll]|☎|📞|📱"
)
# A person, but of which side? The clerk who answers and the resident who asks both have titles.
_PERSON = "先生|女士|师傅|阿姨|大爷|大妈|小姐|同志|老师"
_WORDS = re.compile(
    f"(?P<private>{_PRIVATE})|(?P<person>{_PERSON})|(?P<office>{_OFFICE})|(?P<phone>{_PHONE})"
)
_SENTENCE = re.compile(r"[。！？!?\n]")
_NEAREST = {"private": 0.93, "person": 0.75, "office": 0.0}
# Formulas of an official answer: a bare 联系电话 in one is the office's own.
_REPLY = re.compile(
    "特此回复|特此答复|回复如下|答复如下|对我们工作|我们的工作|我们将|我局|我委|收悉|您的留言|您反映|您的支持|"
    "感谢您对|您的理解|尊敬的网友|网友您好|请用户|请您"
)
_REPLY_BEFORE = 60
_BEFORE = 30
_AFTER = 14


def landline_confidence(text: str, start: int, end: int, *, local: bool) -> float:
    """Return how sure it is that the number between the folded offsets is a person's.

    The nearest telling word before the number decides, then the words after it.
    ``local`` numbers have no city code and need a word that says telephone.
    0 means that the number is an office's, or no telephone number at all.
    """
    before = text[max(0, start - _BEFORE) : start]
    before = _SENTENCE.split(before)[-1]
    after = _SENTENCE.split(text[end : end + _AFTER])[0]
    words = [(match.lastgroup, match[0]) for match in _WORDS.finditer(before)]
    if local and not any(kind == "phone" for kind, _ in words):
        return 0.0
    for kind, _ in reversed(words):
        if kind in _NEAREST:
            return _NEAREST[kind]
    if _REPLY.search(text, max(0, start - _REPLY_BEFORE), end + _REPLY_BEFORE):
        return 0.0
    later = _WORDS.search(after)
    if later and later.lastgroup == "private":
        return 0.85
    if later and later.lastgroup == "office":
        return 0.0
    return 0.6
