"""Words that an index really holds, to read pinyin and to mend typing errors with.

A word is any two to four neighbouring characters that come up more than once, and every
name of an area or category. It is made from the newest records, a bounded piece of work.
"""

from __future__ import annotations

import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cached_property

from search.analysis import fold, is_han
from search.pinyin import readings, spellings, syllables

#: How many characters of the newest records are read.
BUDGET = 600_000
_READINGS = 3
_LONGEST = 4
_NO_WORD = frozenset("的了在是和与将把被就都也等之为及着我你他她它您们这那吗呢吧啊")
_RUN = re.compile(r"([^\W_a-z0-9]{2,})|([a-z]{2,})")
_FEW = 2000


class Lexicon:
    """The words of ``texts`` and ``names``, with how often each comes up."""

    def __init__(self, texts: Iterable[str], names: Iterable[str] = ()) -> None:
        counts: Counter[str] = Counter()
        self._latin: set[str] = set()
        left, read = BUDGET, 0
        for text in texts:
            if left <= 0:
                break
            left, read = left - len(text), read + 1
            for run, word in _RUN.findall(fold(text)):
                self._latin.add(word)
                for size in range(2, _LONGEST + 1):
                    counts.update(run[at : at + size] for at in range(len(run) - size + 1))
        least = 2 if read > _FEW else 1
        self.counts = {
            word: n for word, n in counts.items() if n >= least and not _NO_WORD & set(word)
        }
        for name in map(fold, names):
            self.counts[name] = self.counts.get(name, 0) + 1

    def usual(self, pair: str) -> int:
        """Return how often a pair comes up; one with a grammatical character very often."""
        return BUDGET if _NO_WORD & set(pair) else self.counts.get(pair, 0)

    def spelled(self, letters: str) -> list[str]:
        """Return words that are written ``letters`` in pinyin or by their initials, at most three.

        A Latin word that the index holds itself is no abbreviation.
        """
        whole = [word for way in spellings(letters) if len(way) > 1 for word in self._read(way)]
        if not whole and letters not in self._latin:
            whole = self._fitting(self._initials.get(letter, "") for letter in letters)
        found = sorted(dict.fromkeys(whole), key=self._rank)[:_READINGS]
        return [word for word in found if self._count(word) * 4 >= self._count(found[0])]

    def _read(self, way: tuple[str, ...]) -> list[str]:
        """Return the words of so many syllables; a long row of them is read in pieces."""
        if words := self._fitting(self._sounds.get(syllable, "") for syllable in way):
            return words
        for size in range(min(_LONGEST, len(way) - 2), 1, -1):
            if begins := self._fitting(self._sounds.get(each, "") for each in way[:size]):
                return [begins[0] + rest for rest in self._read(way[size:])[:1]]
        return []

    def _fitting(self, choices: Iterable[str]) -> list[str]:
        """Return the words of which each character is one of so many, most used first."""
        classes = list(choices)
        if not all(classes) or not 2 <= len(classes) <= _LONGEST:
            return []
        pattern = "".join(f"[{re.escape(each)}]" for each in classes)
        found = re.findall(f"^{pattern}$", self._listed.get(len(classes), ""), re.M)
        return sorted(found, key=self._rank)[:_READINGS]

    def corrections(self, word: str) -> list[str]:
        """Return known words that differ from ``word`` in one character, best first.

        Of a longer word the part that is nowhere found is mended. A word of two
        characters must keep its sound.
        """
        if not 2 <= len(word) <= 8 or not all(map(is_han, word)):
            return []
        if len(word) <= _LONGEST:
            return self._one_off(word, range(len(word)))
        found: list[str] = []
        for at in self._suspects(word):
            for begin in range(max(0, at - 3), min(at, len(word) - 4) + 1):
                part = word[begin : begin + 4]
                mended = self._one_off(part, [at - begin])[:1]
                found += [word[:begin] + known + word[begin + 4 :] for known in mended]
        return list(dict.fromkeys(found))

    def _one_off(self, word: str, places: Iterable[int]) -> list[str]:
        patterns = (f"{re.escape(word[:at])}.{re.escape(word[at + 1 :])}" for at in places)
        near = re.findall(f"^(?:{'|'.join(patterns)})$", self._listed.get(len(word), ""), re.M)
        sound = syllables(word)
        fitting = [(syllables(known) != sound, known) for known in near if known != word]
        if len(word) == 2:
            fitting = [pair for pair in fitting if not pair[0]]
        return [known for _, known in sorted(fitting, key=lambda p: (p[0], self._rank(p[1])))]

    def _suspects(self, word: str) -> list[int]:
        """Return the places of ``word`` whose pairs are unknown, the most doubtful first."""
        unknown = [word[at : at + 2] not in self.counts for at in range(len(word) - 1)]
        doubt = [sum(unknown[max(0, at - 1) : at + 1]) for at in range(len(word))]
        return [at for at in sorted(range(len(word)), key=lambda at: -doubt[at]) if doubt[at]][:3]

    def _count(self, word: str) -> int:
        return self.counts.get(word, 1)

    def _rank(self, word: str) -> tuple[int, str]:
        return -self._count(word), word

    @cached_property
    def _listed(self) -> dict[int, str]:
        by_size: dict[int, list[str]] = {}
        for word in self.counts:
            by_size.setdefault(len(word), []).append(word)
        return {size: "\n".join(words) for size, words in by_size.items()}

    @cached_property
    def _sounds(self) -> dict[str, str]:
        """Return the characters of each syllable, those of several readings under each."""
        found: dict[str, list[str]] = {}
        for char in sorted({char for word in self.counts for char in word}):
            for syllable in readings(char):
                found.setdefault(syllable, []).append(char)
        return {syllable: "".join(chars) for syllable, chars in found.items()}

    @cached_property
    def _initials(self) -> dict[str, str]:
        found: dict[str, set[str]] = {}
        for syllable, chars in self._sounds.items():
            found.setdefault(syllable[0], set()).update(chars)
        return {letter: "".join(sorted(chars)) for letter, chars in found.items()}


def lately(ask: Callable[[], int], seconds: float = 1.0) -> Callable[[], int]:
    """Return ``ask`` with its answer kept for so long, where asking is a request."""
    known, until = 0, 0.0

    def answer() -> int:
        nonlocal known, until
        if time.monotonic() >= until:
            known, until = ask(), time.monotonic() + seconds
        return known

    return answer


class LexiconKeeper:
    """Keeps one lexicon up to date; a slow one is made anew while the old one serves."""

    _QUICK = 0.3  # seconds that a search may wait for a new lexicon
    _LASTS = 600.0  # seconds that a slow one is used at least

    def __init__(
        self,
        read: Callable[[], Lexicon],
        cursor: Callable[[], int],
        finished: Callable[[], None] = lambda: None,
    ) -> None:
        # ``finished`` ends a thread that has read, for connections that belong to threads.
        self._read, self._cursor, self._finished = read, cursor, finished
        self._lexicon: Lexicon | None = None
        self._seq, self._took, self._made = -1, 0.0, 0.0
        self._lock = threading.Lock()

    def get(self) -> Lexicon:
        """Return the lexicon, made at first need."""
        seq, known = self._cursor(), self._lexicon
        if known is not None and seq == self._seq:
            return known
        if known is None or self._took < self._QUICK:
            return self._renew(seq)
        if time.monotonic() - self._made > self._LASTS and not self._lock.locked():
            threading.Thread(target=self._renew_beside, args=(seq,), daemon=True).start()
        return known

    def _renew_beside(self, seq: int) -> None:
        try:
            self._renew(seq)
        finally:
            self._finished()

    def _renew(self, seq: int) -> Lexicon:
        with self._lock:
            if self._lexicon is not None and self._seq == seq:
                return self._lexicon
            begun = time.monotonic()
            self._lexicon, self._seq = self._read(), seq
            self._made = time.monotonic()
            self._took = self._made - begun
            return self._lexicon
