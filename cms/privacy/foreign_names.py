"""Names that no Chinese surname begins: their sounds are written in few characters.

Names of Uygurs, Kazakhs, Tibetans, Mongols, Yi, Dai … With a dot between their parts they are
plain; without one they are weighed by how rare their characters are in prose (卓, 孜, 玛 hardly
ever stand in it) and by what stands around them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pypinyin.constants import PHRASES_DICT

from cms.privacy import name_contexts as contexts

# By how often they stand in prose: fewer than 30 times in a million characters, than 130, more.
_RARE = (
    "尔克贝赛奥莫斯拜阿扎曲迪恩瓦卓勒恰吐迈艾丹朗吾哈琴桑洛娃芒罕惹伊卜钦琼姆尼曼逊兹萨孜妮帕玛娜"
    "茹喀呷穆嘎狄噶耶嫫尕苏乌亚杰朵伦莱翁坦札鄂俄阙仓嘉拉叶热赤才夏孟伯欧祖泽雄贡凯兰翠哲赫沐赞蒙"
    "肯顿"
)
_SELDOM = (
    "巴塔古罗索央珠旺仁措图宗朝木宝呼雅温香伍坚春辛玉岩忠晓英毕努帖喜史白康黑卡若皮牛衣雨列雷扬腾"
    "胡比青那甲色旦仙素洪姑娅乃慕草毛姐贾嘛"
)
_OFTEN = (
    "依力吉江丽日次其特达米沙花格满都德加布音提买合南先义司不约里门子则真林高金第安平奇齐因西拖库"
    "培普纳尤甫切让如善什师诗松铁土托维魏希贤孝欣旭裕增者治朱佐凤汝甘多果洒别明地海丁生久周本宾"
    "波博策代邓额岗根瓜汉汗惠火佳晋开科孔鲁马麦美娘宁诺潘强却瑞山泰杜肉巧坡益尹云梅"
)
_SOUNDS = "".join(dict.fromkeys(_RARE + _SELDOM + _OFTEN))
_WEIGHTS = dict.fromkeys(_OFTEN, 0.15) | dict.fromkeys(_SELDOM, 0.6) | dict.fromkeys(_RARE, 1.0)
_SOUND = frozenset(_SOUNDS)
# 买提 is in half of the names of Uygurs, of characters that stand everywhere.
_ANCHOR = re.compile(f"[{_RARE}提](?:(?<!提)|(?<=买.))")
_DOTTED = re.compile(rf"[{_SOUNDS}]{{2,7}}(?:[·•‧・∙][{_SOUNDS}]{{2,8}}){{1,2}}")
_DOT = re.compile("[·•‧・∙]")
_LONGEST = 8
# From this weight before it a word for people introduces the name.
_INTRODUCED = 2.0
_LEAST = 1.6
# Without one, what follows must be what people say or are: 克拉玛依 is a city.
_EDGE_NEEDS = 2.2


def foreign_spans(text: str) -> Iterator[tuple[int, int, float, bool]]:
    """Yield start, end, weight of each such name of a folded text, and whether a title follows.

    The weights are those of :mod:`cms.privacy.names`.
    """
    if _DOT.search(text):
        for match in _DOTTED.finditer(text):
            yield from _weighed(text, *match.span(), own=3.5, least=5.0)
    at = 0
    for anchor in _ANCHOR.finditer(text):
        if anchor.start() < at:
            continue
        span = _around(text, anchor.start(), at)
        if span is not None:
            start, end = span
            at = end
            yield from _alone(text, start, end)


def _around(text: str, anchor: int, least: int) -> tuple[int, int] | None:
    """Return where the sounds around a rare one begin, after a word for people, and end."""
    left = right = anchor
    while left > max(least, anchor - _LONGEST) and text[left - 1] in _SOUND:
        left -= 1
    while right < min(len(text), anchor + _LONGEST) and text[right] in _SOUND:
        right += 1
    for start in range(left, anchor + 1):
        if right - start < 2:
            return None
        ahead = contexts.before(text, start)
        if ahead >= _INTRODUCED or (start == left and ahead >= contexts.EDGE):
            return start, right
    return None


def _alone(text: str, start: int, end: int) -> Iterator[tuple[int, int, float, bool]]:
    own = sum(_WEIGHTS[char] for char in text[start:end]) + text.count("买提", start, end)
    if (
        own < _LEAST
        or len({*text[start:end]}) < 2
        or text[start:end] in PHRASES_DICT
        or _DOT.match(text, end)
    ):
        return
    for found in _weighed(text, start, end, own=own, least=0.0):
        ahead = contexts.before(text, start)
        if ahead >= _INTRODUCED or found[2] - own - ahead >= _EDGE_NEEDS:
            yield found


def _weighed(
    text: str, start: int, end: int, *, own: float, least: float
) -> Iterator[tuple[int, int, float, bool]]:
    ahead = contexts.before(text, start)
    behind = contexts.after(text, end)
    if contexts.NEVER not in {ahead, behind}:
        weight = max(least, own + ahead + behind)
        yield start, end, weight, behind == contexts.TITLED
