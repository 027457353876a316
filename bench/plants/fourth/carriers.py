"""Sentences with places for personal data, and how the places are filled.

``[n]`` is a name, ``[m]`` a mobile number, ``[h:{N}号楼{R}]`` a home with numbers of its own.
Each place of a sentence is planted once, with the others beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from random import Random

from plants.plant import Plant

Fill = Callable[[Random, str], str]
_PLACE = re.compile(r"\[(?P<sort>[a-z]+\d?)(?::(?P<shape>[^\]]*))?\]")


def plants(
    random: Random, carriers: Iterable[str], fills: dict[str, tuple[str, Fill]]
) -> Iterator[Plant]:
    """Yield a plant for each place of each carrier."""
    for carrier in carriers:
        parts: list[str] = []
        secrets: list[tuple[int, str]] = []
        last = 0
        for place in _PLACE.finditer(carrier):
            kind, fill = fills[place["sort"]]
            parts += [carrier[last : place.start()], fill(random, place["shape"] or "")]
            if kind:
                secrets.append((len(parts) - 1, kind))
            last = place.end()
        parts.append(carrier[last:])
        for index, kind in secrets:
            yield Plant(
                kind, carrier, "".join(parts[:index]), parts[index], "".join(parts[index + 1 :]),
                stands=random.choice(("clause", "alone")),
            )  # fmt: skip
