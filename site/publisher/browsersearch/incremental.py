"""The index after a few log entries more: the files whose turn it is, and those of withdrawn texts.

Byte for byte what a full build would write, since every file is a function of the log.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from cms.publication.log import Entry, LogReader
from cms.publication.vocabulary import translator
from publisher.browsersearch import files
from publisher.browsersearch.contract import BuildAnew, GrowingIndex, Stage
from publisher.browsersearch.documents import Changes, Documents, Lives
from publisher.browsersearch.keys import KEY_BITS
from publisher.browsersearch.layout import (
    DAY_DOCUMENTS,
    HEAD,
    SUMMARY_DOCUMENTS,
    Layout,
    group_path,
    layout_of,
    places_path,
    shard_path,
    summary_path,
)
from publisher.browsersearch.reading import read
from publisher.browsersearch.shards import (
    empty,
    no_places,
    nothing,
    places_written,
    together,
    written,
)
from publisher.browsersearch.shown import NOTHING, Summary, summary
from publisher.browsersearch.tables import unpacked
from publisher.browsersearch.terms import (
    Folded,
    Postings,
    folded,
    joined,
    keys_of,
    postings_of,
)
from publisher.browsersearch.waiting import Groups, chunks, inside
from publisher.manifest import Manifest
from publisher.release import Release
from publisher.settings import SiteSettings
from search.documents import document


def incremental_index(
    manifest: Manifest, reader: LogReader, settings: SiteSettings
) -> GrowingIndex:
    """Return the index of a release that is built upon."""
    if not settings.search_index:
        return _NoIndex()
    return _IncrementalIndex(manifest, reader, translator(settings.language))


class _NoIndex:
    def append(self, entry: Entry) -> None:
        pass

    def stage(self, release: Release, stage: Stage) -> None:
        pass


class _IncrementalIndex:
    def __init__(
        self, manifest: Manifest, reader: LogReader, translate: Callable[[str], str]
    ) -> None:
        self._manifest, self._reader, self._translate = manifest, reader, translate
        self._root = Path()
        self._documents = Documents(manifest)
        self._before = layout_of(self._documents.count)
        self._changes = Changes()

    def append(self, entry: Entry) -> None:
        added, withdrawn = self._documents.apply(entry)
        if added:
            self._changes.added.append(added)
        self._changes.withdrawn.update(withdrawn)

    def stage(self, release: Release, stage: Stage) -> None:
        self._root = release.root
        for path, data in self._files():
            if self._read(path) != data:
                stage.put(path, data)

    def _read(self, path: str) -> bytes | None:
        try:
            return (self._root / path).read_bytes()
        except FileNotFoundError:
            return None

    def _files(self) -> Iterator[files.File]:
        """Yield files that may have changed, the head last."""
        old, new = self._before, layout_of(self._documents.count)
        if (old.shards, old.round) != (new.shards, new.round):
            raise BuildAnew("the search index grows")
        self._documents.flush()
        yield files.names_file(self._manifest, self._documents, self._translate)
        if not self._changes.added and not self._changes.withdrawn:
            return
        lives = self._documents.lives(old.documents - old.round)
        young = self._young(old)
        yield from self._summaries()
        yield from self._days()
        yield from self._postings(old, new, lives, young)
        yield files.head(new, lives, young)

    def _young(self, old: Layout) -> dict[int, Folded]:
        """Return the texts of the documents of the head file, and of the new ones."""
        texts: dict[int, Folded] = {}
        if old.documents:
            for number, found in enumerate(unpacked(self._file(HEAD))["young"], old.young):
                if found is not None:
                    title, text, fields = found
                    texts[number] = Folded(title, text, tuple(fields))
        for added in self._changes.added:
            if added.content:
                texts[added.number] = folded(added.content)
        return texts

    def _summaries(self) -> Iterator[files.File]:
        changed: dict[int, Summary] = {
            one.number: summary(one.content) for one in self._changes.added
        }
        changed |= dict.fromkeys(self._changes.withdrawn, NOTHING)
        blocks: dict[int, list[int]] = {}
        for number in sorted(changed):
            blocks.setdefault(number // SUMMARY_DOCUMENTS, []).append(number)
        for block, numbers in blocks.items():
            data = self._read(summary_path(block))
            lines: list[Summary] = unpacked(data) if data else []
            for number in numbers:
                at = number % SUMMARY_DOCUMENTS
                lines[at : at + 1] = [changed[number]]
            yield files.summaries(block, lines)

    def _days(self) -> Iterator[files.File]:
        numbers = {one.number for one in self._changes.added} | self._changes.withdrawn
        return files.days(self._documents, sorted({one // DAY_DOCUMENTS for one in numbers}))

    def _postings(
        self, old: Layout, new: Layout, lives: Lives, young: dict[int, Folded]
    ) -> Iterator[files.File]:
        touched = self._touched(young)
        recent = postings_of(young)
        turns, before = new.turns(), old.turns()
        shards = set(np.flatnonzero(turns != before).tolist())
        group_turns = new.group_turns()
        groups = set(np.flatnonzero(group_turns != old.group_turns()).tolist())
        shards |= {s for s in (touched >> (KEY_BITS - new.shard_bits)).tolist() if turns[s]}
        group_bits = new.groups.bit_length() - 1
        if new.groups:
            groups |= {g for g in (touched >> (KEY_BITS - group_bits)).tolist() if group_turns[g]}
        else:
            groups, group_bits = set(), 0
        held = Groups(lambda group: self._group(group, old, group_bits), recent, group_bits)
        for some in chunks(shards):
            yield from self._shard_files(some, old, new, lives, held if new.groups else recent)
        for some in chunks(groups):
            yield from self._group_files(some, new, lives, held)

    def _shard_files(
        self, some: list[int], old: Layout, new: Layout, lives: Lives, newer: Groups | Postings
    ) -> Iterator[files.File]:
        turns, before = new.turns(), old.turns()
        wider = new.shard_bits - (new.groups.bit_length() - 1)
        parts = []
        for shard in some:
            waiting = newer.waiting(shard >> wider) if isinstance(newer, Groups) else newer
            waiting = waiting.only(
                ((waiting.keys >> np.uint64(KEY_BITS - new.shard_bits)) == shard)
                & (waiting.documents >= before[shard])
            )
            kept = [self._shard(shard, new.shard_bits)] if before[shard] else []
            parts.append(inside(joined([*kept, waiting]), int(turns[shard]), lives))
        found = joined(parts)
        lists = dict(written(found, turns, new.shard_bits))
        places = dict(places_written(found, turns, new.shard_bits))
        for shard in some:
            yield shard_path(shard), lists.get(shard) or empty(int(turns[shard]))
            yield places_path(shard), places.get(shard) or no_places(int(turns[shard]))

    @staticmethod
    def _group_files(
        some: list[int], new: Layout, lives: Lives, held: Groups
    ) -> Iterator[files.File]:
        turns, starts, parts = new.group_turns(), new.group_starts(), []
        for group in some:
            found = held.waiting(group)
            shard_of = (found.keys >> np.uint64(KEY_BITS - new.shard_bits)).astype(np.int64)
            found = found.only(found.documents >= starts[shard_of])
            parts.append(inside(found, int(turns[group]), lives))
        made = dict(together(joined(parts), turns, new.groups.bit_length() - 1))
        for group in some:
            yield group_path(group), made.get(group) or nothing(int(turns[group]))

    def _touched(self, young: dict[int, Folded]) -> np.ndarray:
        """Return the keys of all terms of the withdrawn documents."""
        keys = [np.zeros(0, np.uint64)]
        for number in sorted(self._changes.withdrawn):
            texts = young.get(number) or self._text_of(number)
            keys.append(keys_of(texts))
        return np.unique(np.concatenate(keys)).astype(np.int64)

    def _text_of(self, number: int) -> Folded:
        seq = self._documents.seq(number)
        entry = next(iter(self._reader.entries(after=seq - 1, limit=1)))
        if entry.record is None:
            raise BuildAnew("a withdrawn text was deleted before it left the search index")
        return folded(document(entry.kind, entry.key, entry.record))

    def _file(self, path: str) -> bytes:
        data = self._read(path)
        if data is None:
            raise BuildAnew(f"{path} is missing")
        return data

    def _shard(self, number: int, bits: int) -> Postings:
        lists, places = self._file(shard_path(number)), self._file(places_path(number))
        return read(lists, places, number, bits)

    def _group(self, number: int, layout: Layout, bits: int) -> tuple[Postings | None, int]:
        """Return what a group held before, and how many documents it covered."""
        covered = int(layout.group_turns()[number])
        if not layout.groups or not covered:
            return None, 0
        return read(self._file(group_path(number)), None, number, bits), covered
