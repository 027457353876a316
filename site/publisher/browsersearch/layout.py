"""Which file of the index holds what, as a pure function of how many documents there are.

Documents are numbered in the order of the log. Terms are of two families, each with files of
its own: ``pairs`` of common characters, and all ``others``. A term lies in one of the ``shards``
of its family. Those take in new documents in turns, a few files at each document, so that
publishing never rewrites the whole: what is younger than a shard's last turn waits on the next
level, in fewer files with turns that come round sooner, of which large indexes have two; and the
youngest documents stand in the head file.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from publisher.browsersearch.keys import KEY_BITS, PAIR_BITS
from search.analysis import VERSION
from search.documents import FORM, KINDS

#: Changes when the same log would give other files.
INDEX_FORMAT = f"12 {VERSION} {FORM} {sorted(KINDS)}"
FOLDER = "search-index"
HEAD = f"{FOLDER}/head.bin"
NAMES = f"{FOLDER}/names.bin"
#: Traditional characters lie in so many files, by the lowest bits of their code.
SIMPLIFIED_FILES = 32
SUMMARY_DOCUMENTS = 8
FACT_DOCUMENTS = 4096
_DOCUMENTS_A_SHARD = 3
_LEAST_SHARDS = 16
#: Documents that stand in the head file, about.
_YOUNG = 16
#: Files of pairs that have their turn at one document, by level; and files of the others.
_PAIR_TURNS = (5, 4, 4)
_OTHER_TURNS = (2, 1)
_PAIRS_TO_OTHERS = 8  # shards of pairs to one of the others, which are seldom asked for

Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Level:
    """Files by the highest bits of keys; each has a turn every ``round`` documents."""

    files: int
    round: int

    @property
    def bits(self) -> int:
        """How many bits of a key name the file."""
        return self.files.bit_length() - 1


@dataclass(frozen=True)
class Family:
    """The files of one family of terms in an index of ``documents`` documents.

    They lie in ``folder``. ``key_bits`` is how many bits the keys have. The first of the
    ``levels`` are the shards; a file of a later one holds what came to its terms since the last
    turn of their files on the level before.
    """

    folder: str
    name: str
    key_bits: int
    documents: int
    levels: tuple[Level, ...]

    @property
    def waiting(self) -> int:
        """How many documents must stand in the head file."""
        return self.levels[-1].round

    @property
    def all_placed(self) -> bool:
        """Whether all terms of the family have ranks."""
        return self.key_bits == PAIR_BITS

    def file_of(self, level: int, keys: NDArray[np.uint64]) -> Numbers:
        """Return the file of each key on a level."""
        return (keys >> np.uint64(self.key_bits - self.levels[level].bits)).astype(np.int64)

    def children(self, level: int) -> int:
        """Return how many files of the level before have what they lack in one of this level."""
        return self.levels[level - 1].files // self.levels[level].files

    def turns(self, level: int, at: int | Numbers | None = None) -> Numbers:
        """Return for each file how many documents it covered when there were ``at``."""
        file = np.arange(self.levels[level].files)
        count = self.documents if at is None else at
        return np.maximum(count - (count - file) % self.levels[level].round, 0)

    def starts(self, level: int) -> Numbers:
        """Return for each file of the level before the first document this one has of its terms.

        The shards, level 0, have all documents from the first.
        """
        if not level:
            return np.zeros(self.levels[0].files, np.int64)
        before = np.arange(self.levels[level - 1].files)
        return self.turns(level - 1, self.turns(level)[before // self.children(level)])

    @property
    def first_waiting(self) -> int:
        """The first document that a file after the shards holds."""
        starts = (int(self.starts(level).min()) for level in range(1, len(self.levels)))
        return min(starts, default=self.documents)

    def path(self, level: int, file: int) -> str:
        """Return where a file lies."""
        name = f"new/{level}/{file:02x}" if level else f"{file // 256:x}/{file % 256:02x}"
        return f"{self.folder}/{self.name}/{name}.bin"


@dataclass(frozen=True)
class Layout:
    """The files of an index of ``documents`` documents, old versions counted."""

    documents: int
    pairs: Family
    others: Family

    @property
    def families(self) -> tuple[Family, Family]:
        """Both families, in the order in which postings of documents come."""
        return self.pairs, self.others

    @property
    def shards(self) -> int:
        """How many shards of pairs there are, which says how many files of all else."""
        return self.pairs.levels[0].files

    @property
    def folder(self) -> str:
        """Where all postings lie: those of another number of shards are never in their way."""
        return self.pairs.folder

    @property
    def is_outgrown(self) -> bool:
        """Whether an index of so many documents that is made anew would have more shards."""
        return self.shards != shards_for(self.documents)

    @property
    def longest(self) -> int:
        """After how many documents every shard has had its turn."""
        return max(one.levels[0].round for one in self.families)

    @cached_property
    def young(self) -> int:
        """The first document that stands in the head file."""
        return max(0, self.documents - max(one.waiting for one in self.families))


def shards_for(documents: int) -> int:
    """Return how many shards of pairs fit so many documents: a power of two."""
    fitting = max(documents // _DOCUMENTS_A_SHARD, 1).bit_length() - 1
    return max(_LEAST_SHARDS, 1 << fitting)


@lru_cache(maxsize=64)
def layout_of(documents: int, shards: int = 0) -> Layout:
    """Return the layout for so many documents, with as many shards as fit them or as given."""
    shards = shards or shards_for(documents)
    others = max(_LEAST_SHARDS // 4, shards // _PAIRS_TO_OTHERS)
    folder = f"{FOLDER}/{shards}"
    return Layout(
        documents,
        Family(folder, "pairs", PAIR_BITS, documents, _levels(shards, _PAIR_TURNS)),
        Family(folder, "others", KEY_BITS, documents, _levels(others, _OTHER_TURNS)),
    )


def _levels(shards: int, turns: tuple[int, ...]) -> tuple[Level, ...]:
    """Return the levels of a family of so many shards and turns a document, by level."""
    last = _YOUNG * turns[-1]
    sizes = [shards]
    if len(turns) == 3 and shards >= 32 * last:  # a step of eight and more from level to level
        sizes.append(1 << (shards.bit_length() + last.bit_length() - 2) // 2)
    if shards > 2 * _YOUNG * turns[0]:
        sizes.append(last)
    each = turns if len(sizes) == len(turns) else (turns[0], turns[-1])
    return tuple(Level(n, max(-(-n // t), _YOUNG)) for n, t in zip(sizes, each, strict=False))


def simplified_path(number: int) -> str:
    """Return where the characters of such lowest bits lie."""
    return f"{FOLDER}/simplified/{number:x}.bin"


def summary_path(block: int) -> str:
    """Return where what is shown of a block of documents lies."""
    return f"{FOLDER}/summaries/{block // 256:x}/{block % 256:02x}.bin"


def facts_path(block: int) -> str:
    """Return where the facts of a block of documents lie."""
    return f"{FOLDER}/facts/{block:x}.bin"
