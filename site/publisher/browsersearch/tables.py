"""The small tables that the browser's script needs: names, labels, synonyms, characters."""

from __future__ import annotations

import unicodedata
import zlib
from collections.abc import Iterable
from functools import cache
from typing import Any

import deflate
import opencc
import orjson

from cms.publication.vocabulary import PLACE_ENDINGS
from cms.translating import translator
from publisher.browsersearch.layout import SIMPLIFIED_FILES
from publisher.remembered.manifest import Manifest
from publisher.settings import SiteSettings
from search.analysis import fold
from search.meaning import EXACT
from search.names import labels
from search.query import FIELDS, MAX_LENGTH, MAX_PARTS
from search.synonyms import MOST_VARIANTS, default_lines, groups_of

_LABELLED = ("kind", "state", "satisfaction", "channel", "class")
_LEVEL = 6  # as small as zlib's 9, in half of the time
_FIRST_HAN = 0x2E80
_LAST = 0x30000


def packed(value: Any) -> bytes:
    """Return ``value`` as JSON, deflated without a header, always the same bytes."""
    return deflated(orjson.dumps(value))


def deflated(data: bytes) -> bytes:
    """Return deflated bytes without a header."""
    return bytes(deflate.deflate_compress(data, _LEVEL))


def unpacked(data: bytes) -> Any:
    """Return the value that :func:`packed` was given."""
    return orjson.loads(zlib.decompress(data, -15))


def named(manifest: Manifest) -> dict[str, list[list[str]]]:
    """Return the codes and names of areas and of categories."""
    found: dict[str, list[list[str]]] = {"area": [], "category": []}
    for (kind, code), row in sorted(manifest.records().items()):
        body = row.body if kind in found else None
        if body:
            found[kind].append([code, body["name"]])
    return found


def names(manifest: Manifest, units: Iterable[str], settings: SiteSettings) -> bytes:
    """Return the file of names: areas, categories, units, and what the language has of words."""
    translate = translator(settings.language)
    own = settings.synonyms.splitlines()
    return packed(
        {
            **named(manifest),
            "units": list(units),
            "labels": {
                field: {code: [label, translate(label)] for code, label in labels(field).items()}
                for field in _LABELLED
            },
            "fields": FIELDS,
            "endings": PLACE_ENDINGS,
            "synonyms": list(groups_of([*default_lines(), *own])),
            "limits": [MAX_LENGTH, MAX_PARTS, EXACT, MOST_VARIANTS],
            "odd": odd_characters(),
        }
    )


@cache
def simplified() -> tuple[bytes, ...]:
    """Return the files of characters that are folded to others than the browser does itself."""
    found = [""] * SIMPLIFIED_FILES
    for char, folded in _folded():
        if not _is_common(char):
            found[ord(char) % SIMPLIFIED_FILES] += char + folded
    return tuple(deflated(pairs.encode()) for pairs in found)


@cache
def odd_characters() -> str:
    """Return the characters of GB 2312 that are folded nevertheless, each with what it becomes.

    A browser knows GB 2312. So it asks for the long tables only when another character stands
    in a query.
    """
    return "".join(f"{char}{folded}" for char, folded in _folded() if _is_common(char))


@cache
def _folded() -> list[tuple[str, str]]:
    chars = [chr(code) for code in range(_FIRST_HAN, _LAST)]
    plain = dict.fromkeys(
        one
        for char in chars
        if unicodedata.category(char) == "Lo"
        and len(one := unicodedata.normalize("NFKC", char).casefold()) == 1
    )
    # What simplifies at all is found at one go; each is then folded as texts are.
    simpler = opencc.OpenCC("t2s").convert("\n".join(plain)).split("\n")
    changed = [char for char, other in zip(plain, simpler, strict=True) if char != other]
    return [(char, fold(char)) for char in changed if len(fold(char)) == 1]


def _is_common(char: str) -> bool:
    try:
        return len(char.encode("gb2312")) == 2
    except UnicodeEncodeError:
        return False
