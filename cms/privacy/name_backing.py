"""What makes a likely name certain: its text says it again, or lists it among others."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from cms.privacy.given_names import fits
from cms.privacy.surnames import AMBIGUOUS, COMMON, COMPOUND, split_name

_BETWEEN = re.compile(r"\s?[、,，;；]\s?|\s{1,3}|[,，、]?\d{1,2}[.、]?")
# So many names in a row are a list of people; of two, one may be a street.
_LIST = 3


def fitting(name: str) -> bool:
    """Return whether the given name is of characters that people are named with."""
    return fits(split_name(name)[1])


def plain(name: str) -> bool:
    """Return whether the surname is hardly anything else, and the given name fits."""
    surname = split_name(name)[0]
    clear = surname in COMPOUND or (surname in COMMON and surname not in AMBIGUOUS)
    return clear and fitting(name)


def repeated(text: str, name: str) -> bool:
    """Return whether ``name`` stands in ``text`` before at least two different characters.

    贾鲁 of 贾鲁河 never stands without its river.
    """
    if len(name) < 3:
        return False
    following = {text[m.end() : m.end() + 1] for m in re.finditer(re.escape(name), text)}
    return len(following) > 1


def listed(text: str, spans: Sequence[tuple[int, int]]) -> set[int]:
    """Return where names begin that stand in a row of at least three."""
    starts: set[int] = set()
    row: list[int] = []
    for (begin, end), following in itertools.zip_longest(spans, spans[1:]):
        row.append(begin)
        if following is None or not _BETWEEN.fullmatch(text, end, following[0]):
            starts.update(row if len(row) >= _LIST else ())
            row = []
    return starts
