"""Which file of the index holds what, as a pure function of how many documents there are.

Documents are numbered in the order of the log. A term lies in one of ``shards`` files. Those
take in new documents in turns, a few files at each document, so that publishing never
rewrites the whole: what is younger than a shard's last turn waits in one of ``groups``
smaller files with turns that come round sooner, and the youngest stand in the head file.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from search.analysis import VERSION
from search.documents import KINDS

#: Changes when the same log would give other files.
INDEX_FORMAT = f"4 {VERSION} {sorted(KINDS)}"
FOLDER = "search-index"
HEAD = f"{FOLDER}/head.bin"
NAMES = f"{FOLDER}/names.bin"
SIMPLIFIED = f"{FOLDER}/simplified.bin"
SUMMARY_DOCUMENTS = 8
DAY_DOCUMENTS = 4096
_DOCUMENTS_A_SHARD = 6
_LEAST_SHARDS = 16
_TURNS = 4  # shards that have their turn at one document
_GROUP_TURNS = 8
_LEAST_YOUNG = 16

Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Layout:
    """The files of an index of ``documents`` documents, old versions counted.

    ``round`` is after how many documents each shard has had its turn, ``group_round`` the
    same of the groups; without groups the head file has all that waits.
    """

    documents: int
    shards: int
    round: int
    groups: int
    group_round: int

    @property
    def young(self) -> int:
        """The first document that stands in the head file."""
        return max(0, self.documents - (self.group_round if self.groups else self.round))

    @property
    def shard_bits(self) -> int:
        """How many bits of a key name the shard."""
        return self.shards.bit_length() - 1

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
        return self.turns(self.group_turns()[np.arange(self.shards) % self.groups])


@lru_cache(maxsize=64)
def layout_of(documents: int) -> Layout:
    """Return the layout for so many documents."""
    fitting = max(documents // _DOCUMENTS_A_SHARD, 1).bit_length() - 1
    shards = max(_LEAST_SHARDS, 1 << fitting)
    waiting = max(_LEAST_YOUNG, shards // _TURNS)
    groups = 1 << ((shards.bit_length() - 1) // 2 + 2)
    group_round = max(_LEAST_YOUNG, groups // _GROUP_TURNS)
    if waiting <= 2 * group_round:
        return Layout(documents, shards, waiting, 0, 0)
    return Layout(documents, shards, waiting, groups, group_round)


def shard_path(shard: int) -> str:
    """Return where a shard lies."""
    return f"{FOLDER}/shards/{shard // 256:x}/{shard % 256:02x}.bin"


def places_path(shard: int) -> str:
    """Return where a shard's places lie."""
    return f"{FOLDER}/places/{shard // 256:x}/{shard % 256:02x}.bin"


def group_path(group: int) -> str:
    """Return where a group lies."""
    return f"{FOLDER}/groups/{group:x}.bin"


def summary_path(block: int) -> str:
    """Return where what is shown of a block of documents lies."""
    return f"{FOLDER}/summaries/{block // 256:x}/{block % 256:02x}.bin"


def days_path(block: int) -> str:
    """Return where the days of a block of documents lie."""
    return f"{FOLDER}/days/{block:x}.bin"
