"""A profile: how to read one kind of table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Profile:
    """How to read one kind of table.

    ``columns`` maps headers to fields, ``defaults`` gives fields a value where the
    cell is empty, ``values`` holds per field the words of this table with their
    codes, ``area`` is the area (code or name) of rows that name none.
    ``numbers_restart`` says that the table counts from 1 again each month, so
    that a number is only one together with its month.
    """

    name: str
    columns: Mapping[str, str]
    defaults: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    area: str = ""
    numbers_restart: bool = False
