"""Which file of the index holds what, as a pure function of how many documents there are.

Documents are numbered in the order of the log. Terms are of two families, each with files of
its own: ``pairs`` of common characters, and all ``others``. A term lies in one of the ``shards``
of its family. Those take in new documents in turns, a few files at each document, so that
publishing never rewrites the whole: what is younger than a shard's last turn waits in one of
``groups`` smaller files with turns that come round sooner, and the youngest documents stand in
the head file.
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
INDEX_FORMAT = f"5 {VERSION} {FORM} {sorted(KINDS)}"
FOLDER = "search-index"
HEAD = f"{FOLDER}/head.bin"
NAMES = f"{FOLDER}/names.bin"
SIMPLIFIED = f"{FOLDER}/simplified.bin"
SUMMARY_DOCUMENTS = 8
DAY_DOCUMENTS = 4096
_DOCUMENTS_A_SHARD = 6
_LEAST_SHARDS = 16
_LEAST_YOUNG = 16
#: Shards and groups that have their turn at one document.
_PAIR_TURNS, _PAIR_GROUP_TURNS = 5, 4
_OTHER_TURNS, _OTHER_GROUP_TURNS = 1, 1
_PAIRS_TO_OTHERS = 8  # shards of pairs to one of the others, which are seldom asked for

Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Family:
    """The files of one family of terms in an index of ``documents`` documents.

    ``key_bits`` is how many bits the keys have, of which the highest name the file.
    ``round`` is after how many documents each shard has had its turn, ``group_round`` the
    same of the groups; without groups the head file has all that waits.
    """

    name: str
    key_bits: int
    documents: int
    shards: int
    round: int
    groups: int
    group_round: int

    @property
    def waiting(self) -> int:
        """How many documents must stand in the head file."""
        return self.group_round if self.groups else self.round

    @property
    def all_placed(self) -> bool:
        """Whether all terms of the family have ranks."""
        return self.key_bits == PAIR_BITS

    @property
    def shard_bits(self) -> int:
        """How many bits of a key name the shard."""
        return self.shards.bit_length() - 1

    @property
    def group_bits(self) -> int:
        """How many bits of a key name the group; none where there are no groups."""
        return max(self.groups.bit_length() - 1, 0)

    def shard_of(self, keys: NDArray[np.uint64]) -> Numbers:
        """Return the shard of each key."""
        return (keys >> np.uint64(self.key_bits - self.shard_bits)).astype(np.int64)

    def group_of(self, shards: Numbers) -> Numbers:
        """Return the group of each shard."""
        return shards >> (self.shard_bits - self.group_bits)

    def turns(self, at: int | Numbers | None = None) -> Numbers:
        """Return for each shard how many documents it covered when there were ``at``."""
        shard = np.arange(self.shards)
        count = self.documents if at is None else at
        return np.maximum(count - (count - shard) % self.round, 0)

    def group_turns(self) -> Numbers:
        """Return for each group how many documents it covers."""
        group = np.arange(max(self.groups, 1))
        if not self.groups:
            return np.zeros(1, np.int64)
        return np.maximum(self.documents - (self.documents - group) % self.group_round, 0)

    def group_starts(self) -> Numbers:
        """Return for each shard the first document that its group holds of its terms."""
        if not self.groups:
            return np.zeros(self.shards, np.int64)
        return self.turns(self.group_turns()[self.group_of(np.arange(self.shards))])

    def shard_path(self, shard: int) -> str:
        """Return where a shard lies."""
        return f"{FOLDER}/{self.name}/{shard // 256:x}/{shard % 256:02x}.bin"

    def group_path(self, group: int) -> str:
        """Return where a group lies."""
        return f"{FOLDER}/{self.name}/new/{group:x}.bin"


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
    def shape(self) -> tuple[int, ...]:
        """What must stay the same for an index to be built upon."""
        return tuple(n for one in self.families for n in (one.shards, one.round))

    @property
    def longest(self) -> int:
        """After how many documents every shard has had its turn."""
        return max(one.round for one in self.families)

    @cached_property
    def young(self) -> int:
        """The first document that stands in the head file."""
        return max(0, self.documents - max(one.waiting for one in self.families))


@lru_cache(maxsize=64)
def layout_of(documents: int) -> Layout:
    """Return the layout for so many documents."""
    fitting = max(documents // _DOCUMENTS_A_SHARD, 1).bit_length() - 1
    shards = max(_LEAST_SHARDS, 1 << fitting)
    groups = 1 << (shards.bit_length() // 2)
    young = max(_LEAST_YOUNG, groups // _PAIR_GROUP_TURNS)
    return Layout(
        documents,
        _family("pairs", PAIR_BITS, documents, (shards, _PAIR_TURNS), (groups, young)),
        _family(
            "others",
            KEY_BITS,
            documents,
            (max(_LEAST_SHARDS // 4, shards // _PAIRS_TO_OTHERS), _OTHER_TURNS),
            (young * _OTHER_GROUP_TURNS, young),
        ),
    )


def _family(
    name: str, key_bits: int, documents: int, files: tuple[int, int], waiting: tuple[int, int]
) -> Family:
    """Return a family of so many (shards, turns) and (groups, documents in the head file)."""
    (shards, turns), (groups, young) = files, waiting
    after = max(young, -(-shards // turns))
    if after <= 2 * young:
        return Family(name, key_bits, documents, shards, after, 0, 0)
    return Family(name, key_bits, documents, shards, after, groups, young)


def summary_path(block: int) -> str:
    """Return where what is shown of a block of documents lies."""
    return f"{FOLDER}/summaries/{block // 256:x}/{block % 256:02x}.bin"


def days_path(block: int) -> str:
    """Return where the days of a block of documents lie."""
    return f"{FOLDER}/days/{block:x}.bin"
