"""Names of persons beside the words that introduce people.

Only full names count. Surname and title (张女士) may stand in public.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cms.privacy import masking_styles as styles
from cms.privacy.hits import Hit
from cms.privacy.surnames import AMBIGUOUS, COMMON, COMPOUND, SINGLE, split_name

# Characters that no given name has: grammar words, titles, signs of other words.
_NEVER = (
    "的了是在不有我他你她它们这那个也就都而及与或但被把给让叫说要请等很再已并因所其之于从对向将到和为以能会可没"
    "吗呢吧啊么先女士小师阿姨爷您自己某号楼室区县镇乡村路街社员工电话机住址身份证业主户居民众该此各每多少几些第"
    "年月日时分元投诉反映来访联系咨询举报被称问题情况处理部门单位公司局办"
)
_GIVEN = rf"(?:[一-龥](?<![{_NEVER}]))"
_TITLE = (
    "先生|老先生|女士|小姐|师傅|阿姨|大爷|大妈|大娘|大叔|大姐|大哥|叔叔|"
    "伯伯|奶奶|老奶奶|爷爷|老爷爷|婆婆|阿婆|阿公|阿伯|大伯|大嫂|老太|老伯|老师|同志|老人|老汉|医生|太太|夫妇|夫妻|同学"
)
_LIKELY = f"(?:{'|'.join(sorted(COMPOUND))}|[{''.join(sorted(SINGLE))}])"
_NAME = rf"{_LIKELY}{_GIVEN}{{1,2}}"
_SPACED = rf"{_LIKELY}[ ]?{_GIVEN}(?:[ ]?{_GIVEN})?"
_CUE = (
    "联系人|姓名|名字|反映人|投诉人|来电人|举报人|申请人|诉求人|当事人|被害人|受害人|业主代表|留言人|报修人|求助人|户主|业主|房主|房东|租客|租户|"
    "我叫|名叫|本人叫|叫做|本人|我是|居民|市民|群众|村民|患者|死者|伤者|受害人|法定代表人|收件人|收款人|户名|署名|持卡人|"
    "车主|司机|老板|店主|负责人|经办人|实际买受人为|住户|邻居|丈夫|妻子|老公|老婆|儿子|女儿|父亲|母亲|爱人|家属|学生|老人|"
    "残疾人|低保户|贫困户|退役军人|承租人|出租人|委托人|受托人|监护人|继承人|担保人|权利人|使用人|"
    "签名|签字|落款|敬礼|请与|请和|请找|可与|可和|可找"
)
_STRONG_CUE = (
    "联系人|姓名|名字|反映人|投诉人|来电人|举报人|申请人|诉求人|当事人|被害人|受害人|业主代表|留言人|报修人|求助人|我叫|名叫|"
    "本人叫|收件人|收款人|户名|署名|持卡人|户主|承租人|出租人|委托人|受托人|监护人|继承人|担保人|签名|签字|落款"
)
_BEFORE_TITLE = re.compile(rf"(?=(?P<name>{_NAME})[ ]?(?P<title>{_TITLE}))")
_TITLES = re.compile(_TITLE)
_AFTER_CUE = re.compile(
    rf"(?P<cue>{_CUE})(?P<sign>[\s:：为是叫(（,，、\-!！]{{0,3}})(?P<name>{_SPACED})"
)
_BEFORE_NUMBER = re.compile(
    rf"(?P<name>{_SPACED})\s{{0,2}}[(（,，、:：/\-]?\s{{0,2}}(?:的?(?:联系|手机|身份证|移动)?(?:电话|方式|号码|号|手机|[Tt]el)|身份证号?码?)?(?:号码|是|为)?\s{{0,2}}[:：]?\s{{0,2}}$"
)
_NUMBER_KINDS = frozenset(
    {"mobile", "id_number", "bank_card", "landline", "wechat", "qq", "passport"}
)
_STOP = re.compile(r"$|[，。；、）)\s]")
# After one who was introduced: the clause ends, or he says something.
_SPEAKS = re.compile(
    r"$|[，,。；;：:（(、]|联系|来电|来信|来访|反映|投诉|举报|咨询|表示|诉称|称[，,：:]|说[，,：:]"
)
# A person's particulars: 张三，男，65岁.
_PARTICULARS = re.compile(rf"(?P<name>{_SPACED})[\s,，、(（]{{1,2}}[男女](?=[性,，、）)\s。；])")
_SEX = re.compile(r"[男女](?<=[\s,，、(（].)[性,，、）)\s。；]")
_MASKED_NUMBER = re.compile(r"(?<![\d*])\d{2,4}\*{3,}")
_EDGE = re.compile(r"(?:^|[^一-龥0-9]|[是叫为和与及由找给向对])$")
# What may follow a name in running text; anything else makes a name less sure.
_RIGHT = re.compile(
    rf"$|[^一-龥]|{_TITLE}|的|在|于|向|反映|来电|投诉|电话|手机|身份|联系|家住|住|因|称|说|与|和|及|等|是|男|女|已|也|未|曾|表示|咨询|举报|之|被|将|自|到|从|有|要求|希望|所"
)
# Words of two characters that begin with a surname, or read like a given name.
_WORDS = frozenset(
    re.findall(
        "..",
        "万一万元严格严重于是代理代表任何任务众多何况何时余额党员党委党支党组党群全体全家"
        "全部关于关切关心关注关系关键关闭包含包括华人华龙单位单元单独单车原因古城古树向上"
        "向前周围周边和平和解和谐商业商场商店商户商家宁静安全安宁安心安排安置安装官方尚无尚未"
        "左右常住常年常用常见平台平均平安平方平时应当应急应该成为成功成年成本成立房东房产"
        "房子房屋房间文件文化文明方便方式方案方面时代时候时间明天明显明确易办易燃景区柴油"
        "楼上楼下楼梯楼盘楼道毛病江南江湖江边池塘温度温泉温馨游客牛奶甘肃申报申诉申请申领"
        "谢谢钱财钱款"
        "白发白天白色盛夏石头石材石油程序章程童年符合管委管理管线管网管道老人花园解决解释"
        "计划许可许多路口路线车主车位车库车辆车道边上边缘连夜连带连接连续金属金融金额阳台"
        "项目项链马上马路马达高兴高层高峰高度高新高温高龄黄色龙头龙湖",
    )
)


def name_hits(text: str, others: Sequence[Hit]) -> Iterator[Hit]:
    """Yield full names in a folded text; ``others`` are the numbers found in it."""
    if _TITLES.search(text):
        yield from _titled(text)
    for match in _AFTER_CUE.finditer(text):
        yield from _introduced(text, match)
    if _SEX.search(text):
        for match in _PARTICULARS.finditer(text):
            start, end = match.span("name")
            edge = _EDGE.search(text[max(0, start - 1) : start]) or _cued(text, start)
            if _possible(match["name"]):
                yield _hit(text, match["name"], start, end, 0.92 if edge else 0.7)
    for other in others:
        if other.kind in _NUMBER_KINDS:
            yield from _beside_number(text, other.start, other.end)
    for masked in _MASKED_NUMBER.finditer(text) if "***" in text else ():
        yield from _beside_number(text, *masked.span())


def _titled(text: str) -> Iterator[Hit]:
    """Full name and title: 王建国先生 becomes 王先生."""
    for match in _BEFORE_TITLE.finditer(text):
        name = match["name"]
        if not _possible(name):
            continue
        start = match.start()
        surname, given = split_name(name)
        edge = _EDGE.search(text[max(0, start - 1) : start]) or _cued(text, start)
        if surname in AMBIGUOUS and not edge:
            continue
        confidence = 0.92 if edge and surname not in AMBIGUOUS else 0.75
        if not edge and given[-1] in COMMON:
            continue  # 关于王先生, 对方李女士: the surname is the last character
        end = start + len(name)
        yield Hit("name", start, end, _titled_mask(text, start, surname), confidence)


def _cued(text: str, start: int) -> bool:
    return re.search(rf"(?:{_CUE})$", text[max(0, start - 6) : start]) is not None


def _introduced(text: str, match: re.Match[str]) -> Iterator[Hit]:
    """A name after a word for people: 联系人：张三."""
    name, start, end = _best(text, match["name"], match.start("name"))
    if not _possible(name):
        return
    strong = re.fullmatch(_STRONG_CUE, match["cue"]) is not None
    signed = match["cue"].endswith("叫") or any(sign in match["sign"] for sign in ":：是为叫(（")
    right = _RIGHT.match(text[end : end + 4]) is not None
    surname = split_name(name.replace(" ", ""))[0]
    labelled = any(sign in match["sign"] for sign in ":：")
    confidence = 0.0
    if strong and (signed or surname not in AMBIGUOUS):
        # After 联系人： comes a name, whatever runs on behind it.
        sure = right or (labelled and surname in COMMON and surname not in AMBIGUOUS)
        confidence = 0.93 if sure else 0.75
    elif right and surname not in AMBIGUOUS:
        clear = surname in COMMON or surname in COMPOUND
        confidence = 0.85 if signed else 0.7 if clear else 0.0
        if _SPEAKS.match(text, end):
            rare = 0.6 if len(name) > 2 else 0.0
            confidence = 0.9 if clear else max(confidence, rare)
    elif _STOP.match(text, end):
        confidence = 0.6
    if confidence:
        yield _hit(text, name, start, end, confidence)


def _hit(text: str, name: str, start: int, end: int, confidence: float) -> Hit:
    surname = split_name(name.replace(" ", ""))[0]
    title = _TITLES.match(text, end)
    masked = _titled_mask(text, start, surname) if title else styles.name(surname)
    return Hit("name", start, end, masked, confidence)


def _titled_mask(text: str, start: int, surname: str) -> str:
    """Return the surname alone, with a star where the word before would make a name of it."""
    before = text[max(0, start - 2) : start].replace(" ", "")
    return styles.name(surname) if any(char in SINGLE for char in before) else surname


def _best(text: str, name: str, start: int) -> tuple[str, int, int]:
    """Cut a three-character guess to two where the third begins the next word."""
    end = start + len(name)
    if len(name.replace(" ", "")) == 3 and name[:2] not in COMPOUND:
        shorter = end - 1
        rest = text[shorter : shorter + 5]
        if re.match(r"家住|住在|反映|来电|电话|手机|身份|联系|先生|女士|师傅|阿姨", rest) or (
            not _RIGHT.match(text[end : end + 4]) and _RIGHT.match(rest)
        ):
            return name[:-1].rstrip(), start, shorter
    return name, start, end


def _beside_number(text: str, begins: int, ends: int) -> Iterator[Hit]:
    """A name right before a number, or right after it in brackets or with a space."""
    begin = max(0, begins - 24)
    best = None
    window = text[begin:begins]
    for offset in range(max(0, len(window) - 20), len(window)):
        match = _BEFORE_NUMBER.match(window, offset)
        if match and _possible(match["name"]):
            best = match
            break
    if best:
        start = begin + best.start("name")
        edge = _EDGE.search(text[max(0, start - 1) : start]) or _cued(text, start)
        confidence = 0.92 if edge else 0.7
        yield _hit(text, best["name"], start, begin + best.end("name"), confidence)
    after = re.compile(rf"\s{{0,2}}[(（,， ]\s?(?P<name>{_NAME})(?=$|[^一-龥]|{_TITLE})").match(
        text, ends
    )
    if after and _possible(after["name"]):
        yield _hit(text, after["name"], *after.span("name"), 0.8)


def _possible(name: str) -> bool:
    """Return whether the characters are not simply a word that begins with a surname."""
    plain = name.replace(" ", "")
    return plain[:2] not in _WORDS and plain[1:] not in _WORDS and len(plain) >= 2
