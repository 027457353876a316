"""Looks into the index that browsers search: what is packed, and whether a text is in it."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from publisher.browsersearch.layout import FOLDER, HEAD, layout_of
from publisher.browsersearch.reading import read
from publisher.browsersearch.tables import unpacked
from publisher.browsersearch.terms import Folded, keys_of
from search.analysis import fold

POSTINGS = ("shards", "places", "groups")


def packed_texts(root: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files that are deflated, as they are when they are read."""
    for path in sorted((root / FOLDER).rglob("*.bin")):
        if path.relative_to(root / FOLDER).parts[0] not in POSTINGS:
            yield str(path), zlib.decompress(path.read_bytes(), -15)


def texts_held(root: Path, texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield (document, text) for each of ``texts`` all of whose terms one document has."""
    wanted = {text: set(keys_of(Folded("", fold(text), ())).tolist()) for text in texts}
    interesting = set().union(*wanted.values())
    held: dict[int, set[int]] = defaultdict(set)
    layout = layout_of(unpacked((root / HEAD).read_bytes())["documents"])
    for kind, bits in (
        ("shards", layout.shard_bits),
        ("groups", max(layout.groups.bit_length() - 1, 0)),
    ):
        for path in sorted((root / FOLDER / kind).rglob("*.bin")):
            name = path.stem if kind == "groups" else f"{path.parent.name}{path.stem}"
            places = None
            if kind == "shards":
                places = (
                    root / FOLDER / "places" / path.relative_to(root / FOLDER / kind)
                ).read_bytes()
            found = read(path.read_bytes(), places, int(name, 16), bits)
            for key, document in zip(found.keys.tolist(), found.documents.tolist(), strict=True):
                if key in interesting:
                    held[document].add(key)
    for document, keys in held.items():
        for text, needed in wanted.items():
            if needed <= keys:
                yield f"document {document}", text
