"""Texts as rows of units: Chinese and other characters, and words of letters and digits.

All texts of a batch are cut at once, as arrays. Punctuation between two characters is one
unit too, which no term has; beside a word it makes no difference.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from publisher.browsersearch.keys import word_units
from publisher.browsersearch.postings import Numbers
from search.folded_codes import END, Codes

#: Codes that stand for no character: the end of a title or a text, punctuation, a word.
EDGE, MARK, WORD = 0, 1, 2
_OTHER, _CHARACTER, _LETTER, _END = range(4)
_PLANE = 1 << 16
_FOLDED_LETTERS = b"abcdefghijklmnopqrstuvwxyz0123456789"


@dataclass(frozen=True)
class Units:
    """The units of some documents, one after the other.

    ``codes`` are characters or one of the codes above, ``units`` the numbers by which terms
    know them. ``owners`` say where each stands: twice the number of the document, and one more
    in its text; ``sizes`` how many each title and text has, one by one, with its end.
    """

    codes: Codes
    units: Codes
    owners: Codes
    sizes: Numbers


def units_of(raw: Codes) -> Units:
    """Return the units of folded texts, a title and a text in turn, each with END after it."""
    kinds = _kinds(raw)
    words, ends = _words(kinds)
    stays = _staying(kinds, words)
    kinds, codes = kinds.take(stays), raw.take(stays)
    is_word = np.flatnonzero(kinds == _LETTER)
    codes[is_word] = WORD
    codes[np.flatnonzero(kinds == _OTHER)] = MARK
    edges = np.flatnonzero(kinds == _END)
    codes[edges] = EDGE
    units = codes.copy()
    units[is_word] = word_units(raw, words, ends - words)
    sizes = np.diff(edges, prepend=-1)
    owners = np.repeat(np.arange(len(sizes), dtype=np.uint32), sizes)
    return Units(codes, units, owners, sizes)


def _words(kinds: NDArray[np.uint8]) -> tuple[Numbers, Numbers]:
    """Return where words start, and where they end."""
    letters = kinds == _LETTER
    changes = np.flatnonzero(letters[1:] != letters[:-1]) + 1
    if letters[:1].any():
        changes = np.concatenate([[0], changes])
    return changes[::2], changes[1::2]


def _staying(kinds: NDArray[np.uint8], words: Numbers) -> Numbers:
    """Return the codes that stay: of a word its first letter, of marks in a row the first one.

    Marks beside words do not stay.
    """
    others = kinds == _OTHER
    stay = (kinds == _CHARACTER) | (kinds == _END)
    marks = others.copy()
    marks[1:] &= ~others[:-1]
    stay |= marks
    stay[words] = True
    stays = np.flatnonzero(stay)
    left = kinds.take(stays)
    at = np.flatnonzero(left == _OTHER)
    # The last code is an end, so that each mark has a neighbour on both sides.
    beside = (left[at - 1] == _LETTER) | (left[at + 1] == _LETTER)
    stay[stays[at[beside]]] = False
    return np.flatnonzero(stay)


def _kinds(codes: Codes) -> NDArray[np.uint8]:
    kinds = np.take(_plane(), codes, mode="clip")
    high = codes >= _PLANE
    if high.any():
        for code in np.unique(codes[high]).tolist():
            kinds[codes == code] = _high_kind(code)
    return kinds


def _high_kind(code: int) -> int:
    if code == END:
        return _END
    return _CHARACTER if chr(code).isalnum() else _OTHER


@cache
def _plane() -> NDArray[np.uint8]:
    """Return the kind of each character of the basic plane, as search.analysis tells them."""
    kinds = np.array([chr(code).isalnum() for code in range(_PLANE)], np.uint8)
    kinds[list(_FOLDED_LETTERS)] = _LETTER
    return kinds
