"""One planted secret between two innocent texts."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class Plant:
    """``before`` and ``after`` are innocent or plants of their own, ``secret`` must be found.

    ``stands`` says where in a text: "alone" is a text of its own, "clause" follows the end of a
    clause, "" leaves that to the kind.
    """

    kind: str
    writing: str
    before: str
    secret: str
    after: str = ""
    stands: str = ""


def pick(random: Random, *choices: str) -> str:
    """Return one of the choices."""
    return random.choice(choices)
