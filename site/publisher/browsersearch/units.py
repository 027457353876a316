"""Texts as rows of units: Chinese and other characters, and words of letters and digits.

All texts of a batch are cut at once, as arrays. Punctuation between two characters is one
unit too, which no term has; beside a word it makes no difference.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from publisher.browsersearch.keys import word_units
from publisher.browsersearch.postings import Numbers

#: Codes that stand for no character: the end of a title or a text, punctuation, a word.
EDGE, MARK, WORD = 0, 1, 2
_OTHER, _CHARACTER, _LETTER, _END = range(4)
_PLANE = 1 << 16
_FOLDED_LETTERS = b"abcdefghijklmnopqrstuvwxyz0123456789"


@dataclass(frozen=True)
class Units:
    """The units of some documents, one after the other.

    ``codes`` are characters or one of the codes above, ``units`` the numbers by which terms
    know them. Each unit stands in a ``document``, at a ``place``; the document's first unit is
    its ``starts``, and of its units so many are the title, ``title_sizes``.
    """

    codes: NDArray[np.uint32]
    units: NDArray[np.uint32]
    documents: Numbers
    places: Numbers
    starts: Numbers
    title_sizes: Numbers


def units_of(texts: Iterable[tuple[str, str]]) -> Units:
    """Return the units of folded titles and texts."""
    parts = [part for pair in texts for part in pair]
    raw = np.frombuffer("\n".join([*parts, ""]).encode("utf-32-le"), np.uint32)
    edges = np.cumsum(np.array([len(part) + 1 for part in parts], np.int64)) - 1
    kinds = _kinds(raw)
    kinds[edges] = _END
    before, after = np.full_like(kinds, _END), np.full_like(kinds, _END)
    before[1:], after[:-1] = kinds[:-1], kinds[1:]
    words = np.flatnonzero((kinds == _LETTER) & (before != _LETTER))
    lengths = np.flatnonzero((kinds == _LETTER) & (after != _LETTER)) + 1 - words
    codes = np.where(kinds == _CHARACTER, raw, np.uint32(MARK))
    codes[words], codes[edges] = WORD, EDGE
    units = codes.copy()
    units[words] = word_units(raw, words, lengths)
    # Of a word its first letter stays, of marks in a row the first one.
    stays = (kinds == _CHARACTER) | (kinds == _END) | ((kinds == _OTHER) & (before != _OTHER))
    stays[words] = True
    stays = np.flatnonzero(stays)
    stays = stays[~_beside_words(codes[stays])]
    return _in_documents(codes[stays], units[stays])


def _kinds(codes: NDArray[np.uint32]) -> NDArray[np.uint8]:
    kinds = _plane()[np.minimum(codes, _PLANE - 1)]
    for code in np.unique(codes[codes >= _PLANE]).tolist():
        kinds[codes == code] = _CHARACTER if chr(code).isalnum() else _OTHER
    return kinds


@cache
def _plane() -> NDArray[np.uint8]:
    """Return the kind of each character of the basic plane, as search.analysis tells them."""
    kinds = np.array([chr(code).isalnum() for code in range(_PLANE)], np.uint8)
    kinds[list(_FOLDED_LETTERS)] = _LETTER
    return kinds


def _beside_words(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Return the marks that stand before or after a word."""
    beside = np.zeros(len(codes), np.bool_)
    beside[1:] |= codes[:-1] == WORD
    beside[:-1] |= codes[1:] == WORD
    return beside & (codes == MARK)


def _in_documents(codes: NDArray[np.uint32], units: NDArray[np.uint32]) -> Units:
    ends = np.flatnonzero(codes == EDGE)  # of a title and a text in turn
    sizes = np.diff(ends[1::2], prepend=-1)
    starts = ends[1::2] + 1 - sizes
    places = np.arange(len(codes)) - np.repeat(starts, sizes)
    documents = np.repeat(np.arange(len(sizes)), sizes)
    return Units(codes, units, documents, places, starts, ends[::2] - starts)
