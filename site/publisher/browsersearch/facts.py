"""What answers are narrowed, ordered and counted by: days and coded fields, in blocks.

A block is deflated: a line of JSON with the values of each field, sorted, then for each column
the low bytes of all its numbers and their high bytes. Days are the numbers of days after
1969-12-31, 0 for none; of a field it is the number of its value, the empty one being a value too.
"""

from __future__ import annotations

import json
import zlib
from datetime import date
from functools import lru_cache

import numpy as np

from publisher.browsersearch.tables import deflated
from search.documents import Document

#: The columns that are no days, as the search names them.
FIELDS = ("kind", "state", "area", "category", "channel", "class", "satisfaction")
_EPOCH = date(1970, 1, 1).toordinal()
_DAYS = 2
#: Received and closed, then :data:`FIELDS`.
Facts = tuple[int | str, ...]
#: Stands for a document of which nothing is known.
UNKNOWN: Facts = (0,) * _DAYS + ("",) * len(FIELDS)


def facts(doc: Document | None) -> Facts:
    """Return what a document is counted by."""
    if doc is None:
        return UNKNOWN
    coded = (doc.kind, doc.state, doc.area, doc.category, doc.channel, doc.case_class)
    return (_day(doc.received), _day(doc.closed), *coded, doc.satisfaction)


def block(rows: list[Facts]) -> bytes:
    """Return the file of the facts of some documents."""
    columns = list(zip(*rows, strict=True))
    numbers = [np.array(column, np.uint16) for column in columns[:_DAYS]]
    values: dict[str, list[str]] = {}
    for name, column in zip(FIELDS, columns[_DAYS:], strict=True):
        known = values[name] = sorted({str(value) for value in column})
        places = {value: place for place, value in enumerate(known)}
        numbers.append(np.array([places[str(value)] for value in column], np.uint16))
    head = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()
    planes = (part.astype(np.uint8).tobytes() for one in numbers for part in (one & 255, one >> 8))
    return deflated(head + b"\n" + b"".join(planes))


def facts_of(data: bytes) -> list[Facts]:
    """Return the facts of a file."""
    head, _, planes = zlib.decompress(data, -15).partition(b"\n")
    values = json.loads(head)
    halves = np.frombuffer(planes, np.uint8).reshape(2 * (_DAYS + len(FIELDS)), -1)
    numbers = (halves[::2] + (halves[1::2].astype(np.uint16) << 8)).tolist()
    fields = (
        [values[name][number] for number in column]
        for name, column in zip(FIELDS, numbers[_DAYS:], strict=True)
    )
    return list(zip(*numbers[:_DAYS], *fields, strict=True))


@lru_cache(maxsize=4096)
def _day(text: str) -> int:
    """Return the number of a day; what cannot be one is none."""
    try:
        number = date.fromisoformat(text).toordinal() - _EPOCH + 1
    except ValueError:
        return 0
    return number if 0 < number < 1 << 16 else 0
