"""One planted secret between two innocent texts."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class Plant:
    """``before`` and ``after`` are innocent, ``secret`` must be found."""

    kind: str
    writing: str
    before: str
    secret: str
    after: str = ""


def pick(random: Random, *choices: str) -> str:
    """Return one of the choices."""
    return random.choice(choices)
