"""Words that the newest documents hold, to read pinyin and to mend typing errors with.

There is a file of the words of each size, from two characters to four. Like the files of
postings they have turns: a file is made of the documents before its last turn, so that it
follows from the log alone, and is made anew now and then and when one of them is withdrawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from publisher.browsersearch.documents import Lives
from publisher.browsersearch.layout import FOLDER
from publisher.browsersearch.tables import packed
from search.analysis import fold, is_han
from search.documents import Document

SIZES = (2, 3, 4)
#: So many documents before its turn a file is made of.
WINDOW = 1024
_MOST_WORDS = 4000
_LEAST_TURN = 16
#: How many characters are read of a document.
_LONGEST = 320
_HAN = "㐀鿿"  # words are of these characters and those between
_BITS = 16
#: Characters of grammar, of which no word is made that people ask for.
NO_WORD = frozenset("的了在是和与将把被就都也等之为及着我你他她它您们这那吗呢吧啊")


def words_path(size: int) -> str:
    """Return where the words of so many characters lie."""
    return f"{FOLDER}/words/{size}.bin"


def turn_of(size: int, documents: int) -> int:
    """Return how many documents there were when the words of a size had their turn."""
    between = max(_LEAST_TURN, (1 << documents.bit_length()) >> 5)
    return max(documents - (documents - size) % between, 0)


def first_read(documents: int) -> int:
    """Return the first document that the words of any size are made of."""
    return max(min(turn_of(size, documents) for size in SIZES) - WINDOW, 0)


def first_kept(documents: int) -> int:
    """Return the first document of which words may be made when there are so many or more."""
    return max(documents - WINDOW - max(2 * _LEAST_TURN, documents // 4), 0)


def passage(doc: Document) -> str:
    """Return what words are learned from of a document."""
    return f"{doc.title}\n{doc.text}"[:_LONGEST]


class Words:
    """The words of an index of ``documents`` documents.

    ``passages`` are those of the documents from :func:`first_read` on; ``names`` are words too.
    """

    def __init__(
        self, documents: int, passages: Mapping[int, str], lives: Lives, names: Iterable[str]
    ) -> None:
        self._documents, self._passages, self._lives = documents, passages, lives
        self._names = sorted(set(map(fold, names)))
        self._folded: dict[int, str] = {}

    def file(self, size: int) -> bytes:
        """Return the file of the words of ``size`` characters.

        It has them by how often they come up, the most frequent first, and the characters of
        each syllable.
        """
        # The dictionary of readings is slow to load, and most builds do without.
        from search.pinyin import readings

        found: dict[int, list[str]] = {}
        for word, count in self._counted(size):
            found.setdefault(count, []).append(word)
        known = {word for words in found.values() for word in words}
        for name in self._names:
            if len(name) == size and name not in known and all(map(is_han, name)):
                found.setdefault(1, []).append(name)
        sounds: dict[str, list[str]] = {}
        for char in sorted({char for words in found.values() for char in "".join(words)}):
            for syllable in readings(char):
                sounds.setdefault(syllable, []).append(char)
        return packed(
            {
                "words": [[count, "".join(words)] for count, words in found.items()],
                "sounds": {syllable: "".join(sounds[syllable]) for syllable in sorted(sounds)},
            }
        )

    def _counted(self, size: int) -> Iterator[tuple[str, int]]:
        """Yield the most frequent words of a size with how often they come up.

        Of characters that stand together by chance most have other neighbours elsewhere.
        """
        turn = turn_of(size, self._documents)
        window = range(max(turn - WINDOW, 0), turn)
        alive = [n for n in window if n in self._passages and self._lives.ends[n] >= turn]
        codes = _codes(self._of(number) for number in alive)
        words, counts = np.unique(_pieces(codes, size), return_counts=True)
        good = (counts >= (1 if len(alive) < WINDOW else 2)) & ~_has_grammar(words, size)
        if size > SIZES[0]:
            parts, often = np.unique(_pieces(codes, size - 1), return_counts=True)
            ends = words & np.uint64((1 << _BITS * (size - 1)) - 1)
            beside = (often[np.searchsorted(parts, p)] for p in (ends, words >> np.uint64(_BITS)))
            good &= 2 * counts >= np.minimum(*beside)
        words, counts = words[good], counts[good]
        for at in np.lexsort((words, -counts))[:_MOST_WORDS].tolist():
            word = int(words[at])
            chars = (chr(word >> _BITS * place & 0xFFFF) for place in reversed(range(size)))
            yield "".join(chars), int(counts[at])

    def _of(self, number: int) -> str:
        """Return the folded passage of a document, and once more what it is about."""
        found = self._folded.get(number)
        if found is None:
            title, _, text = self._passages[number].partition("\n")
            folded = fold(title)
            found = self._folded[number] = f"{folded}\n{folded}\n{fold(text)}\n"
        return found


def _codes(texts: Iterable[str]) -> NDArray[np.uint64]:
    """Return the codes of the characters of texts, 0 for what no word is made of."""
    codes = np.frombuffer("".join(texts).encode("utf-32-le"), np.uint32).astype(np.uint64)
    low, high = map(ord, _HAN)
    codes[(codes < low) | (codes > high)] = 0
    return codes


def _pieces(codes: NDArray[np.uint64], size: int) -> NDArray[np.uint64]:
    """Return each run of so many characters as one number."""
    count = max(len(codes) - size + 1, 0)
    found, whole = np.zeros(count, np.uint64), np.ones(count, np.bool_)
    for place in range(size):
        part = codes[place : place + count]
        found = found << np.uint64(_BITS) | part
        whole &= part > 0
    return found[whole]


def _has_grammar(words: NDArray[np.uint64], size: int) -> NDArray[np.bool_]:
    codes = np.array(sorted(map(ord, NO_WORD)), np.uint64)
    found = np.zeros(len(words), np.bool_)
    for place in range(size):
        found |= np.isin(words >> np.uint64(_BITS * place) & np.uint64(0xFFFF), codes)
    return found
