"""Exact homes: building, unit and room, in any way they are written.

A building alone is no home; hundreds live in it, and complaints are about
buildings. A flat is one: so building or unit *with* a room is certain, and a
stair well (building and unit) needs an editor's eye unless the text says that
somebody lives there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cms.privacy import masking_styles as styles
from cms.privacy.hits import Hit

_CIPHERS = "0-9零〇○一二三四五六七八九十百两壹贰叁肆伍陆柒捌玖拾幺"
_N = rf"[A-Za-z]?\s?[{_CIPHERS}](?:\s?[{_CIPHERS}]){{0,4}}(?:-\d{{1,2}})?\s?[A-Za-z]?"
_NAME = rf"(?:{_N}|[A-Za-z甲乙丙丁东西南北])"
_S = r"[\s,，、\-—_/.·]{0,2}"
_BUILDING = rf"(?:{_NAME}\s?[#号]?\s?(?:号楼|号院|号栋|号幢|栋楼?|幢|座|楼(?!梯|上|下|道|顶|层|房|盘|市|主|栋|间)|排|号公寓)|{_N}\s?#\s?(?:楼|栋)?)"
_UNIT = rf"(?:{_NAME}\s?(?:单元门?|梯|门洞|门(?=\s?[{_CIPHERS}])))"
_FLOOR = rf"(?:{_N}\s?(?:楼|层)(?!以|上|下|到|至|的|高|住宅|道))"
_ROOM = rf"(?:{_N}\s?(?:室|房(?!屋|产|间|子|地|源|管|租|价)|户(?!型|均|籍|居|主|人|外|口|数)|号房|号室|号(?!楼|院|栋|幢|线|路|公|文|令|车|地|门|工|召|店|厅|口|位|台|管|码)|门牌)|[{_CIPHERS}]{{3,5}}(?![{_CIPHERS}号%％年月日元万个人平米户米栋.]))"
_LANE = rf"{_N}\s?弄"
_FLAT = re.compile(
    rf"(?P<lane>{_LANE}{_S}(?:支弄{_S})?{_N}\s?号?(?:楼)?)?{_S}"
    rf"(?P<building>{_BUILDING})?{_S}(?P<unit>{_UNIT})?{_S}(?P<floor>{_FLOOR})?{_S}(?P<room>{_ROOM})?"
)
_START = re.compile(rf"[{_CIPHERS}A-Za-z#甲乙丙丁东西南北]")
# 3-2-501, 3/2/501 after the name of an estate or a word for living.
_DASHED = re.compile(
    r"(?<![\d\-/.#A-Za-z])[A-Za-z]?\d{1,3}[#号]?\s?(?P<sign>[\-—/–_])\s?\d{1,2}\s?(?P=sign)\s?\d{3,4}(?!\d|\s?[\-—/.年月]|[A-Za-z%])"
)
_PAIR = re.compile(
    r"(?<![\d\-/.#A-Za-z])[A-Za-z]?\d{1,3}#?\s?[\-—/–]\s?\d{3,4}(?!\d|\s?[\-—/.年月%元米平号万个])"
)
_VILLAGE = re.compile(
    rf"(?:{_N}\s?(?:组|队|社|小组|村民小组|屯)){_S}(?:门牌)?(?P<door>{_N}\s?(?:号|户)(?!楼|线|召|文|院墙))"
)
_DOOR = re.compile(
    rf"(?:门牌号?(?:为|是)?[:：]?\s?{_N}\s?号?|[路街巷道弄坊里胡同]\s?{_N}\s?号(?:院)?(?!楼|线|公|召)(?:附{_N}号)?)"
)
_ESTATE = re.compile(
    r"(?:小区|花园|家园|[苑园城府邸庭湾郡院村里]|公寓|家属院|宿舍|广场|新村|[一二三四1-4]期|[东西南北]区|[A-Z]区)\s?[,，、]?\s?$"
)
_LIVES = re.compile(
    r"住在?|家在|我家|家住|家庭住址|住址|家址|地址|户主|业主|本人|老家|租住|居住|搬到|门牌|住户|家里|自家|房号|房屋|上门|邮寄|寄到|送到|位于|在"
)
_SURE_LIVES = re.compile(r"住在|家在|我家|家住|住址|本人|租住|居住|住户|自家|房号|业主|地址|住|家")
_OFFICE = re.compile(
    r"办公|窗口|大厅|政务|中心|[局委科处部]|办事处|派出所|大队|法院|公司|物业|会议|门诊|医院|学校|教学|律师|酒店|宾馆|工作日|商铺|门面|培训|幼儿园"
)


def home_hits(text: str) -> Iterator[Hit]:
    """Yield exact homes of a folded text."""
    at = 0
    while start := _START.search(text, at):
        match = _FLAT.match(text, start.start())
        if match is None or match.end() <= start.start() or not _has_parts(match):
            at = _after_word(text, start.start())
            continue
        hit = _flat(text, match)
        if hit:
            yield hit
        at = match.end()
    yield from _short(text)
    yield from _doors(text)


def _after_word(text: str, at: int) -> int:
    """Return the next place to look, past the rest of a number or a Latin word."""
    return at + 1


def _has_parts(match: re.Match[str]) -> bool:
    parts = match.groupdict()
    strong = sum(parts[name] is not None for name in ("lane", "building", "unit", "floor"))
    return strong > 0


def _flat(text: str, match: re.Match[str]) -> Hit | None:
    """Weigh a flat by which of its parts are named, and by who is said to be there."""
    has = {name: value is not None for name, value in match.groupdict().items()}
    end = match.end()
    while text[end - 1] in " \t,，、-—_/.·\n":
        end -= 1
    before = text[max(0, match.start() - 24) : match.start()]
    confidence = _flat_confidence(has, match, before)
    if confidence and _OFFICE.search(before) and not _SURE_LIVES.search(before[-8:]):
        confidence = min(confidence, 0.6)
    return Hit("home", match.start(), end, styles.HOME, confidence) if confidence else None


def _flat_confidence(has: dict[str, bool], match: re.Match[str], before: str) -> float:
    lives = _SURE_LIVES.search(before) is not None
    if has["room"] and (has["building"] or has["unit"] or has["lane"]):
        named = re.search(r"[室房户号]$|门牌$", match["room"])
        return 0.96 if named or has["unit"] or lives else 0.75
    if has["room"] and has["floor"]:
        return 0.9 if lives else 0.5
    if has["building"] and has["unit"]:
        return 0.92 if lives or has["floor"] else 0.6
    if has["lane"]:
        return 0.9 if lives else 0.6
    if has["unit"] and has["floor"]:
        return 0.9 if lives else 0.5
    if has["building"] and has["floor"]:
        return 0.6 if lives else 0.0
    return 0.0


def _short(text: str) -> Iterator[Hit]:
    for match in _DASHED.finditer(text):
        before = text[max(0, match.start() - 16) : match.start()]
        if _looks_dated(match[0]):
            continue
        near = _ESTATE.search(before) or _SURE_LIVES.search(before)
        yield Hit("home", *match.span(), styles.HOME, 0.93 if near else 0.5)
    for match in _PAIR.finditer(text):
        before = text[max(0, match.start() - 12) : match.start()]
        if _ESTATE.search(before) and _SURE_LIVES.search(before):
            yield Hit("home", *match.span(), styles.HOME, 0.9)
        elif re.search(r"房号|门牌号?", before):
            yield Hit("home", *match.span(), styles.HOME, 0.92)


def _looks_dated(text: str) -> bool:
    last = re.findall(r"\d+", text)[-1]
    return len(last) == 4 and "1990" <= last <= "2040"


def _doors(text: str) -> Iterator[Hit]:
    """Yield house numbers of villages and streets where somebody is said to live."""
    for match in _VILLAGE.finditer(text):
        before = text[max(0, match.start() - 16) : match.start()]
        lives = _SURE_LIVES.search(before) is not None
        yield Hit("home", *match.span("door"), styles.HOME, 0.92 if lives else 0.7)
    for match in _DOOR.finditer(text):
        before = text[max(0, match.start() - 14) : match.start()]
        if match[0].startswith("门牌"):
            yield Hit("home", *match.span(), styles.HOME, 0.92)
        elif _SURE_LIVES.search(before) and not _OFFICE.search(before):
            yield Hit("home", match.start() + 1, match.end(), styles.HOME, 0.85)
