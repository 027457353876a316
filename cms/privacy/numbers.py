"""Tells what the runs of digits are: mobiles, ID numbers, bank cards, landlines."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from cms.privacy import masking_styles as styles
from cms.privacy.allowed import Allowed
from cms.privacy.checksums import bank_bin, id_checksum, id_shape, luhn, plausible_date
from cms.privacy.digits import Run, runs
from cms.privacy.hits import Hit
from cms.privacy.landlines import landline_confidence

_MOBILE = re.compile(r"1[3-9]\d{9}")
_STANDARD = (
    [11],
    [3, 4, 4],
    [3, 3, 5],
    [4, 3, 4],
    [4, 4, 3],
    [3, 8],
    [7, 4],
    [5, 6],
    [6, 5],
    [8, 3],
)
_LANDLINE = re.compile(r"0(?:10|2\d|[3-9]\d{2})[2-8]\d{6,7}")
_ABROAD = re.compile(r"(?:\+\s?|(?<!\d)(?:00)?\s?)86[^\w]{0,3}$")
_EXTENSION = re.compile(
    r"\s?(?:转分机|转|分机|[Ee][Xx][Tt]\.?|-)\s?\d{1,4}(?!\d)|\s?[(（](?:转|分机)\s?\d{1,4}[)）]"
)
# What makes digits a sum or a measure: 153205935.87元.
# 2722907（0951）: the city behind the number.
_CITY_AFTER = re.compile(r"\s?[(（]\s?0\d{2,3}\s?[)）]")
_UNIT = re.compile(r"\s?(?:[元亿%％㎡]|万元|平方|平米|公里|千米|吨|美元)")
# A telephone in groups that nobody uses must be somebody's by the words beside it.
_ODD_NEEDS = 0.9
_CLAUSE_ENDS = frozenset("，,。；;：")
_MONEY = frozenset("¥￥$€")
_SERIAL_CUE = re.compile(
    r"(?:单号|编号|工单|案号|文号|序列号|订单|税号|流水|代码)[^，。；\n]{0,6}$"
)
_ID_CUE = re.compile(r"身份证|公民身份|证件号|身份号|ID")
_CARD_CUE = re.compile(r"卡号|账号|帐号|账户|帐户|银行|储蓄卡|信用卡|社保卡|打款|转账|汇款")
# Beside a number with a bank's prefix and the right check digit less has to be said.
_CARD_WORD = re.compile("卡|行|退[款至到给]|[账帐]|户|存折|银行|汇|打[到给款入]|转[到给入]")
_CHECK_X = re.compile(r"(?:[^\w\n]|_){0,2}([Xx×乂])(?![A-Za-z0-9])")


def number_hits(text: str, allowed: Allowed) -> Iterator[Hit]:
    """Yield every number of a person in a folded text; hits may overlap."""
    for run in runs(text):
        ends = run.cuts
        for start in run.sorted_cuts[:-1]:
            for width in (11, 15, 18, 16, 17, 19, 14):
                if start + width in ends:
                    yield from _candidate(text, run, start, start + width, allowed)
            for width in (7, 8, 9, 10, 11, 12):
                if start + width in ends:
                    yield from _landline(text, run, start, start + width, allowed)


def _candidate(text: str, run: Run, start: int, end: int, allowed: Allowed) -> Iterator[Hit]:
    digits = run.digits[start:end]
    width = end - start
    at, to = run.places[start], run.places[end - 1] + 1
    if width == 11 and _MOBILE.fullmatch(digits) and not allowed.covers(digits):
        confidence = _mobile_confidence(text, run, start, end)
        if confidence:
            yield Hit("mobile", at, to, styles.mobile(digits), confidence)
    elif width in {15, 17, 18} and id_shape(digits.ljust(18, "0") if width == 17 else digits):
        yield from _id_hit(text, run, start, end)
    if width >= 14 and bank_bin(digits):
        confidence = _card_confidence(text, run, start, end)
        if confidence:
            yield Hit("bank_card", at, to, styles.bank_card(digits), confidence)


def _mobile_confidence(text: str, run: Run, start: int, end: int) -> float:
    """Return how sure it is that eleven fitting digits are a mobile number; 0 for not."""
    at, to = run.places[start], run.places[end - 1] + 1
    letters = run.kinds[start:end].count("l")
    if letters > 6 or (letters and not run.kinds[start:end].strip("l")):
        return 0.0
    glued = _glued(text, at, to)
    if text[at - 1 : at] in _MONEY or (letters and glued):
        return 0.0
    if text[at : at + 3] == "ISO" and len(run.groups(start, end)) > 1:
        return 0.0  # ISO 9001:2015 read as 150 9001 2015
    sure = _arrangement(run, start, end, abroad=bool(_ABROAD.search(text, max(0, at - 9), at)))
    if _UNIT.match(text, to):
        sure = min(sure, 0.6)
    if glued:
        sure = min(sure, glued)
    if _SERIAL_CUE.search(text, max(0, at - 14), at):
        sure = min(sure, 0.6)
    return sure


def _arrangement(run: Run, start: int, end: int, *, abroad: bool) -> float:
    """Return how much the grouping of eleven digits looks like one number."""
    groups = run.groups(start, end)
    if groups in _STANDARD:
        # The end of 6222 0213 8001 3800 013 looks like one as well.
        inside = not abroad and start in run.gaps and run.gaps[start] in run.text_gaps(start, end)
        return 0.92 if inside else 0.98
    gaps = set(run.text_gaps(start, end))
    if gaps == {"."} and len(groups) == 2:  # 153205935.87
        return 0.0
    whole = (abroad or _outer_gap(run, start)) and _outer_gap(run, end)
    if _is_list(run, start, end, gaps):
        return 0.0
    if max(groups) <= 2 and len(gaps) <= 1:
        return 0.95 if whole else 0.6
    if not whole:
        return 0.0
    return 0.95 if len(gaps) <= 1 else 0.7


def _outer_gap(run: Run, cut: int) -> bool:
    """Return whether no further group of digits is parted by a sign at ``cut``."""
    if cut not in run.gaps:
        return True
    # 17038964930，一直不接: a sign of prose before a numeral of the next clause.
    return run.kinds[cut - 1] != run.kinds[cut] and run.gaps[cut].strip() in _CLAUSE_ENDS


def _is_list(run: Run, start: int, end: int, gaps: set[str]) -> bool:
    """Return whether the groups are an enumeration (1、3、5、7、9、11、12) or a date."""
    edges = [start, *run.inner(start, end), end]
    values = [int(run.digits[a:b]) for a, b in itertools.pairwise(edges)]
    rising = all(a < b for a, b in itertools.pairwise(values))
    dated = any(1990 <= value <= 2040 for value in values)
    return (rising and len(values) > 3) or (dated and len(gaps) > 1)


def _glued(text: str, at: int, to: int) -> float:
    """Return a lower confidence where letters touch the digits, else 0."""
    before = re.search(r"[A-Za-z]+$", text[max(0, at - 12) : at])
    if before and before[0].lower() not in {"v", "vx", "wx", "tel", "qq", "mobile", "phone", "t"}:
        return 0.6
    if to < len(text) and text[to].isascii() and text[to].isalpha():
        return 0.6
    return 0.0


def _id_hit(text: str, run: Run, start: int, end: int) -> Iterator[Hit]:
    digits = run.digits[start:end]
    at, to = run.places[start], run.places[end - 1] + 1
    if len(digits) == 17:
        tail = _CHECK_X.match(text, to)
        if not tail:
            return
        digits, to = digits + "X", tail.end()
    cued = _ID_CUE.search(text, max(0, at - 16), at) is not None
    if len(digits) == 15:
        confidence = 0.97 if cued else 0.9
    else:
        confidence = 0.99 if id_checksum(digits) else 0.93 if cued else 0.75
    if not cued and _SERIAL_CUE.search(text, max(0, at - 14), at):
        confidence = min(confidence, 0.8)
    yield Hit("id_number", at, to, styles.id_number(digits), confidence)


def _card_confidence(text: str, run: Run, start: int, end: int) -> float:
    digits = run.digits[start:end]
    at = run.places[start]
    to = run.places[end - 1] + 1
    checked = luhn(digits)
    cued = _CARD_CUE.search(text, max(0, at - 16), at) is not None
    if checked and not cued:
        cued = bool(
            _CARD_WORD.search(text, max(0, at - 12), at) or _CARD_WORD.search(text, to, to + 6)
        )
    if "l" in run.kinds[start:end] and not cued:
        return 0.0
    if not checked:
        return 0.75 if cued else 0.0
    groups = run.groups(start, end)
    plain = len(groups) == 1 or set(groups[:-1]) == {4} or (cued and max(groups) <= 6)
    if not plain and not (_outer_gap(run, start) and _outer_gap(run, end)):
        return 0.0
    if cued:
        return 0.98
    return 0.93 if plain and (digits.startswith("62") or len(groups) > 3) else 0.6


def _landline(text: str, run: Run, start: int, end: int, allowed: Allowed) -> Iterator[Hit]:
    digits = run.digits[start:end]
    at, to = run.places[start], run.places[end - 1] + 1
    abroad = _ABROAD.search(text, max(0, at - 9), at) if end - start > 8 else None
    if abroad:
        at, digits = abroad.start(), digits if digits[0] == "0" else f"0{digits}"
    local = len(digits) <= 8
    if not (_local_shape(digits) if local else _LANDLINE.fullmatch(digits)):
        return
    groups = run.groups(start, end)
    if "l" in run.kinds[start:end]:
        return
    odd = not _landline_groups(groups, local=local)
    if odd and (local or len(set(run.text_gaps(start, end))) > 1 or len(groups) > 5):
        return
    if allowed.covers(digits) or _glued(text, at, to):
        return
    if _SERIAL_CUE.search(text, max(0, at - 14), at):
        return
    confidence = landline_confidence(text, at, to, local=local)
    if confidence >= (_ODD_NEEDS if odd else 0.1):
        extension = _EXTENSION.match(text, to) or (_CITY_AFTER.match(text, to) if local else None)
        to = extension.end() if extension else to
        yield Hit("landline", at, to, styles.landline(digits), confidence)


def _local_shape(digits: str) -> bool:
    dated = len(digits) == 8 and plausible_date(digits[:4], digits[4:6], digits[6:])
    return digits[0] in "2345678" and not dated


def _landline_groups(groups: list[int], *, local: bool) -> bool:
    """Return whether the groups are a telephone's: city, number, or its two halves."""
    if set(groups) == {1}:
        return True
    halves = groups[-1] == 4 and (len(groups) == 1 or groups[-2] in {3, 4})
    if local:
        return len(groups) == 1 or (len(groups) == 2 and halves)
    if len(groups) <= 2:
        return len(groups) == 1 or groups[0] in {2, 3, 4}
    if groups[0] in {2, 3, 4} and groups[1] < 4 and set(groups[2:]) == {2}:
        return True
    return len(groups) == 3 and groups[0] in {2, 3, 4} and halves
