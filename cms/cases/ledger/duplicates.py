"""Finds rows of one file that repeat each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cms.cases.ledger.case_values import CaseValues


class Seen:
    """Rows of this file so far: by key, to find numbers used twice, and by content."""

    def __init__(self) -> None:
        self._keys: dict[str, tuple[int, int]] = {}
        self._bodies: dict[int, int] = {}

    def check(self, key: str, values: Mapping[str, Any], cells: CaseValues) -> None:
        """Remark on the row of ``cells`` if its key or content was there before."""
        row, body = cells.raw.row, hash(values["content"])
        whole = hash((body, values["title"], values["received"]))
        other = self._keys.setdefault(key, (row, whole))
        if other[0] != row:
            same = other[1] == whole
            code = "repeated_row" if same else "number_used_twice"
            cells.remark(code, "ledger_number", values["ledger_number"], other=other[0])
            return
        first = self._bodies.setdefault(body, row)
        if first != row:
            cells.remark("possible_duplicate", "content", values["content"][:80], other=first)
