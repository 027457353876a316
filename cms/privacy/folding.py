"""Folds the many ways of writing one character into one, and remembers where it stood.

Full-width, circled, superscript, mathematical and foreign digits become ASCII
digits; full-width letters and signs become ASCII; zero-width characters and
combining marks disappear. Chinese numerals stay: they are ordinary words most
of the time, and only the recognisers know when they are digits.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass

# Letters of other scripts that look like the Latin ones written for digits.
_LOOKALIKES = {"О": "O", "о": "o", "Ο": "O", "ο": "o", "Ⅰ": "I", "ⅰ": "i"}
_LOOKALIKES |= {"З": "3", "з": "3", "І": "I", "Ι": "I", "Ѕ": "S", "В": "B", "Β": "B"}
# Signs that look like another sign: a Japanese long vowel like a dash, a circled a like an @.
_LOOKALIKES |= {"ー": "-", "ｰ": "-", "ⓐ": "@", "Ⓐ": "@"}
# Traditional characters that recognisers look for: words of addresses, surnames.
_TRADITIONAL = dict(
    zip(
        "棟單號樓門層電話機聯係繫證車區園陳張劉楊黃趙吳孫馬鄭謝許鄧蕭葉蘇盧鍾薑譚陸範賈龐龍萬鄒閻錢嚴湯溫莊顧郝韓馮羅",
        "栋单号楼门层电话机联系系证车区园陈张刘杨黄赵吴孙马郑谢许邓萧叶苏卢钟姜谭陆范贾庞龙万邹阎钱严汤温庄顾郝韩冯罗",
        strict=True,
    )
)
# Punctuation of Chinese prose: recognisers know it as it is, and leaving it
# alone lets most texts skip folding altogether.
_KEPT = frozenset("，。、；：？！（）～…—“”‘’《》〈〉【】〔〕「」『』·￥")
_MARKS = frozenset({"Mn", "Me"})
_BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0")
_LAST_FOLDED = 0x1FFFF


def _fold(char: str) -> str | None:
    """Return what ``char`` is folded into, or None where it stays as it is."""
    if char in _KEPT or char in _LOOKALIKES:
        return _LOOKALIKES.get(char)
    if "⑴" <= char <= "⒛":  # list markers (1) and 1. keep their sign, digits would run together
        return unicodedata.normalize("NFKC", char)
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    category = unicodedata.category(char)
    if category == "Cf" or category in _MARKS or char in _BLANK_LETTERS:
        return ""
    sign = {"Zs": " ", "Pd": "-"}.get(category)
    return sign or _compatible(char, category)


def _compatible(char: str, category: str) -> str | None:
    """Return the ASCII (or Chinese numeral) form that Unicode itself gives ``char``."""
    if category == "No" and "CIRCLED" in unicodedata.name(char, "") and ord(char) < 0x2800:
        number = unicodedata.numeric(char)
        return str(int(number))
    if category in {"Lo", "Cn", "Co", "Cs"} or "CJK" in unicodedata.name(char, "CJK"):
        return None
    folded = unicodedata.normalize("NFKC", char)
    if folded != char and len(folded) == 1 and (folded.isascii() or folded in "一二三四五六七八九"):
        return folded
    if category == "No" and folded.startswith("(") and len(folded) == 3:
        return folded[1]
    return None


def _table() -> dict[int, str]:
    table = {}
    for code in range(0x80, _LAST_FOLDED + 1):
        # The blocks of ideographs, syllables and private use hold nothing to fold.
        if 0x3400 <= code < 0xA600 or 0xAC00 <= code < 0xF900 or 0x17000 <= code < 0x1CC00:
            continue
        folded = _fold(chr(code))
        if folded is not None:
            table[code] = folded
    table.update(str.maketrans({k: v for k, v in _TRADITIONAL.items() if k != v}))
    table[0x2212] = "-"
    return table


_FOLDS = _table()


def _ranges(codes: list[int]) -> str:
    """Write sorted code points as the inside of a regular expression's class."""
    parts: list[list[int]] = []
    for code in codes:
        if parts and parts[-1][1] == code - 1:
            parts[-1][1] = code
        else:
            parts.append([code, code])
    return "".join(f"\\U{low:08x}-\\U{high:08x}" for low, high in parts)


# The engine has a fast table for classes below U+10000 only; beyond, everything
# is offered to the table of folds.
_ASTRAL = "\U00010000-\U0001ffff"
_ENTITY = r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8});"
_FOLDABLE = re.compile(
    f"[{_ranges(sorted(c for c in _FOLDS if c < 0x10000))}]|[{_ASTRAL}]|{_ENTITY}"
)
_PLAIN_FOLDABLE = re.compile(f"[{_ranges(sorted(c for c in _FOLDS if c < 0x10000))}]")
_MOVING = re.compile(
    f"[{_ranges(sorted(c for c, out in _FOLDS.items() if len(out) != 1 and c < 0x10000))}]"
)
_BEYOND = re.compile(f"[{_ASTRAL}]")


@dataclass(frozen=True)
class Folded:
    """A folded text with the way back to the original.

    ``starts`` and ``ends`` give, for each folded character, the offsets of its
    original; both are None where nothing moved.
    """

    original: str
    text: str
    starts: list[int] | None = None
    ends: list[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the original offsets of the folded span ``start`` to ``end``."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    """Fold ``text``; cheap when there is nothing in it to fold."""
    if "&" not in text and not _BEYOND.search(text):
        if text.isascii() or not _PLAIN_FOLDABLE.search(text):
            return Folded(text, text)
        if not _MOVING.search(text):
            return Folded(text, _PLAIN_FOLDABLE.sub(_one, text))
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    last = 0
    for match in _FOLDABLE.finditer(text):
        at, out = match.start(), _one(match)
        pieces += [text[last:at], out]
        starts += [*range(last, at), *([at] * len(out))]
        ends += [*range(last + 1, at + 1), *([match.end()] * len(out))]
        last = match.end()
        # A mark belongs to the character before it (the keycap of an emoji digit).
        if not out and ends and unicodedata.category(match[0][0]) in _MARKS:
            ends[-1] = last
    pieces.append(text[last:])
    starts += range(last, len(text))
    ends += range(last + 1, len(text) + 1)
    return Folded(text, "".join(pieces), starts, ends)


def _one(match: re.Match[str]) -> str:
    written = match[0]
    if len(written) > 1:  # an entity of HTML, in whose place a browser shows its character
        char = html.unescape(written)
        return _FOLDS.get(ord(char), char) if len(char) == 1 else written
    return _FOLDS.get(ord(written), written)
