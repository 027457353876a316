"""Finds runs of digits in any writing and tells where a number could begin and end.

A :class:`Run` is a stretch of digits with at most six signs between any two
of them. Its ``cuts`` are the places where the writer changed something (a
space, a hyphen, from Arabic to Chinese digits): a number begins and ends at
cuts, never inside a group. So ``8001380013800`` holds no mobile number, while
``转8001 13800138000`` does.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

_HAN = {
    char: digit
    for digit, chars in {
        "0": "零〇○洞",
        "1": "一壹弌幺妖丨",
        "2": "二贰貳两兩",
        "3": "三叁參弎",
        "4": "四肆",
        "5": "五伍",
        "6": "六陆陸",
        "7": "七柒拐",
        "8": "八捌",
        "9": "九玖勾",
    }.items()
    for char in chars
}
HAN_DIGITS = "".join(_HAN)
# Letters written for digits. Counted only inside a run that is mostly digits.
_LETTERS = {"O": "0", "o": "0", "Q": "0", "D": "0", "I": "1", "l": "1", "i": "1"}
_LETTERS |= {"Z": "2", "z": "2", "S": "5", "s": "5", "b": "6", "B": "8", "g": "9", "q": "9"}
_VALUES = str.maketrans(_HAN | _LETTERS)

_DIGIT = f"0-9{HAN_DIGITS}"
_LIKE = _DIGIT + "OoQDIilZzSsbBgq"
# Words read aloud between groups: 138杠0013杠8000.
_SPOKEN = "杠横空点加减xX"
# Sums are no numbers of anybody: ÷ × % ¥ end a run.
_GAP = rf"\s?[(（]区号[)）]\s?|(?:[^\w÷×%％￥¥√∶]|_){{0,6}}|[{_SPOKEN}]"
_RUN = re.compile(rf"[{_LIKE}](?:(?:{_GAP})[{_LIKE}]){{6,}}")
_PIECE = re.compile(rf"[0-9]+|[{HAN_DIGITS}]+|[OoQDIilZzSsbBgq]+")
# What a publisher has already masked. Digits on both sides are no number together.
_MASKED = re.compile(r"\*{2,}|[×●xX]{2,}")


@dataclass(frozen=True)
class Run:
    """Digits that stand together, as ASCII, with the folded offset of each.

    ``kinds`` has one letter for each digit: ``a`` ASCII, ``h`` Chinese, ``l`` a
    letter that looks like a digit.
    """

    digits: str
    places: list[int]
    kinds: str
    cuts: frozenset[int]
    gaps: dict[int, str]

    def inner(self, start: int, end: int) -> list[int]:
        """Return the cuts with a sign between the digits ``start`` to ``end``."""
        return [cut for cut in range(start + 1, end) if cut in self.gaps]

    def text_gaps(self, start: int, end: int) -> list[str]:
        """Return the signs between the digits ``start`` to ``end``, brackets apart."""
        gaps = (self.gaps[cut].strip(_BRACKETS) for cut in self.inner(start, end))
        return [gap for gap in gaps if gap]

    def groups(self, start: int, end: int) -> list[int]:
        """Return the lengths of the groups that gaps make of the digits ``start`` to ``end``."""
        edges = [start, *self.inner(start, end), end]
        return [right - left for left, right in itertools.pairwise(edges)]

    @cached_property
    def sorted_cuts(self) -> list[int]:
        """Return the cuts in order."""
        return sorted(self.cuts)


def runs(text: str) -> Iterator[Run]:
    """Yield the runs of at least seven digits in a folded text, in order."""
    for match in _RUN.finditer(text):
        pieces = list(_PIECE.finditer(text, match.start(), match.end()))
        begin = 0
        for index in range(1, len(pieces) + 1):
            if index == len(pieces) or _MASKED.search(
                text, pieces[index - 1].end(), pieces[index].start()
            ):
                begin += _ends_a_word(text, pieces[begin])
                run = _run(text, pieces[begin:index])
                if run is not None:
                    yield run
                begin = index


def _ends_a_word(text: str, piece: re.Match[str]) -> bool:
    """Whether letters are the end of a word and no digits: the l of Tel."""
    before = text[piece.start() - 1 : piece.start()]
    return _kind(piece[0][0]) == "l" and before.isascii() and before.isalpha()


def _run(text: str, pieces: list[re.Match[str]]) -> Run | None:
    if sum(len(p[0]) for p in pieces if p[0][0] in _PLAIN) < 5:
        return None
    digits: list[str] = []
    kinds: list[str] = []
    places: list[int] = []
    cuts: set[int] = set()
    gaps: dict[int, str] = {}
    last = None
    for piece in pieces:
        at = len(places)
        if last is not None and piece.start() > last:
            gaps[at] = text[last : piece.start()]
        kind = _kind(piece[0][0])
        digits.append(piece[0].translate(_VALUES))
        kinds.append(kind * len(piece[0]))
        places.extend(range(piece.start(), piece.end()))
        cuts.add(at)
        cuts.update(_inner_cuts(digits[-1], kind, at))
        last = piece.end()
    cuts.add(len(places))
    return Run("".join(digits), places, "".join(kinds), frozenset(cuts), gaps)


# Chinese digits up to this many may hold a number anywhere; more are nobody's.
_LONGEST_WORDS = 80
_BRACKETS = "()[]（）【】"
_PLAIN = frozenset("0123456789" + HAN_DIGITS)


def _kind(char: str) -> str:
    if "0" <= char <= "9":
        return "a"
    return "h" if char in _HAN else "l"


def _inner_cuts(digits: str, kind: str, at: int) -> set[int]:
    """Return cuts inside one piece: dialling prefixes, numbers run together, Chinese words."""
    length = len(digits)
    if kind == "h":
        # 统一一三八…: a numeral that belongs to the word beside the number.
        edge = length if length <= _LONGEST_WORDS else 3
        return {at + i for i in range(1, edge)} | {at + length - i for i in range(1, edge)}
    cuts = {at + len(p) for p in ("0086", "086", "86") if digits.startswith(p) and length > len(p)}
    if length in {12, 23} and digits.startswith("01"):
        cuts.add(at + 1)
    if length in {22, 29, 33}:
        cuts.update(at + width for width in (11, 18, 22) if width < length)
    return cuts


@cache
def digit_forms(digit: str) -> str:
    """Return the class of all characters that stand for one ASCII digit in a folded text."""
    signs = digit + "".join(char for char, value in (_HAN | _LETTERS).items() if value == digit)
    return f"[{re.escape(signs)}]"
