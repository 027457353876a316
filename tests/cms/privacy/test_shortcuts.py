"""The scan leaves most places with a glance: no name is lost by that."""

import re
from random import Random

import pytest

from cms.privacy import name_contexts as contexts
from cms.privacy import name_looks, names
from cms.privacy.accounts import _ACCOUNT, _CUE
from cms.privacy.given_names import _WEIGHTS as GIVEN
from cms.privacy.surnames import COMPOUND, SINGLE

BEFORE = re.split(
    " ",
    "水电工 施工 5楼 二单元 群里 今天上午 9点 转让人 有的人 我儿子叫 这是 王丽、 老王 路 。 ： @",
)
AFTER = re.split(
    " ", "先生 ，男，65岁 反映 沟通 13800138000 电话 的 路 主任 在 ， 。 称其 说： 与我"
)


def sentences(random: Random, count: int) -> list[str]:
    before = [*contexts._WEIGHTS, *BEFORE, *random.choices(BEFORE, k=80)]
    surnames, given = [*sorted(SINGLE), *sorted(COMPOUND) * 4], sorted(GIVEN)
    places = sorted(name_looks.OF_PLACES) * 10
    return [
        "".join(
            part
            for _ in range(3)
            for part in (
                random.choice(["", "", "我", "，"]),
                random.choice(before),
                random.choice(["", "", "", "：", " "]),
                random.choice(surnames),
                *random.choices(given, k=random.choice([0, 1])),
                random.choice([*given, *places]),
                random.choice(AFTER),
            )
        )
        for _ in range(count)
    ]


def found(texts: list[str]) -> list[list[tuple[int, int, float]]]:
    return [[(h.start, h.end, h.confidence) for h in names.name_hits(text, [])] for text in texts]


def test_no_name_is_lost_by_a_glance(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = sentences(Random(1), 2500)
    quick = found(texts)
    assert sum(map(len, quick)) > 1000
    contexts._word_before.cache_clear()
    monkeypatch.setattr(contexts, "inside", lambda char: False)
    monkeypatch.setattr(names, "_most_around", lambda ahead: 99.0)
    monkeypatch.setattr(name_looks, "at_most", lambda pair: name_looks.UNKNOWN)
    for text, one, other in zip(texts, quick, found(texts), strict=True):
        assert one == other, text


def test_every_account_begins_with_a_cue() -> None:
    random = Random(2)
    signs = "QqVvWwXx加+我他的口鹅号腾讯扣扣企球秋微信威芯维卫星绿泡：: ·-.x❤🐧12345678abcdef零一二"
    pieces = [*signs, *["12345678", "abc_1234", "：", "加我", "我的"] * 9]
    texts = ["".join(random.choices(pieces, k=40)) for _ in range(1500)]
    begun = [match.start() for text in texts for match in _ACCOUNT.finditer(text)]
    assert len(begun) > 300
    for text in texts:
        places = {cue.start() for cue in _CUE.finditer(text)}
        for match in _ACCOUNT.finditer(text):
            assert match.start() in places, text
