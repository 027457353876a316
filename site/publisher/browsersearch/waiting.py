"""Postings on their way into files: those that wait in groups, and what of them is in force."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from publisher.browsersearch.documents import Lives
from publisher.browsersearch.layout import Family
from publisher.browsersearch.postings import Postings, joined

_AT_ONCE = 64  # files of postings


class Groups:
    """The groups of a family as they were, each read once, with the documents that came later.

    ``held`` gives what a group held, and how many documents it covered. Without groups there
    is one, which holds nothing.
    """

    def __init__(
        self, held: Callable[[int], tuple[Postings | None, int]], recent: Postings, family: Family
    ) -> None:
        self._held, self._recent = held, recent
        self._group_of = family.group_of(family.shard_of(recent.keys))
        self._known: dict[int, Postings] = {}

    def waiting(self, number: int) -> Postings:
        """Return all that a group has to hold, or to give to its shards."""
        found = self._known.get(number)
        if found is None:
            held, covered = self._held(number)
            these = (self._group_of == number) & (self._recent.documents >= covered)
            newer = self._recent.only(these)
            found = self._known[number] = joined([p for p in (held, newer) if p is not None])
        return found


def chunks(numbers: set[int]) -> Iterator[list[int]]:
    """Yield files to be written at one go, few enough for the memory."""
    rest = sorted(numbers)
    yield from (rest[at : at + _AT_ONCE] for at in range(0, len(rest), _AT_ONCE))


def inside(found: Postings, covered: int, lives: Lives) -> Postings:
    """Return what is in force of a file that covers so many documents."""
    return found.only((found.documents < covered) & lives.at(found.documents, covered))
