"""Text analysis for Chinese: one normal form and one tokenisation for every engine.

Both sides of a search, the indexed text and the query, go through :func:`fold`
(full width, traditional characters, letter case, numerals). :func:`tokens` says what a
text is made of (each Han character and each pair of neighbours; words of letters and
digits), :func:`stream` and :func:`phrase` how an index holds it and is asked for it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

import opencc

#: Raise when folding or tokens change: indexes made before must be made anew.
VERSION = 3
_DIGIT = dict(zip("零〇一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
# Numerals that count houses and floors are written both ways: 三号楼, 3号楼.
_NUMERAL = re.compile(r"[零〇一二两三四五六七八九十百]{1,6}(?=[号栋幢楼层室期]|单元)")
_RUN = re.compile(r"([^\W_a-z0-9]+)|([a-z0-9]+)")
#: A word of letters or digits, and the character after it.
NAMED = re.compile(r"([a-z0-9]+)([^\W_a-z0-9])")
_HAN = re.compile(r"[⺀-〇〡-〩㐀-鿿豈-﫿\U00020000-\U0003ffff]")


class _Table(dict[int, str]):
    """Character → folded text, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = _simplify(unicodedata.normalize("NFKC", char).casefold())
        if unicodedata.category(char) in {"Cf", "Mn"}:
            folded = ""
        self[code] = folded
        return folded


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def _simplify(text: str) -> str:
    return str(_converter().convert(text)) if text and ord(text[0]) > 0x2E7F else text


_TABLE = _Table()


def fold(text: str) -> str:
    """Return ``text`` in normal form: NFKC, lower case, simplified, Arabic numerals."""
    return _NUMERAL.sub(lambda match: _number(match.group()), text.translate(_TABLE))


@dataclass(frozen=True)
class Folded:
    """A folded text; ``starts[i]`` is the offset in the original of folded character ``i``."""

    text: str
    starts: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where the folded characters ``start`` to ``end`` stand in the original."""
        return self.starts[start], self.starts[end]


def fold_with_offsets(text: str) -> Folded:
    """Return the normal form of ``text`` with the way back; ``starts`` has one more at its end."""
    chars: list[str] = []
    starts: list[int] = []
    for offset, char in enumerate(text):
        for folded in _TABLE[ord(char)]:
            chars.append(folded)
            starts.append(offset)
    starts.append(len(text))
    plain = "".join(chars)
    result: list[str] = []
    places: list[int] = []
    position = 0
    for match in _NUMERAL.finditer(plain):
        result.append(plain[position : match.start()])
        places += starts[position : match.start()]
        number = _number(match.group())
        result.append(number)
        places += [starts[match.start()]] * len(number)
        position = match.end()
    result.append(plain[position:])
    places += starts[position:]
    return Folded("".join(result), tuple(places))


def _number(numeral: str) -> str:
    """Return a Chinese numeral below 1,000 in digits; digit by digit where it has no unit."""
    if not set(numeral) & {"十", "百"}:
        return "".join(str(_DIGIT[char]) for char in numeral)
    total = digit = 0
    for char in numeral:
        if char in _DIGIT:
            digit = _DIGIT[char]
        else:
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
    return str(total + digit)


def tokens(folded: str) -> list[str]:
    """Return the tokens of a folded text, in order.

    A run of Han gives each character followed by the pair it begins, so that a
    phrase of characters is a phrase of tokens too.
    """
    found: list[str] = []
    for run, word in _RUN.findall(folded):
        if word:
            found.append(word)
            continue
        last = len(run) - 1
        for place, char in enumerate(run):
            found.append(char)
            if place < last:
                found.append(run[place : place + 2])
    return found


def stream(folded: str) -> list[str]:
    """Return what an index holds of a folded text, one token a position.

    A run of Han gives the pair that each character begins, and its last character: every
    phrase is then a phrase of pairs, and a single character the beginning of a token.
    """
    found: list[str] = []
    for run, word in _RUN.findall(folded):
        if word:
            found.append(word)
        else:
            found += map(str.__add__, run, run[1:])
            found.append(run[-1])
    return found


def phrase(folded: str) -> tuple[list[str], bool]:
    """Return the tokens that follow each other where an indexed text holds ``folded``.

    The second value says that the last one is only the beginning of a token.
    """
    runs = _RUN.findall(folded)
    words = stream(folded)
    last = runs[-1][0] if runs else ""
    return (words[:-1], False) if len(last) > 1 else (words, len(last) == 1)


def marks(folded: str) -> list[str]:
    """Return the single characters of a folded text, and each number with the one after it.

    They say how well a text fits, and are not needed to find it: 3号, A市 are names.
    """
    chars = [char for run, _ in _RUN.findall(folded) for char in run]
    return chars + ["".join(match) for match in NAMED.findall(folded)]


def is_han(char: str) -> bool:
    """Whether ``char`` is a Chinese character."""
    return bool(_HAN.match(char))
