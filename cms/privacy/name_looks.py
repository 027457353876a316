"""How a possible name is read, and how much its characters by themselves look like one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from cms.privacy.given_names import NEVER, given_weight, is_name, most_given
from cms.privacy.surnames import AMBIGUOUS, COMMON, COMPOUND, SINGLE
from cms.privacy.words import is_word

#: What :func:`at_most` says of what more than three characters decide.
UNKNOWN = 99.0
#: What looks less like a name is none, whatever stands around it (0, but for mountains).
LEAST = -1.0
# Surnames that are mostly a word between two others.
_GRAMMAR = frozenset("和于同向由应")
# What makes no name of a surname: 徐家, 肖总, 王某, 陶家河.
_NO_NAME = frozenset("家府总工局老小阿姓氏大") | {f"家{char}" for char in "河江湾桥塘渠堰井垸坟门"}
# Characters that places end in: 丁家岭, 柳叶湖.
OF_PLACES = frozenset("岭坪冲湖坝坳垅坡岗洞山岛洲区庄堡集屯寨沟州巷河")


@lru_cache(maxsize=8192)
def at_most(pair: str) -> float:
    """Return what no name that begins with these two characters outweighs by its looks.

    Pairs are few and names many: nearly all places that are none go no further.
    """
    surname, first = pair[0], pair[1]
    if first == " " or pair in COMPOUND:
        return UNKNOWN
    # A little more, since sums of the same weights in another order may differ.
    return _surname_weight(surname) + most_given(first) - _word_weight(surname, first) + 0.01


@lru_cache(maxsize=32768)
def readings(written: str) -> tuple[tuple[tuple[str, str, int, float], ...], float]:
    """Return the names that ``written`` may begin with, and how much the likeliest weighs.

    Of each its surname, given name, width and weight. That of none is below :data:`LEAST`.
    """
    found = []
    for surname, given, width in _split(written):
        looks = _looks(surname, given)
        least = LEAST if given[-1] in OF_PLACES else 0.0
        if looks >= least and given not in _NO_NAME:
            found.append((surname, given, width, looks))
    return tuple(found), max((looks for *_name, looks in found), default=-UNKNOWN)


def _split(written: str) -> Iterator[tuple[str, str, int]]:
    """Yield surname, given name and width of what may be a name, spaced out or not."""
    if written[:2] in COMPOUND:
        own = _own(written[2:4])
        yield from ((written[:2], own[:width], 2 + width) for width in range(len(own), 0, -1))
    elif written[0] not in SINGLE:
        return
    elif written[1] == " ":
        own = _own(written[2:5:2]) if written[3:4] == " " else _own(written[2:3])
        yield from ((written[0], own[:width], 1 + 2 * width) for width in range(len(own), 0, -1))
    else:
        own = _own(written[1:3])
        yield from ((written[0], own[:width], 1 + width) for width in range(len(own), 0, -1))


def _own(chars: str) -> str:
    """Return the first of two characters that may be a given name, both where both may."""
    for index, char in enumerate(chars):
        if not "一" <= char <= "龥" or char in NEVER:
            return chars[:index]
    return chars


def _looks(surname: str, given: str) -> float:
    """Return how much the characters alone look like somebody's name."""
    weight = _surname_weight(surname)
    own = given_weight(given)
    if len(surname) == 1:
        weight -= _word_weight(surname, given[0])
    if given[-1] in OF_PLACES:
        weight -= 3.5
    if len(given) == 2 and is_word(given) and not is_name(given):
        weight -= 0.5 if own > 1.2 else 1.6
    return weight + own


def _surname_weight(surname: str) -> float:
    if surname in COMPOUND:
        return 3.5
    if surname in _GRAMMAR:
        return -1.6
    if surname in COMMON:
        return 0.7 if surname in AMBIGUOUS else 2.5
    return -0.6 if surname in AMBIGUOUS else 1.4


def _word_weight(surname: str, first: str) -> float:
    """Return how much it speaks against a name that it begins with an ordinary word."""
    if not is_word(surname + first):
        return 0.0
    return 1.2 if _surname_weight(surname) > 2 else 3.5
