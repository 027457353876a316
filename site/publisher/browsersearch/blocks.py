"""Rows about documents in blocks, each block a file: what is shown of them, and their facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from publisher.browsersearch.facts import Facts, facts, facts_of
from publisher.browsersearch.facts import block as block_of_facts
from publisher.browsersearch.files import File
from publisher.browsersearch.layout import (
    FACT_DOCUMENTS,
    SUMMARY_DOCUMENTS,
    facts_path,
    summary_path,
)
from publisher.browsersearch.shown import Summary, block, lines_of, summary
from search.documents import Document

Row = TypeVar("Row")


@dataclass(frozen=True)
class Kind(Generic[Row]):
    """Rows of one kind: ``size`` of them make a block, ``row`` makes that of a document.

    None stands for a document of which nothing may be told.
    """

    size: int
    path: Callable[[int], str]
    row: Callable[[Document | None], Row]
    packed: Callable[[list[Row]], bytes]
    unpacked: Callable[[bytes], list[Row]]

    def changed(
        self, documents: Mapping[int, Document | None], read: Callable[[int], bytes | None]
    ) -> Iterator[tuple[int, bytes]]:
        """Yield the blocks that numbered ``documents`` change, of those that ``read`` gives."""
        blocks: dict[int, list[int]] = {}
        for number in sorted(documents):
            blocks.setdefault(number // self.size, []).append(number)
        for one, numbers in blocks.items():
            data = read(one)
            rows = self.unpacked(data) if data else []
            for number in numbers:
                at = number % self.size
                rows[at : at + 1] = [self.row(documents[number])]
            yield one, self.packed(rows)


SUMMARIES: Kind[Summary] = Kind(SUMMARY_DOCUMENTS, summary_path, summary, block, lines_of)
FACTS: Kind[Facts] = Kind(FACT_DOCUMENTS, facts_path, facts, block_of_facts, facts_of)


@dataclass
class Blocks(Generic[Row]):
    """The rows of all documents from the first, packed as blocks fill: a tenth of the memory."""

    kind: Kind[Row]
    _packed: list[bytes] = field(default_factory=list)
    _rows: list[Row] = field(default_factory=list)
    _blank: set[int] = field(default_factory=set)

    def add(self, document: Document | None) -> None:
        """Take the next document."""
        self._rows.append(self.kind.row(document))
        if len(self._rows) == self.kind.size:
            self._pack()

    def blank(self, number: int) -> None:
        """Take away what is told of a document."""
        self._blank.add(number)

    def _pack(self) -> None:
        self._packed.append(self.kind.packed(self._rows))
        self._rows = []

    def files(self) -> Iterator[File]:
        """Yield all blocks; no document may be added any more."""
        if self._rows:
            self._pack()
        changed = dict(self.kind.changed(dict.fromkeys(self._blank), self._packed.__getitem__))
        for number, data in enumerate(self._packed):
            yield self.kind.path(number), changed.get(number, data)
