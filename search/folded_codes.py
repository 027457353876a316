"""Texts folded many at once, as arrays of codes: the normal form of ``search.analysis.fold``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from search.analysis import fold

Codes = NDArray[np.uint32]
#: Stands after each text; no character has this code.
END = 0x110000
_PLANE = 1 << 16
_UNKNOWN, _ODD = END + 1, END + 2
_NUMERALS = "零〇一二两三四五六七八九十百"
_COUNTED = "号栋幢楼层室期"
_UNIT = (ord("单"), ord("元"))
_LONGEST = 6  # characters of a numeral
_NUMERAL, _AFTER = 1, 2

_folded_plane: Codes = np.full(_PLANE + 1, _UNKNOWN, np.uint32)  # by code, learned when met
_folded_plane[_PLANE] = END
_roles: NDArray[np.uint8] = np.zeros(_PLANE + 1, np.uint8)
_roles[[ord(char) for char in _NUMERALS]] = _NUMERAL
_roles[[*map(ord, _COUNTED), _UNIT[0]]] = _AFTER

Splice = tuple[int, int, Codes]  # from, to, and what stands there instead


def codes_of(texts: Sequence[str]) -> Codes:
    """Return the codes of texts as they are, each with :data:`END` after it."""
    codes = np.frombuffer("\n".join([*texts, ""]).encode("utf-32-le"), np.uint32).copy()
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    codes[np.cumsum(lengths + 1) - 1] = END
    return codes


def folded_codes(texts: Sequence[str]) -> Codes:
    """Return the codes of texts as ``fold`` makes them, each with :data:`END` after it."""
    codes = _with_folded_characters(codes_of(texts))
    return _spliced(codes, _numbers(codes))


def _with_folded_characters(codes: Codes) -> Codes:
    folded = np.take(_folded_plane, codes, mode="clip")
    unknown = folded == _UNKNOWN
    if unknown.any():
        for code in np.unique(codes[unknown]).tolist():
            one = _folded(code)
            _folded_plane[code] = one[0] if len(one) == 1 and one[0] < _PLANE else _ODD
        folded = np.take(_folded_plane, codes, mode="clip")
    odd = np.flatnonzero((folded == _ODD) | ((codes >= _PLANE) & (codes != END)))
    places = zip(odd.tolist(), codes[odd].tolist(), strict=True)
    return _spliced(folded, ((at, at + 1, _folded(code)) for at, code in places))


@lru_cache(maxsize=4096)
def _folded(code: int) -> Codes:
    """Return what a character is folded to: no, one or several characters."""
    return _codes(fold(chr(code)))


@lru_cache(maxsize=4096)
def _number(numeral: str) -> Codes:
    return _codes(fold(numeral + _COUNTED[0])[:-1])


def _codes(text: str) -> Codes:
    return np.frombuffer(text.encode("utf-32-le"), np.uint32)


def _numbers(codes: Codes) -> Iterator[Splice]:
    """Yield the numerals that count houses and floors, in digits."""
    roles = np.take(_roles, codes, mode="clip")
    last = np.flatnonzero((roles[:-1] == _NUMERAL) & (roles[1:] == _AFTER))
    for end in (last + 1).tolist():
        if codes[end] == _UNIT[0] and codes[end + 1] != _UNIT[1]:
            continue
        start = end - 1
        while start and end - start < _LONGEST and roles[start - 1] == _NUMERAL:
            start -= 1
        yield start, end, _number("".join(map(chr, codes[start:end].tolist())))


def _spliced(codes: Codes, splices: Iterable[Splice]) -> Codes:
    """Return codes with other ones in some places, which are given in their order."""
    pieces, done = [], 0
    for start, end, instead in splices:
        pieces += [codes[done:start], instead]
        done = end
    return np.concatenate([*pieces, codes[done:]]) if pieces else codes
