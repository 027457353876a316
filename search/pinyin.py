"""Pinyin and initials of titles and names, and of what a reader types."""

from __future__ import annotations

from functools import cache, lru_cache

from pypinyin import Style, lazy_pinyin, pinyin

from search.analysis import fold

LONGEST_SPELLING = 40
_LONGEST_SYLLABLE = 6
_MOST_SPELLINGS = 4


@lru_cache(maxsize=20_000)
def syllables(text: str) -> tuple[str, ...]:
    """Return the syllables of the Chinese characters of ``text``, without tones."""
    spelled = lazy_pinyin(fold(text), errors="ignore", v_to_u=False)
    return tuple(syllable.lower() for syllable in spelled if syllable.isascii())


def readings(char: str) -> list[str]:
    """Return all syllables that one character is read as, without tones; none for others."""
    found = pinyin(char, style=Style.NORMAL, heteronym=True, errors="ignore")
    return [syllable.lower() for syllable in (found[0] if found else []) if syllable.isascii()]


@cache
def _all_syllables() -> frozenset[str]:
    """Return every syllable that one of the 20,902 common characters has."""
    characters = "".join(chr(code) for code in range(0x4E00, 0x9FA6))
    return frozenset(s for s in lazy_pinyin(characters, errors="ignore") if s.isascii())


def spellings(letters: str) -> list[tuple[str, ...]]:
    """Return the ways to read ``letters`` as whole syllables, fewest syllables first.

    At most four; none when the letters are no pinyin or more than forty.
    """
    if len(letters) > LONGEST_SPELLING:
        return []
    ways: list[list[tuple[str, ...]]] = [[()], *([] for _ in letters)]
    known = _all_syllables()
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - _LONGEST_SYLLABLE), end):
            syllable = letters[start:end]
            if syllable in known and ways[start]:
                ways[end] += [(*way, syllable) for way in ways[start]]
        ways[end] = sorted(ways[end], key=len)[:_MOST_SPELLINGS]
    return ways[-1]
