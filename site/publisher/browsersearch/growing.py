"""Files of postings after a few documents more: those whose turn it is, and those of texts gone.

Byte for byte what a full build of as many shards would write, since every file is a function
of the log.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from cms.publication.log import LogReader
from publisher.browsersearch.contract import BuildAnew
from publisher.browsersearch.documents import Changes, Documents, Lives
from publisher.browsersearch.files import File, head, head_of
from publisher.browsersearch.gathering import keys_of, postings_of
from publisher.browsersearch.layout import HEAD, Family, layout_of
from publisher.browsersearch.postings import Postings, joined
from publisher.browsersearch.reading import read
from publisher.browsersearch.rows import Keys
from publisher.browsersearch.shards import empty, written
from publisher.browsersearch.terms import Folded, folded
from publisher.browsersearch.waiting import Waiting, chunks, inside
from search.documents import document


class Growing:
    """The postings and the head of the index in the folder ``root``.

    They keep the number of shards they have. Raises :class:`BuildAnew` where the head is
    missing, or of other documents.
    """

    def __init__(self, root: Path, documents: Documents, reader: LogReader) -> None:
        self._root, self._documents, self._reader = root, documents, reader
        self._before, self._texts = head_of(self._file(HEAD))
        if self._before.documents != documents.count:
            raise BuildAnew(f"{HEAD} is of other documents")

    def files(self, changes: Changes) -> Iterator[File]:
        """Yield what may have changed, the head last, when ``documents`` have the changes."""
        old = self._before
        new = layout_of(self._documents.count, old.shards)
        lives = self._documents.lives(old.documents - old.longest)
        young = dict(self._texts)
        young |= {one.number: folded(one.content) for one in changes.added if one.content}
        touched, recent = self._touched(changes, young), postings_of(young)
        for part in zip(old.families, new.families, touched, recent, strict=True):
            yield from self._family_files(*part, lives)
        yield head(new, lives, young)

    def _family_files(
        self, old: Family, new: Family, touched: Keys, recent: Postings, lives: Lives
    ) -> Iterator[File]:
        """Yield the files whose turn it is, and those with a withdrawn document's terms."""
        waiting = Waiting(lambda level, number: self._held(old, level, number), recent, new)
        for level in range(len(new.levels)):
            turns = new.turns(level)
            numbers = set(np.flatnonzero(turns != old.turns(level)).tolist())
            numbers |= {one for one in new.file_of(level, touched).tolist() if turns[one]}
            for some in chunks(numbers):
                yield from self._level_files(level, some, new, lives, waiting)

    @staticmethod
    def _level_files(
        level: int, some: list[int], new: Family, lives: Lives, waiting: Waiting
    ) -> Iterator[File]:
        turns, starts, parts = new.turns(level), new.starts(level), []
        for number in some:
            found = waiting.all_of(level, number)
            if level:
                found = found.only(found.documents >= starts[new.file_of(level - 1, found.keys)])
            parts.append(inside(found, int(turns[number]), lives))
        made = dict(written(joined(parts), turns, new, level))
        for number in some:
            yield new.path(level, number), made.get(number) or empty(int(turns[number]))

    def _touched(self, changes: Changes, young: dict[int, Folded]) -> tuple[Keys, Keys]:
        """Return the keys of all terms of the withdrawn documents: pairs, and others."""
        none = np.zeros(0, np.uint64)
        found = [(none, none)]
        for number in sorted(changes.withdrawn):
            found.append(keys_of(young.get(number) or self._text_of(number)))
        pairs, others = (np.unique(np.concatenate(keys)) for keys in zip(*found, strict=True))
        return pairs, others

    def _text_of(self, number: int) -> Folded:
        seq = self._documents.seq(number)
        entry = next(iter(self._reader.entries(after=seq - 1, limit=1)))
        if entry.record is None:
            raise BuildAnew("a withdrawn text was deleted before it left the search index")
        return folded(document(entry.kind, entry.key, entry.record))

    def _file(self, path: str) -> bytes:
        try:
            return (self._root / path).read_bytes()
        except FileNotFoundError as error:
            raise BuildAnew(f"{path} is missing") from error

    def _held(self, family: Family, level: int, number: int) -> tuple[Postings | None, int]:
        """Return what a file held before, and how many documents it covered."""
        covered = int(family.turns(level)[number])
        if not covered:
            return None, 0
        return read(self._file(family.path(level, number)), number, family, level), covered
