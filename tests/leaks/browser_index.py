"""Looks into the index that browsers search: what is packed, and whether a text is in it."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from publisher.browsersearch.files import head_of
from publisher.browsersearch.gathering import keys_of
from publisher.browsersearch.layout import FOLDER, HEAD
from publisher.browsersearch.reading import read
from publisher.browsersearch.terms import Folded
from search.analysis import fold

POSTINGS = ("pairs", "others")


def packed_texts(root: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files that are deflated, as they are when they are read."""
    for path in sorted((root / FOLDER).rglob("*.bin")):
        if not set(path.relative_to(root / FOLDER).parts) & set(POSTINGS):
            yield str(path), zlib.decompress(path.read_bytes(), -15)


def texts_held(root: Path, texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield (document, text) for each of ``texts`` all of whose terms one document has."""
    wanted = {text: keys_of(Folded("", fold(text), ())) for text in texts}
    layout = head_of((root / HEAD).read_bytes()).layout
    held: dict[str, dict[int, set[int]]] = {}
    for at, family in enumerate(layout.families):
        interesting = {key for keys in wanted.values() for key in keys[at].tolist()}
        held[family.name] = documents = defaultdict(set)
        for path in sorted((root / layout.folder / family.name).rglob("*.bin")):
            waits = path.parent.parent.name == "new"
            number = int(path.stem if waits else path.parent.name + path.stem, 16)
            level = int(path.parent.name) if waits else 0
            found = read(path.read_bytes(), number, family, level)
            for key, document in zip(found.keys.tolist(), found.documents.tolist(), strict=True):
                if key in interesting:
                    documents[document].add(key)
    for document in set().union(*held.values()):
        for text, keys in wanted.items():
            found_keys = (held[name].get(document, set()) for name in POSTINGS)
            if all(set(k.tolist()) <= f for k, f in zip(keys, found_keys, strict=True)):
                yield f"document {document}", text
