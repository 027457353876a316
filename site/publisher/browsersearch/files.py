"""The files of an index other than postings, made from the documents of a manifest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from publisher.browsersearch.documents import Documents, Lives
from publisher.browsersearch.layout import (
    DAY_DOCUMENTS,
    HEAD,
    NAMES,
    SUMMARY_DOCUMENTS,
    Layout,
    days_path,
    summary_path,
)
from publisher.browsersearch.shown import Summary, block, days_file
from publisher.browsersearch.tables import names, packed
from publisher.browsersearch.terms import Folded
from publisher.remembered.manifest import Manifest

File = tuple[str, bytes]


def head(layout: Layout, lives: Lives, young: dict[int, Folded]) -> File:
    """Return the head file: what the index is like, and the youngest documents as they are."""
    texts = [
        [doc.title, doc.text, list(doc.fields)] if doc and lives.ends[number] >= layout.documents
        else None
        for number in range(layout.young, layout.documents)
        for doc in [young.get(number)]
    ]  # fmt: skip
    return HEAD, packed(
        {
            "documents": layout.documents,
            "young": layout.young,
            "families": [
                [[level.files, level.round] for level in one.levels] for one in layout.families
            ],
            "hidden": lives.hidden(layout),
            "texts": texts,
        }
    )


def summaries(number: int, lines: list[Summary]) -> File:
    """Return one block of summaries."""
    return summary_path(number), block(lines)


def blocks_of(lines: Iterable[Summary]) -> Iterator[File]:
    """Yield the blocks of all summaries."""
    some: list[Summary] = []
    number = 0
    for line in lines:
        some.append(line)
        if len(some) == SUMMARY_DOCUMENTS:
            yield summaries(number, some)
            some = []
            number += 1
    if some:
        yield summaries(number, some)


def days(documents: Documents, blocks: Iterable[int]) -> Iterator[File]:
    """Yield blocks of days."""
    for number in blocks:
        first = number * DAY_DOCUMENTS
        yield days_path(number), days_file(documents.days(first, first + DAY_DOCUMENTS))


def names_file(manifest: Manifest, documents: Documents, translate: Callable[[str], str]) -> File:
    """Return the file of names."""
    return NAMES, names(manifest, documents.units(), translate)
