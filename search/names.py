"""Names of areas and categories, and labels of coded values, both ways."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Mapping
from functools import lru_cache

from cms.publication import vocabulary
from cms.publication.vocabulary import bare_place_name
from cms.translating import translator
from search.analysis import fold
from search.documents import KINDS

_LABELS = {
    "satisfaction": vocabulary.SATISFACTION,
    "channel": vocabulary.CHANNELS,
    "class": vocabulary.CASE_CLASSES,
}


def labels(field: str) -> Mapping[str, str]:
    """Return the message ids of a coded field's values; a case's own come first."""
    if field == "kind":
        return {name: kind.label for name, kind in KINDS.items()}
    if field == "state":
        return ChainMap(*(dict(kind.states) for kind in KINDS.values()))
    return _LABELS.get(field, {})


class Names:
    """The names in rows of (kind, code, name); kind is "area" or "category"."""

    def __init__(self, rows: Iterable[tuple[str, str, str]]) -> None:
        self._names = {(kind, code): name for kind, code, name in rows}

    def codes(self, kind: str, text: str) -> list[str]:
        """Return the codes whose code or name is ``text``, with or without 社区 or 街道."""
        wanted = _bare(text)
        return [
            code
            for (of_kind, code), name in self._names.items()
            if of_kind == kind and (code == text or _bare(name) == wanted)
        ]

    def of(self, kind: str) -> list[str]:
        """Return every name of areas or of categories, in the order of their codes."""
        return [name for (of_kind, _), name in sorted(self._names.items()) if of_kind == kind]

    def name(self, kind: str, code: str) -> str:
        """Return the name of a code, empty where it has none."""
        return self._names.get((kind, code), "")

    def label(self, field: str, value: str) -> str:
        """Return what people call ``value`` of the field ``field``."""
        if field in {"area", "category"}:
            return self._names.get((field, value), value)
        return label_of(field, value)

    def all(self) -> list[str]:
        """Return every name once, areas first."""
        return list(dict.fromkeys(name for _key, name in sorted(self._names.items())))


def label_of(field: str, value: str) -> str:
    """Return what people call a coded ``value``, or the value itself."""
    return translator()(labels(field).get(value, value))


def code_of(field: str, text: str) -> str:
    """Return the code whose label in any language is ``text``, or the text itself."""
    wanted = fold(text).removeprefix("已")
    for code, label in labels(field).items():
        for known in (code, label, translator()(label)):
            if fold(known).removeprefix("已") == wanted:
                return code
    return text


@lru_cache(maxsize=10_000)
def _bare(name: str) -> str:
    return bare_place_name(fold(name))
