"""Finds what introduces a cell of a table: the head of its column, or the label at its left."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

_HEAD_ROWS = 5
_MAX_HEAD = 12
# Labels of forms, where the value stands at the right: 姓名 | 王建国 | 电话 | 138…
_LABEL = re.compile(
    r"姓名|名字|户主|业主|联系人|电话|手机|座机|号码|联系方式|住址|地址|住所|门牌|房号|身份证|证件|护照|车牌|车号|微信|QQ|邮箱|账号|帐号|卡号|开户|"
    r"[一-龥]{2}人\s*[:：]?$|家属|配偶|父亲|母亲|子女",
    re.IGNORECASE,
)


def headed_cells(rows: Iterable[Sequence[Any]]) -> Iterator[tuple[int, int, str, str]]:
    """Yield row, column (from 1), text and heading of every filled cell of a table."""
    headings: dict[int, str] = {}
    for row, values in enumerate(rows, 1):
        left = ""
        for column, value in enumerate(values, 1):
            text = _text(value)
            if not text:
                continue
            yield row, column, text, left or headings.get(column, "")
            label = is_label(text)
            if label:  # the head of a further table below the first
                headings[column] = text
            elif row <= _HEAD_ROWS and _may_head(text):
                headings.setdefault(column, text)
            left = text.rstrip(" :：") if label else ""


def is_label(text: str) -> bool:
    """Return whether a cell is the label of the value beside or below it."""
    return _may_head(text) and _LABEL.search(text) is not None


def _may_head(text: str) -> bool:
    return len(text) <= _MAX_HEAD and not any(map(str.isdigit, text))


def _text(value: Any) -> str:
    """Return a cell as it reads: a phone stored as the number 13800138000.0 has no decimals."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()
