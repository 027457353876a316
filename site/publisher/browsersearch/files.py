"""The files of an index that are made of all documents: its head, names and words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from publisher.browsersearch.documents import Documents, Lives
from publisher.browsersearch.layout import HEAD, NAMES, Layout, layout_of
from publisher.browsersearch.tables import named, names, packed, unpacked
from publisher.browsersearch.terms import Folded
from publisher.browsersearch.words import Words, words_path
from publisher.remembered.manifest import Manifest
from publisher.settings import SiteSettings

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


class Head(NamedTuple):
    """What a head file says: the layout, and the texts of the youngest documents in force."""

    layout: Layout
    young: dict[int, Folded]


def head_of(data: bytes) -> Head:
    """Return what is in a head file."""
    known = unpacked(data)
    texts = enumerate(known["texts"], known["young"])
    return Head(
        layout_of(known["documents"], known["families"][0][0][0]),
        {number: Folded(text[0], text[1], tuple(text[2])) for number, text in texts if text},
    )


def names_file(manifest: Manifest, documents: Documents, settings: SiteSettings) -> File:
    """Return the file of names."""
    return NAMES, names(manifest, documents.units(), settings)


def words(
    sizes: Iterable[int],
    documents: Documents,
    passages: Mapping[int, str],
    lives: Lives,
    manifest: Manifest,
) -> Iterator[File]:
    """Yield the files of the words of some sizes."""
    called = [name for rows in named(manifest).values() for _, name in rows]
    made = Words(documents.count, passages, lives, called)
    for size in sizes:
        yield words_path(size), made.file(size)
