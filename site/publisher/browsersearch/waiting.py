"""Postings on their way into files: those that wait for a turn, and what of them is in force."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from publisher.browsersearch.documents import Lives
from publisher.browsersearch.layout import Family
from publisher.browsersearch.postings import Postings, joined

_AT_ONCE = 64  # files of postings


class Waiting:
    """What the files of a family held, each read once, with the documents that came later.

    ``held`` gives what a file of a level held, None where it was not there, and how many
    documents it covered.
    """

    def __init__(
        self,
        held: Callable[[int, int], tuple[Postings | None, int]],
        recent: Postings,
        family: Family,
    ) -> None:
        self._held, self._recent, self._family = held, recent, family
        self._known: dict[tuple[int, int], Postings] = {}

    def all_of(self, level: int, number: int) -> Postings:
        """Return all that a file has to hold, or to give to those of the level before."""
        found = self._known.get((level, number))
        if found is None:
            held, covered = self._held(level, number)
            newer = self._newer(level, number)
            newer = newer.only(newer.documents >= covered)
            found = joined([held, newer]) if held else newer
            if level:  # nobody else asks for what a shard has
                self._known[level, number] = found
        return found

    def _newer(self, level: int, number: int) -> Postings:
        """Return what the next level has of a file's terms."""
        family, found = self._family, self._recent
        if level + 1 < len(family.levels):
            found = self.all_of(level + 1, number // family.children(level + 1))
        rest = family.key_bits - family.levels[level].bits
        keys = np.array([number << rest, number + 1 << rest], np.uint64)
        low, high = np.searchsorted(found.keys, keys).tolist()
        return found.between(low, high)


def chunks(numbers: set[int]) -> Iterator[list[int]]:
    """Yield files to be written at one go, few enough for the memory."""
    rest = sorted(numbers)
    yield from (rest[at : at + _AT_ONCE] for at in range(0, len(rest), _AT_ONCE))


def inside(found: Postings, covered: int, lives: Lives) -> Postings:
    """Return what is in force of a file that covers so many documents."""
    return found.only((found.documents < covered) & lives.at(found.documents, covered))
