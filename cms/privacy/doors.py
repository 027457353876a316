"""Short writings of a home: 3-2-501, a farm's number in its group, a house number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cms.privacy import masking_styles as styles
from cms.privacy.hits import Hit
from cms.privacy.homes import LIVES, OFFICE

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
_VILLAGE = re.compile(
    r"[组队社屯](?:(?<=[0-9一二三四五六七八九十][组队社屯])|(?<=小组))[\s,，]{0,2}(?:门牌)?"
    rf"(?P<door>{_N}\s?[号户](?![楼线召文院]))"
)
_GROUP = re.compile(rf"第?{_N}(?:村民小|小)?$")
_DOOR = re.compile(
    rf"[门路街巷道弄坊里同村庄](?:(?<=门)牌号?(?:码)?[为是]?[:：]?\s?|(?<!门))"
    rf"(?P<door>{_N}\s?号(?:院)?(?![楼线公召])(?:附{_N}号)?)"
)
# Of an estate too, where somebody is said to live there.
_PLOT = re.compile(
    rf"(?<=[一-龥])(?P<door>{_N}\s?号(?:附{_N}号|[0-9一二三四五六七八九]{{1,2}}楼)(?![上下]))"
)
# A house of a numbered lane: 57巷2号.
_LANE_DOOR = re.compile(
    rf"{_N}\s?[巷弄条里坊](?:{_N}\s?[巷弄])?\s?(?P<door>{_N}\s?号(?![楼线公召]|\s?[0-9零〇一二三四五六七八九]))"
)
# 家住和谐家园1202室, 联排别墅27栋: a room, a house, alone with the estate.
_ROOM_OF = re.compile(
    rf"(?:(?<=[一-龥])[A-Za-z]?\d{{3,4}}\s?室|(?:联排|独栋|叠拼|双拼)?别墅\s?{_N}\s?[栋幢号])(?![一-龥]?[窗会])"
)
_APARTMENT = re.compile(r"公寓\s?(?P<door>[A-Za-z]?\s?\d{3,4}室?)(?![\d元万平米户套人])")
_ESTATE = re.compile(
    r"(?:小区|花园|家园|[苑园城府邸庭湾郡院村里]|公寓|广场|[一二三四1-4]期|[东西南北A-Z]区)\s?[,，、]?\s?$"
)


# 家住和谐家园13-501: a place of living and a short name of the estate right before it.
_LIVES_THERE = re.compile(r"(?:住[在址]?|租住|居住在?|家在|住宅地址)[:：]?[一-龥]{2,8}$")


def door_hits(text: str) -> Iterator[Hit]:
    """Yield short writings of a home in a folded text."""
    if _BETWEEN_DIGITS.search(text):
        yield from _dashed(text)
    if "公寓" in text:
        for match in _APARTMENT.finditer(text):
            if LIVES.search(text, max(0, match.start() - 16), match.start()):
                yield Hit("home", *match.span(), styles.HOME, 0.9)
    if "室" in text or "别墅" in text:
        for match in _ROOM_OF.finditer(text):
            before = text[max(0, match.start() - 20) : match.start()]
            if LIVES.search(before) and not OFFICE.search(before):
                yield Hit("home", *match.span(), styles.HOME, 0.9)
    if "号" in text or "户" in text:
        yield from _numbered(text)


def _numbered(text: str) -> Iterator[Hit]:
    """A number in a village's group, in a street, in an estate."""
    for match in _VILLAGE.finditer(text):
        lives = LIVES.search(text, max(0, match.start() - 16), match.start())
        group = _GROUP.search(text, max(0, match.start() - 8), match.start())
        start = group.start() if group else match.start("door")
        yield Hit("home", start, match.end("door"), styles.HOME, 0.92 if lives else 0.7)
    for match in _PLOT.finditer(text):
        if _LIVES_THERE.search(text, max(0, match.start() - 14), match.start()):
            yield Hit("home", *match.span("door"), styles.HOME, 0.85)
    for match in _LANE_DOOR.finditer(text):
        before = text[max(0, match.start() - 16) : match.start()]
        sure = LIVES.search(before) and not OFFICE.search(before)
        yield Hit("home", *match.span(), styles.HOME, 0.9 if sure else 0.6)
    for match in _DOOR.finditer(text):
        before = text[max(0, match.start() - 14) : match.start()]
        if match[0].startswith("门牌"):
            yield Hit("home", *match.span(), styles.HOME, 0.92)
        elif LIVES.search(before) and not OFFICE.search(before):
            yield Hit("home", *match.span("door"), styles.HOME, 0.85)


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
