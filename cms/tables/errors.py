"""What can be wrong with a table: the whole file, or one row of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from cms.translating import translator

Translate = Callable[[str], str]
SHOWN_VALUE = 80  # characters of a cell quoted in a report


class TableError(Exception):
    """The file cannot be read as a table. The sentence says what, where and how to mend it.

    ``msgid`` is the English message with ``%(name)s`` places, ``params`` fill them.
    """

    def __init__(self, msgid: str, params: dict[str, Any] | None = None, /, **named: Any) -> None:
        self.msgid = msgid
        self.params = {**(params or {}), **named}
        super().__init__(msgid, self.params)

    def message(self, translate: Translate) -> str:
        """Return the sentence in the language of ``translate``."""
        return translate(self.msgid) % self.params

    def __str__(self) -> str:
        return self.message(translator())


@dataclass(frozen=True)
class RowProblem:
    """One remark on one row, or on the sheet when ``row`` is 0.

    ``row`` counts from 1 as a spreadsheet program shows it. ``column`` is the
    header's text, empty when the whole row is meant. An ``error`` keeps the row
    out, a ``warning`` travels with it.
    """

    sheet: str
    row: int
    column: str
    value: str
    code: str
    msgid: str
    params: dict[str, Any] = field(default_factory=dict)
    severity: Literal["error", "warning"] = "error"

    def message(self, translate: Translate) -> str:
        """Return the reason in the language of ``translate``."""
        return translate(self.msgid) % self.params

    def __str__(self) -> str:
        return self.message(translator())


def shown(value: object) -> str:
    """Return ``value`` as a report quotes it: one line of at most 80 characters."""
    text = " ".join(str("" if value is None else value)[: SHOWN_VALUE * 4].split())
    return text if len(text) <= SHOWN_VALUE else text[: SHOWN_VALUE - 1] + "…"
