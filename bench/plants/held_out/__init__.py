"""A second set of plantings, for checking only: its writings, sentences and people are others.

The recognisers were made with the first set at hand. This one was written without looking at
them and was measured before anything was changed for it; ``docs/benchmarks.md`` has both figures.
"""

from collections.abc import Iterator
from random import Random

from plants.held_out.accounts import emails, plates, qqs, wechats
from plants.held_out.dwellers import homes, names
from plants.held_out.innocent import directory
from plants.held_out.numbers import bank_cards, id_numbers, landlines, mobiles, papers
from plants.plant import Plant

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
