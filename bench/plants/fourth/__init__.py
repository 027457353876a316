"""A fourth set of plantings: whole sentences as residents, operators and grid workers write them.

Written before anything was changed for it; ``docs/benchmarks.md`` has what was found unseen and since.
Half of the sentences are texts of their own, as a row of a ledger is, half stand in real texts.
"""

from collections.abc import Iterator
from random import Random

from plants.fourth.carriers import plants
from plants.fourth.dwellers import FILLS, HOMES, NAMES
from plants.fourth.innocent import directory
from plants.fourth.numbers import FILLS as NUMBER_FILLS
from plants.fourth.numbers import NUMBERS
from plants.plant import Plant

__all__ = ["all_plants", "directory"]


def all_plants(random: Random) -> Iterator[Plant]:
    """Yield every place of every sentence once, with fresh people."""
    yield from plants(random, (*NUMBERS, *HOMES, *NAMES), FILLS | NUMBER_FILLS)
