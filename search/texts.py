"""The texts of a record whose fields nobody named."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from search.analysis import is_han

_TAG = re.compile(r"<[^>]*>")
_DEEPEST = 8


def texts_of(record: dict[str, Any], *, only: Collection[str], but: Collection[str]) -> str:
    """Return the texts of ``record`` for searching, one a line, without HTML tags.

    With ``only`` these fields, in that order. Else all strings with a Chinese character at
    any depth, those of the record itself first, except under the names in ``but``: codes,
    days and addresses are no texts.
    """
    if only:
        found = list(_strings([record.get(name) for name in only], 0))
    else:
        fields = [value for name, value in record.items() if name not in but]
        fields.sort(key=lambda value: not isinstance(value, str))
        found = [text for text in _strings(fields, 0) if any(map(is_han, text))]
    return "\n".join(_TAG.sub(" ", text) for text in found if text)


def _strings(value: Any, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list) and depth < _DEEPEST:
        for part in value.values() if isinstance(value, dict) else value:
            yield from _strings(part, depth + 1)
