"""Short writings of a home: 3-2-501, a farm's number in its group, a house number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cms.privacy import masking_styles as styles
from cms.privacy.hits import Hit
from cms.privacy.homes import LIVES, LIVES_AFTER, OFFICE

_N = r"[0-9零〇一二三四五六七八九十百]{1,5}(?:-\d{1,2})?"
_SIGN = r"[\-—/–_]"
_SIGNS = r"[\-—/–_.]"
# One to three digits, perhaps after a letter, of no longer number or word. The class of
# characters comes first and the look behind it after: so the search is fast.
_FIRST = r"[A-Za-z0-9](?<![\d\-/.#A-Za-z].)(?:(?<=[0-9])\d{0,2}|(?<=[A-Za-z])\d{1,3})"
_DASHED = re.compile(
    rf"{_FIRST}[#号]?\s?(?P<sign>{_SIGNS})\s?\d{{1,2}}\s?(?P=sign)\s?\d{{3,4}}"
    r"(?!\d|\s?[\-—/.年月]|[A-Za-z%])"
)
_PAIR = re.compile(rf"{_FIRST}[#号]?\s?{_SIGN}\s?\d{{3,4}}(?!\d|\s?[\-—/.年月%元米平号万个人])")
# What the two above have in common; few texts with a dash have it.
_BETWEEN_DIGITS = re.compile(rf"[0-9#号]\s?{_SIGNS}\s?[0-9]")
# 三组12号, 四队北街3号, 一街13巷4号, 6连17栋7号: at least one part of a village, then a door.
_VILLAGE = re.compile(
    r"[组队社屯连街巷排条坊](?:(?<=[0-9一二三四五六七八九十].)|(?<=小组))[\s,，]{0,2}"
    rf"(?:(?:{_N}|[东西南北中])\s?[街巷排条栋幢]\s?){{0,2}}(?:门牌)?"
    rf"(?P<door>{_N}\s?[号户](?:\d{{3,4}}室?(?!\d))?(?![楼线召文院]))"
)
_GROUP = re.compile(rf"第?{_N}(?:村民小|小)?$")
# Who counts houses from the end of the village: 村东头第二排第三户.
_COUNTED = re.compile(
    rf"(?:[东西南北中]头|第?{_N}排)[东西南北中]?边?[，,]?(?:往[东西南北])?(?:第?{_N}排)?(?:[东西南北中]边?)?(?:数|起)?第?{_N}[户家号](?![人口])"
)
# 楼上1702, 对门301: a room beside one's own.
_BESIDE = re.compile(
    r"(?:楼[上下]|对[门面户]|隔壁)的?(?P<door>(?:[1-9]|[1-4]\d)(?:0[1-9]|[12]\d)室?)(?!\d|[元年月米平块多个.%人万])"
)
_DOOR = re.compile(
    rf"[门路街巷道弄坊里同村庄](?P<door>[甲乙丙丁]?{_N}\s?号(?:院内?(?:[东西南北]房\d*间?)?)?"
    rf"(?![楼线公召])(?:附{_N}号|之[一二三四]|旁门)?)"
)
_DOOR_PLATE = re.compile(rf"门牌号?码?[为是]?[:：]?\s?{_N}(?:\s?号)?")
# Of an estate too, where somebody is said to live there.
_PLOT = re.compile(
    rf"(?<=[一-龥])(?P<door>{_N}\s?号(?:附{_N}号|[0-9一二三四五六七八九]{{1,2}}楼)(?![上下]))"
)
# A house of a numbered lane: 57巷2号.
_LANE_DOOR = re.compile(
    rf"{_N}\s?[巷弄条里坊](?:{_N}\s?[巷弄])?\s?(?P<door>{_N}\s?号(?P<room>\d{{3,4}}室?(?!\d))?"
    r"(?![楼线公召]|\s?[0-9零〇一二三四五六七八九]))"
)
# 家住和谐家园1202室, 联排别墅27栋: a room, a house, alone with the estate.
_ROOM_OF = re.compile(
    rf"(?:(?<=[一-龥])[A-Za-z]?\d{{3,4}}\s?室|(?:联排|独栋|叠拼|双拼)?别墅\s?{_N}\s?[栋幢号]|[叠联双]墅\s?{_N}-{_N})(?![一-龥]?[窗会])"
)
_APARTMENT = re.compile(r"公寓\s?(?P<door>[A-Za-z]?\s?\d{3,4}(?:室(?!友))?)(?![\d元万平米户套人])")
_ESTATE = re.compile(
    r"(?:小区|花园|家园|[苑园城府邸庭湾郡院村里]|公寓|广场|[一二三四1-4]期|[东西南北A-Z]区)\s?[,，、]?\s?$"
)


# 家住和谐家园13-501: a place of living and a short name of the estate right before it.
_LIVES_THERE = re.compile(r"(?:坐标|住[在址]?|租住|居住在?|家在|住宅地址)[:：]?[一-龥]{2,8}$")


def door_hits(text: str) -> Iterator[Hit]:
    """Yield short writings of a home in a folded text."""
    if _BETWEEN_DIGITS.search(text):
        yield from _dashed(text)
    for match in _BESIDE.finditer(text):
        yield Hit("home", *match.span("door"), styles.HOME, 0.92)
    rooms = []
    if "公寓" in text:
        rooms.append(_APARTMENT)
    if "室" in text or "墅" in text:
        rooms.append(_ROOM_OF)
    for match in (found for pattern in rooms for found in pattern.finditer(text)):
        if _lived_in(text, match):
            yield Hit("home", *match.span(), styles.HOME, 0.9)
    for match in _COUNTED.finditer(text) if "头" in text or "排" in text else ():
        sure = _lived_in(text, match)
        yield Hit("home", *match.span(), styles.HOME, 0.9 if sure else 0.6)
    if "号" in text or "户" in text:
        yield from _numbered(text)
    for match in _DOOR_PLATE.finditer(text) if "门牌" in text else ():
        yield Hit("home", *match.span(), styles.HOME, 0.92)


def _numbered(text: str) -> Iterator[Hit]:
    """A number in a village's group, in a street, in an estate."""
    for match in _VILLAGE.finditer(text):
        lives = _lived_in(text, match)
        group = _GROUP.search(text, max(0, match.start() - 8), match.start())
        start = group.start() if group else match.start("door")
        sure = lives or re.search("[栋幢排巷]", match[0]) is not None
        yield Hit("home", start, match.end("door"), styles.HOME, 0.92 if sure else 0.7)
    for match in _PLOT.finditer(text):
        if _LIVES_THERE.search(text, max(0, match.start() - 14), match.start()):
            yield Hit("home", *match.span("door"), styles.HOME, 0.85)
    for match in _LANE_DOOR.finditer(text):
        sure = match["room"] is not None or _lived_in(text, match)
        yield Hit("home", *match.span(), styles.HOME, 0.9 if sure else 0.6)
    for match in _DOOR.finditer(text):
        if _lived_in(text, match):
            yield Hit("home", *match.span("door"), styles.HOME, 0.85)


def _lived_in(text: str, match: re.Match[str]) -> bool:
    """Return whether somebody is said to live there, before it or right after, and no office."""
    before = text[max(0, match.start() - 20) : match.start()]
    lives = LIVES.search(before) or LIVES_AFTER.match(text, match.end())
    return bool(lives) and not OFFICE.search(before)


def _dashed(text: str) -> Iterator[Hit]:
    for match in _DASHED.finditer(text):
        before = text[max(0, match.start() - 16) : match.start()]
        last = re.findall(r"\d+", match[0])[-1]
        if len(last) == 4 and "1990" <= last <= "2040":
            continue
        near = _ESTATE.search(before) or LIVES.search(before)
        if match["sign"] == "." and not (near and LIVES.search(before)):
            continue  # 3.2.501 is a version or a sum
        yield Hit("home", *match.span(), styles.HOME, 0.93 if near else 0.5)
    for match in _PAIR.finditer(text):
        before = text[max(0, match.start() - 12) : match.start()]
        if re.search(r"房号|门牌号?", before):
            yield Hit("home", *match.span(), styles.HOME, 0.92)
        elif _LIVES_THERE.search(before):
            yield Hit("home", *match.span(), styles.HOME, 0.9)
        elif _ESTATE.search(before):
            yield Hit("home", *match.span(), styles.HOME, 0.9 if LIVES.search(before) else 0.6)
