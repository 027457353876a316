"""A third set of plantings, for checking only, with texts, people and writings of its own.

Written without looking at the recognisers after they had been made general for the second set, and
measured before anything was changed for it; ``docs/benchmarks.md`` has both figures.
"""

from collections.abc import Iterator
from random import Random

from plants.plant import Plant
from plants.third.accounts import emails, plates, qqs, wechats
from plants.third.dwellers import homes, names
from plants.third.innocent import directory
from plants.third.numbers import bank_cards, id_numbers, landlines, mobiles, papers

__all__ = ["all_plants", "directory"]


def all_plants(random: Random) -> Iterator[Plant]:
    """Yield every writing of every kind once, with fresh people."""
    for make in (
        mobiles,
        id_numbers,
        bank_cards,
        landlines,
        papers,
        plates,
        emails,
        wechats,
        qqs,
        homes,
        names,
    ):
        yield from make(random)
