"""进展情况 in one cell and as a list of dated entries, both ways.

One entry a line: ``2020-01-06 【unit】text``. A line without a date goes on with
the entry before it; ``· `` begins an entry without a date, ``└ `` goes on even
where the line would look like a new entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from cms.tables.dates import BadTime, read_time

_DATED = re.compile(
    r"(\d{4}(?:-\d{1,2}-\d{1,2}|/\d{1,2}/\d{1,2}|\.\d{1,2}\.\d{1,2}|年\d{1,2}月\d{1,2}日))"
    r"(?![\d至到\-~—～、/.:])[\s:：，,]*"
)
_UNIT = re.compile(r"【([^】\n]{0,100})】")
_BULLET = "· "
_GOES_ON = "└ "


def read_progress(text: str) -> list[dict[str, Any]]:
    """Return the entries of cleaned ``text``: ``date`` (a date or None), ``text``, ``unit``."""
    entries: list[dict[str, Any]] = []
    for line in text.split("\n") if text else ():
        day, rest = _split_date(line)
        if day is None and not line.startswith(_BULLET) and entries:
            entries[-1]["text"] += "\n" + line.removeprefix(_GOES_ON)
            continue
        rest = rest.removeprefix(_BULLET) if day is None else rest
        unit = _UNIT.match(rest)
        if unit:
            rest = rest[unit.end() :]
        entries.append({"date": day, "text": rest.strip(), "unit": unit[1] if unit else ""})
    return entries


def _split_date(line: str) -> tuple[date | None, str]:
    match = _DATED.match(line)
    if match is None:
        return None, line
    day = _day(match[1])
    return day, line if day is None else line[match.end() :]


@lru_cache(maxsize=4096)  # a ledger has few days and many entries
def _day(text: str) -> date | None:
    try:
        return read_time(text).date()
    except BadTime:
        return None


def write_progress(entries: Iterable[Mapping[str, Any]]) -> str:
    """Return ``entries`` as the text that :func:`read_progress` reads back."""
    return "\n".join(_entry(entry) for entry in entries)


def _entry(entry: Mapping[str, Any]) -> str:
    first, *others = str(entry["text"]).split("\n")
    day, unit = entry.get("date"), entry.get("unit") or ""
    if isinstance(day, datetime):
        day = day.date()
    head = f"{day} " if day else _BULLET
    if unit or first[:1] in set("【:：，,") or (not day and first.startswith(_BULLET)):
        head += f"【{unit}】"
    lines = [head + first]
    for line in others:
        new = _split_date(line)[0] is not None or line.startswith((_BULLET, _GOES_ON))
        lines.append((_GOES_ON if new else "") + line)
    return "\n".join(lines)
