"""Plates, passports and permits: short codes of letters and digits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cms.privacy import masking_styles as styles
from cms.privacy.digits import HAN_DIGITS
from cms.privacy.hits import Hit

_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_SIGN = rf"[A-Za-z0-9{HAN_DIGITS}]"
_GAP = r"[ ·•.．\-—_*・‧∙]{0,2}"
# Between the letter of the city and the rest stands what the writer likes, as on the plate a dot.
_WIDE_GAP = r"(?:[^\w*]|_|\*(?!\*)){0,3}"
_TAIL = (
    rf"{_WIDE_GAP}{_SIGN}(?:{_GAP}{_SIGN}){{3,4}}(?:{_GAP}[A-Za-z0-9{HAN_DIGITS}学警港澳挂领试使])"
)
_PLATE = re.compile(
    rf"(?P<place>[{_PROVINCES}])牌?(?:[)）(（ ]|[·•.・‧-](?=[A-Za-z][·•.・‧-]))?"
    rf"(?P<city>[A-Za-z])[)）]?(?P<tail>{_TAIL})(?![A-Za-z0-9*])"
)
_CUED_PLATE = re.compile(
    rf"(?:车牌|牌照|车号|牌号|号牌)(?:号码|号|为|是)?[\s:：是为]{{0,3}}(?P<city>[A-Za-z])(?P<tail>{_TAIL})(?![A-Za-z0-9*])"
)
# Searched before the patterns that begin with a choice of words: most texts have none,
# and a class of characters is found ten times as fast.
_LATIN = re.compile("[A-Za-z]")
_PLATE_CUE = re.compile("[牌车号][照号牌]")
_POLICE_CUE = re.compile("[使军Ww][0-9Jj车]")
_POLICE_END = re.compile("[0-9]使")
_DIGITS_CUE = re.compile("[证照保]")
_POLICE = re.compile(
    rf"(?:WJ|wj)[{_PROVINCES}]?\d{{5}}|使\d{{6}}|\d{{6}}使|[A-Z]{{2}}[·. ]\d{{5}}(?=\s?军车)"
)
# Product standards and licences that stand after a character like 新 or 青.
_STANDARD = re.compile(
    r"(?:GB|GA|QS|DB|JG|CJ|HJ|SC|SN|CCC|ISO|AQ|YY|WS|UU|HTTP|WWW)", re.IGNORECASE
)
_CAR = re.compile("车|牌|驾驶")
_HAN = re.compile(f"[{HAN_DIGITS}]")

_PASSPORT_CUE = re.compile(r"护照|[Pp]assport|PASSPORT")
_PERMIT_CUE = re.compile(
    r"通行证|回乡证|台胞证|港澳|台湾|居留|居住证|军官|士兵|军人|警官|驾驶证|驾照|残疾证|社保|医保|证件|准考证|签证|往来|学籍号|行驶证"
)
_DOCUMENT = re.compile(
    r"[A-Za-z](?<![A-Za-z0-9].)(?:[A-Za-z]{0,2}[ \-]?[0-9](?:[ \-]?[0-9]){6,11}|"
    r"[0-9]{6}[(（][0-9A][)）])"
    r"(?![A-Za-z0-9*])"
)
_PASSPORT = re.compile(
    r"(?:[EeGg]\d{8}|[Ee][A-Za-z]\d{7}|[DSPdsp][Ee]?\d{7,8}|[KkMm][A-Za-z]?\d{7,8})"
)
_PERMIT = re.compile(
    r"(?:[CcWw]\d{8}|[Cc][A-Za-z]\d{7}|[HhMm]\d{8}(?:\d{2})?|[LlTt]\d{8}|[A-Za-z]\d{6}[(（][0-9A][)）])"
)
_FOREIGNER = re.compile(r"[A-Za-z]{3}\d{12}")
_CUED_DIGITS = re.compile(
    r"(?P<cue>台胞证|通行证|居住证|军官证|士兵证|残疾证|驾驶证|驾照|警官证|警察证|公务员证|工作证|"
    r"记者证|导游证|教师证|资格证|毕业证|学位证|准生证|健康证|接种证|社保卡?|就诊卡|诊疗卡|"
    r"公积金账?号?|医保卡?|护照|优待证|老年证|退休证|学生证|出生证|结婚证|退伍证|优抚证)"
    r"(?:档案)?(?:号码|编号|字?号)?[\s:：是为]{0,3}"
    r"(?P<body>(?:[一-龥]{1,3}字第|(?<=号)[一-龥])?"
    r"[A-Za-z]{0,2}[0-9](?:[ \-]?[0-9]){5,19})(?![0-9*])"
)


def paper_hits(text: str) -> Iterator[Hit]:
    """Yield plates, passports and permits of a folded text."""
    latin = _LATIN.search(text) is not None
    for match in _PLATE.finditer(text) if latin else ():
        confidence = _plate_confidence(text, match)
        if confidence:
            yield Hit("plate", *match.span(), _plate_mask(match), confidence)
    for match in _CUED_PLATE.finditer(text) if latin and _PLATE_CUE.search(text) else ():
        start = match.start("city")
        yield Hit(
            "plate", start, match.end(), f"{match['city'].upper()}***{match['tail'][-2:]}", 0.92
        )
    police = _POLICE_CUE.search(text) or _POLICE_END.search(text)
    for match in _POLICE.finditer(text) if police else ():
        yield Hit("plate", *match.span(), styles.document(match[0]), 0.8)
    yield from _documents(text, latin=latin)


def _plate_mask(match: re.Match[str]) -> str:
    return f"{match['place']}{match['city'].upper()}***{match['tail'][-2:]}"


def _plate_confidence(text: str, match: re.Match[str]) -> float:
    """Return how sure it is that a province, a letter and five or six signs are a plate."""
    tail = re.sub(r"[^\w]|_", "", match["tail"])
    gap = re.sub(r"[^\W_].*", "", match["tail"], flags=re.DOTALL)
    standard = _STANDARD.match(match["city"] + tail) and not gap
    if standard and not _CAR.search(text, max(0, match.start() - 12), match.start()):
        return 0.0
    digits = sum(char.isdigit() or char in HAN_DIGITS for char in tail)
    if digits == 0 or (gap.strip(" .·•-—_・‧∙") and digits < 3):
        return 0.0
    han = len(_HAN.findall(tail))
    if han and han < digits:
        # 川A3区一… : digits and numerals mixed are more often prose than a plate.
        return 0.6
    cased = match["city"].isupper() or digits >= 4
    if digits < 2 or not cased:
        return 0.6
    return 0.95 if len(tail) == 5 or _new_energy(tail) else 0.8


def _new_energy(tail: str) -> bool:
    """Return whether six signs are those of a new-energy plate (D12345, DF1234, 12345D)."""
    upper = tail.upper()
    return upper[0] in "ABCDEFGHJK" or upper[-1] in "ABCDEFGHJK" or tail[-1] in "学警港澳挂领试使"


def _documents(text: str, *, latin: bool) -> Iterator[Hit]:
    for match in _DOCUMENT.finditer(text) if latin else ():
        code = re.sub(r"[ \-]", "", match[0])
        before = text[max(0, match.start() - 16) : match.start()]
        kind, confidence = _document(code, before)
        if kind and "0000000" not in code:
            yield Hit(kind, *match.span(), styles.document(code), confidence)
    for match in _CUED_DIGITS.finditer(text) if _DIGITS_CUE.search(text) else ():
        kind = "passport" if match["cue"] == "护照" else "permit"
        yield Hit(kind, *match.span("body"), styles.document(match["body"]), 0.92)


def _document(code: str, before: str) -> tuple[str, float]:
    if _PASSPORT_CUE.search(before) and len(code) in {8, 9}:
        return "passport", 0.97
    if _PERMIT_CUE.search(before) and (_PERMIT.fullmatch(code) or len(code) >= 9):
        return "permit", 0.95
    if re.fullmatch(r"[EG]\d{8}|E[A-HJ-NP-Z]\d{7}", code):
        return "passport", 0.7
    if _FOREIGNER.fullmatch(code) or re.fullmatch(
        r"[CHM]\d{8}(?:\d{2})?|[A-Z]\d{6}[(（][0-9A][)）]", code
    ):
        return "permit", 0.5
    return "", 0.0
