"""Keys of coded fields: of all documents of a batch at once, or known from those before."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from publisher.browsersearch.keys import field_keys
from publisher.browsersearch.terms import (
    area_fields,
    category_fields,
    number_fields,
    plain_fields,
    plain_values,
)
from search.documents import Document

_KNOWN = 50_000  # areas, categories, and sets of other fields, each


class FieldRows:
    """The coded fields of some documents, each with its owner."""

    def __init__(self) -> None:
        self._owners: list[int] = []
        self._keys: list[int] = []
        self._texts: list[str] = []
        self._text_owners: list[int] = []

    def add(self, owner: int, doc: Document) -> None:
        """Take the fields of a document."""
        keys = (
            *_plain_keys(plain_values(doc)),
            *_area_keys(doc.area),
            *_category_keys(doc.category),
        )
        self._keys += keys
        self._owners += [owner] * len(keys)
        self.add_texts(owner, number_fields(doc.key, doc.ledger_number))

    def add_texts(self, owner: int, fields: Sequence[str]) -> None:
        """Take fields as they are, ``name:value``."""
        self._texts += fields
        self._text_owners += [owner] * len(fields)

    def found(self) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
        """Return the keys of all fields, and their owners."""
        keys = np.concatenate([np.array(self._keys, np.uint64), field_keys(self._texts)])
        return keys, np.array(self._owners + self._text_owners, np.uint64)


def _keys(fields: Sequence[str]) -> tuple[int, ...]:
    return tuple(field_keys(fields).tolist())


@lru_cache(_KNOWN)
def _plain_keys(values: tuple[str, ...]) -> tuple[int, ...]:
    return _keys(plain_fields(values))


@lru_cache(_KNOWN)
def _area_keys(area: str) -> tuple[int, ...]:
    return _keys(area_fields(area))


@lru_cache(_KNOWN)
def _category_keys(category: str) -> tuple[int, ...]:
    return _keys(category_fields(category))
