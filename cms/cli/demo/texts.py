"""Reads the hand-written situations and puts a place into them.

``texts/*.toml`` hold ``[[situation]]`` tables: category, case class, the unit that
answers, and tellings, each one case as somebody told it and what became of it.
Slots such as ``{小区}`` are filled from the community, ``{姓}`` or ``{家}`` from the
reporter. A progress line may name another unit before an ``@``.
"""

from __future__ import annotations

import random
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_WORDINGS = re.compile(r"\[([^\[\]|]*\|[^\[\]]*)\]")
FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Telling:
    """One case as written, before a place, a reporter and dates are given to it."""

    key: str
    category: str
    case_class: str
    unit: str
    channel: str
    title: str
    content: str
    measures: str
    progress: tuple[str, ...]
    months: frozenset[int] = frozenset()
    wait: int = 0  # working days that the told end needs at least
    fixed: dict[str, Any] = field(default_factory=dict)


def read_toml(name: str) -> dict[str, Any]:
    """Return the parsed data file ``name`` of this folder."""
    with (FOLDER / name).open("rb") as file:
        return tomllib.load(file)


def _telling(situation: dict[str, Any], number: int, told: dict[str, Any]) -> Telling:
    return Telling(
        key=f"{situation['key']}-{number}",
        category=told.get("cat", situation["cat"]),
        case_class=told.get("cls", situation["cls"]),
        unit=told.get("unit", situation["unit"]),
        channel=told["ch"],
        title=told["t"],
        content=told["c"],
        measures=told.get("m", ""),
        progress=tuple(told.get("p", ())),
        months=frozenset(told.get("mo", situation.get("mo", ()))),
        wait=told.get("wait", 0),
        fixed=told.get("fix", {}),
    )


def read_tellings() -> list[Telling]:
    """Return every telling of every situation file, in the files' order."""
    result = []
    for path in sorted((FOLDER / "texts").glob("*.toml")):
        for situation in read_toml(f"texts/{path.name}")["situation"]:
            tellings = enumerate(situation["tell"], 1)
            result += [_telling(situation, number, told) for number, told in tellings]
    return result


def fill(text: str, slots: dict[str, str], rng: random.Random) -> str:
    """Return ``text`` with slots filled and one of each ``[this|that]`` wording chosen.

    An unknown slot raises KeyError.
    """
    worded = _WORDINGS.sub(lambda found: rng.choice(found[1].split("|")), text)
    return worded.format_map(slots)
