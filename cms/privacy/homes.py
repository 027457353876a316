"""Exact homes: building, unit and room, in any way they are written.

A building alone is no home; hundreds live in it, and complaints are about
buildings. Only where somebody says 我住在 an editor looks at it. A flat is one: so
building or unit *with* a room is certain, and a stair well (building and unit) needs an
editor's eye unless the text says that somebody lives there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cms.privacy import masking_styles as styles
from cms.privacy.hits import Hit

_CIPHERS = "0-9零〇○一二三四五六七八九十百两壹贰叁肆伍陆柒捌玖拾幺"
_LETTERS = "A-Za-z甲乙丙丁戊东西南北"
_N = rf"第?(?:[A-Za-z]\s?-?)?[{_CIPHERS}](?:\s?[{_CIPHERS}]){{0,4}}(?:-\d{{1,2}})?\s?[A-Za-z]?"
_NAME = rf"(?:{_N}|第?[{_LETTERS}])"
_S = r"[\s,，、\-—_/.·的]{0,2}"
_SIDE = "[东西南北中左右]"
# Rooms where people meet and work: 301会议室.
_AT_WORK = "会议|教室|办公|窗口|诊室|阅览|活动室|包[厢间]"
_BUILDING_WORD = (
    r"(?:号楼(?![盘梯])|号院|号栋|号幢|号公寓|号别墅|栋楼?|幢楼?|座|"
    r"楼(?![梯上下道顶层房盘市主栋间]|以|[东西南北中左右][户手边侧门])|排|#\s?楼?|#\s?栋)"
)
_BUILDING = rf"(?:{_NAME}\s?(?:#\s?)?{_BUILDING_WORD})"
_UNIT = (
    rf"(?:(?:{_NAME}|[中前后])\s?(?:单元(?:门(?![禁口外前]))?|(?:[Dd][Aa][Nn]|单)\s?(?:元|[Yy][Uu][Aa][Nn])|号楼梯口?|号门(?=\s?[{_CIPHERS}])|单(?=\s?[{_CIPHERS}])|梯(?!\s?[{_CIPHERS}]\s?户)|门洞|门栋|"
    rf"门(?=\s?[{_CIPHERS}])))"
)
_FLOOR = (
    rf"(?:(?:(?P<end>{_SIDE}[头侧边户])\s?)?(?:{_N}|[顶底])\s?(?:楼|层)(?![以上下到至高道]|的(?!房|住户|业主|那|邻居|人家|一户)|住宅)"
    rf"(?:\s?(?P<side>{_SIDE}(?:户|手(?:边)?(?:那?[户家])?|边(?:那|的)?[户家]|侧|门)))?)"
)
_NO_ROOM = "楼院栋幢线路公文令车地门工召店窗厅口位台管码机桌岗井坑"
_ROOM_WORD = (
    r"(?:室|房间(?![里内外数])|房号|号房|号室|门牌号?|户(?![型均籍居主人外口数])|"
    rf"房(?![屋产间子地源管租价])|号(?![{_NO_ROOM}]))"
)
_BARE = (
    rf"[{_CIPHERS}](?:[{_CIPHERS}]{{2,4}}|(?:\s[{_CIPHERS}]){{2,3}})"
    rf"(?!\s?[{_CIPHERS}]|[号%％年月日元万个人平米户家套部多余栋.千伏吨斤头只棵]|{_AT_WORK})"
)
_PLAIN_ROOM = (
    r"(?<=元)\s?\d{1,2}[\-—–]\d{1,2}(?![\d\-—–月日])|"
    rf"\d{{1,2}}\s?[\-—–]\s?\d{{3,4}}(?!\d)|{_N}\s?{_ROOM_WORD}|{_BARE}"
)
# Two flats of one stair well: 3单元1103、1104.
_FURTHER = (
    r"(?:\s?[、,，/和与及跟]\s?\d{3,4}(?!\d|[号%％年月日元万个人平米多余.千伏吨斤头只棵])[室户]?)"
)
_ROOM = rf"(?:(?:{_PLAIN_ROOM}){_FURTHER}{{0,4}}|[(（]\s?(?:{_PLAIN_ROOM})\s?[)）])"
_LANE = rf"(?:{_N}\s?弄{_S}(?:{_N}\s?支弄{_S})?{_N}\s?号(?:楼)?)"
_FLAT = re.compile(
    rf"(?P<lane>{_LANE})?{_S}(?P<building>{_BUILDING}(?:{_S}{_BUILDING})?)?{_S}(?P<unit>{_UNIT})?{_S}"
    rf"(?P<floor>{_FLOOR})?{_S}(?P<room>{_ROOM})?"
)
# Words that stand in every flat; a home is looked for around one of them.
# One class of characters comes first: the search runs five times as fast as with a choice.
_ANCHOR = re.compile(
    rf"[栋幢座排弄楼层梯#单号门](?:(?<=[栋幢座排弄楼层梯#])|(?<=单)元|(?<=号)[院公别]|"
    rf"(?<=门)[洞栋]|(?<=[单门])(?=\s?[{_CIPHERS}]))"
)
_LEAD = re.compile(rf"(?<![A-Za-z])(?:{_NAME}\s?#?\s?号?\s?)$")
_SURE = (
    "坐落|门牌|住在|家在|我家|家住|住址|本人|租住|居住|住户|自家|房号|业主|地址|住|家|户籍|户口|"
    "收货|坐标|楼[上下](?!周边)|对门|隔壁"
)
LIVES = re.compile(_SURE)
_LIVES_IN = re.compile(
    r"(?:住在|家住|我住|家在|我家|住址|居住)(?!.{0,4}[哪几有])[^，。；,\n]{0,10}$"
)
_COUNTED = re.compile(r"\s?(?:房|约|多|以上|一般|住宅|建筑|商)")
# Who lives somewhere says so in the same sentence.
_SENTENCE = re.compile("[。！？!?\n]")
LIVES_AFTER = re.compile(
    r"[的是]?(?:院[里内]|后门|前门|这[家户]|那[家户])?[，,]?(?:业主|住户|租户|租客|居民|户主|一家|家中|家里|房主|邻居|室友|我家|我住|住着|住的|人家|.{0,10}我们?家|.{0,8}[我的]邻居|老人|老太|老两口)"
)
# What stair wells have and no flat: 6号楼2单元电梯 is where something broke.
_OF_ALL = re.compile(
    r"的?(?:所有|全体|各户|[楼栋]?[道梯顶](?!层?[东西]户)|电梯|门禁|对讲|门口|大?门(?!牌)|前|后|旁|外墙|屋面|下水|污水|化粪池|雨水|消防|路灯|管[道网]|供[水电热暖]|水管|停[水电]|居民|没有|[0-9]+户|、)"
)
OFFICE = re.compile(
    "办公|窗口|大厅|政务|中心|[局委科处部](?=$|[^一-龥]|在|位|地址|办|[一二三四五六七八九十]?[楼号])|办事处|派出所|大队|法院|(?:公司|物业)(?!.{0,2}(?:宿舍|家属|小区|院|楼))|会议|门诊|医院|学校|"
    "教学|律师|酒店|宾馆|工作日|商铺|门面|培训|幼儿园|宿舍区|厂房|车间"
)


def home_hits(text: str) -> Iterator[Hit]:
    """Yield flats of a folded text."""
    at = 0
    for anchor in _ANCHOR.finditer(text):
        if anchor.start() < at:
            continue
        lead = _LEAD.search(text, max(at, anchor.start() - 12), anchor.start())
        if lead is None:
            continue
        match = _FLAT.match(text, lead.start())
        if match is None or match.end() <= anchor.start():
            continue
        hit = _flat(text, match)
        if hit:
            yield hit
        at = match.end()


def _flat(text: str, match: re.Match[str]) -> Hit | None:
    """Weigh a flat by which of its parts are named, and by who is said to be there."""
    has = {name: value for name, value in match.groupdict().items() if value}
    end = match.end()
    while end > match.start() and text[end - 1] in " \t,，、-—_/.·\n的":
        end -= 1
    before = _SENTENCE.split(text[max(0, match.start() - 24) : match.start()])[-1]
    lives = bool(LIVES.search(before) or LIVES_AFTER.match(text, end))
    if "room" in has:
        confidence = _with_room(has, lives)
    elif not lives and has.keys() <= {"building", "unit"} and _OF_ALL.match(text, end):
        return None
    else:
        confidence = _without_room(has, lives)
    if not confidence and "building" in has and _LIVES_IN.search(before):
        confidence = 0.0 if _COUNTED.match(text, end) else 0.6
    if confidence and _last(OFFICE, before) > _last(LIVES, before):
        confidence = min(confidence, 0.6)
    return Hit("home", match.start(), end, styles.HOME, confidence) if confidence else None


def _last(words: re.Pattern[str], before: str) -> int:
    """Return where the last of ``words`` ends, -1 for none; the nearest one decides."""
    return max((found.end() for found in words.finditer(before)), default=-1)


def _with_room(has: dict[str, str], lives: bool) -> float:
    if not has.keys() & {"building", "unit", "lane"}:
        if has["room"].endswith("户"):
            return 0.0  # 5层，25户 counts households
        return (0.9 if lives else 0.5) if "floor" in has else 0.0
    counted = has["room"].endswith("户")  # 10栋460户 counts households, 3#103户 names one
    if counted and not lives and "unit" not in has:
        return 0.6
    return 0.96 if "unit" in has or lives or has["room"][-1] in "室房号" else 0.92


def _without_room(has: dict[str, str], lives: bool) -> float:
    """Return how exact a home without a room is: a stair well, a floor, a house of a lane."""
    if "lane" in has:
        return 0.9 if lives else 0.6
    if {"building", "unit"} <= has.keys():
        return 0.92 if lives or "floor" in has else 0.6
    if {"building", "floor"} <= has.keys() & {"building", "floor"} and has.keys() & {"end", "side"}:
        return 0.9 if lives else 0.6
    if "别墅" in has.get("building", ""):
        return 0.9 if lives else 0.0
    if {"unit", "floor"} <= has.keys():
        return 0.9 if lives else 0.5
    placed = "floor" in has and has.keys() & {"building", "side"}
    return 0.6 if lives and placed else 0.0
