"""Words that the newest documents hold, to read pinyin and to mend typing errors with.

There is a file of the words of each size, from two characters to four. Like the files of
postings they have turns: a file is made of the documents before its last turn, so that it
follows from the log alone, and is made anew now and then and when one of them is withdrawn.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from publisher.browsersearch.documents import Lives
from publisher.browsersearch.layout import FOLDER
from publisher.browsersearch.tables import packed
from search.analysis import fold, is_han
from search.documents import Document

SIZES = (2, 3, 4)
#: So many documents before its turn a file is made of.
WINDOW = 1024
_MOST_WORDS = 2000
_LEAST_TURN = 16
_CHARACTERS = 120_000
#: What is read of one document at most.
_LONGEST = 400
#: Characters of grammar, of which no word is made that people ask for.
NO_WORD = frozenset("的了在是和与将把被就都也等之为及着我你他她它您们这那吗呢吧啊")
_RUN = re.compile(r"[^\W_a-z0-9]{2,}")


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
        self._names = Counter(map(fold, names))
        self._runs: dict[tuple[int, int], list[str]] = {}

    def file(self, size: int) -> bytes:
        """Return the file of the words of ``size`` characters.

        It has them by how often they come up, the most frequent first, and the characters of
        each syllable.
        """
        from search.pinyin import readings

        counts = self._counts(size)
        known = sorted(counts, key=lambda word: (-counts[word], word))[:_MOST_WORDS]
        found: dict[int, list[str]] = {}
        for word in known:
            found.setdefault(counts[word], []).append(word)
        sounds: dict[str, list[str]] = {}
        for char in sorted(set("".join(known))):
            for syllable in readings(char):
                sounds.setdefault(syllable, []).append(char)
        return packed(
            {
                "words": [[count, "".join(words)] for count, words in found.items()],
                "sounds": {syllable: "".join(sounds[syllable]) for syllable in sorted(sounds)},
            }
        )

    def _counts(self, size: int) -> dict[str, int]:
        """Return words of a size with how often they come up, and the names of this size.

        Characters that stand together by chance more often stand with others.
        """
        turn = turn_of(size, self._documents)
        window = range(max(turn - WINDOW, 0), turn)
        each = _CHARACTERS // max(len(window), 1)
        alive = [n for n in window if n in self._passages and self._lives.ends[n] >= turn]
        titles = [len(self._passages[number].partition("\n")[0]) for number in alive]
        cut = [run for number in alive for run in self._of(number, each)]
        for number, length in zip(alive, titles, strict=True):
            cut += self._of(number, min(length, each))  # what it is about counts twice
        counts, shorter = (_pieces(cut, length) for length in (size, size - 1))
        least = 1 if len(alive) < WINDOW else 2
        found = {
            word: count
            for word, count in counts.items()
            if count >= least
            and not NO_WORD & set(word)
            and (size == SIZES[0] or 2 * count >= min(shorter[word[1:]], shorter[word[:-1]]))
        }
        for name, count in self._names.items():
            if len(name) == size and all(map(is_han, name)):
                found[name] = found.get(name, 0) + count
        return found

    def _of(self, number: int, characters: int) -> list[str]:
        """Return the runs of Chinese characters in the beginning of a passage."""
        found = self._runs.get((number, characters))
        if found is None:
            found = _RUN.findall(fold(self._passages[number][:characters]))
            self._runs[number, characters] = found
        return found


def _pieces(runs: list[str], size: int) -> Counter[str]:
    counts: Counter[str] = Counter()
    for run in runs:
        counts.update(run[at : at + size] for at in range(len(run) - size + 1))
    return counts
