"""Sides in the lowest configuration of a landscape, for many draws of its sizes and ties at once.

Up to MOST_WHOLE actors every configuration is looked at in every draw. Above, those that some draw's own search ended
in are: a pool that every draw chooses from. A draw whose lowest configuration no search met is told wrongly; how often
that happens is measured in benchmarks/scenarios.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from detente.scenarios.compromise import Floats
from detente.scenarios.landscape import Sides
from detente.scenarios.landscape_search import search_landscape

MOST_WHOLE: Final = 12
MOST_POOLED: Final = 1024
"""Configurations of a pool; of more, those that most draws ended in."""

_STARTS: Final = 48
"""Random beginnings of each draw's search."""

_VALLEYS: Final = 4
"""Of each search, the lowest valleys go into the pool: a little change of numbers may make them the lowest."""

_ROWS: Final = 4096


@dataclass(frozen=True, slots=True)
class Pool:
    """Configurations that draws choose from.

    Attributes:
        sides: (configurations, actors): 0 or 1, the first actor on side 0.
        apart: (pairs, configurations): 1 where the two are on different sides; pairs as np.triu_indices(actors, 1).
    """

    sides: Sides
    apart: Floats

    def lowest(self, sizes: Floats, ties: Floats) -> Sides:
        """(draws, actors): the sides of the lowest configuration of each draw.

        Args:
            sizes: (draws, actors).
            ties: (draws, pairs).
        """
        first, second = np.triu_indices(sizes.shape[1], 1)
        pulls = sizes[:, first] * sizes[:, second] * ties
        places = [np.argmin(pulls[at : at + _ROWS] @ self.apart, axis=1) for at in range(0, len(sizes), _ROWS)]
        return np.asarray(self.sides[np.concatenate(places)], dtype=np.int8)


@cache
def whole(actors: int) -> Pool:
    """Every configuration of so many actors, each once: swapping the sides changes nothing."""
    numbers = np.arange(1 << (actors - 1))
    sides = np.zeros((len(numbers), actors), dtype=np.int8)
    for actor in range(1, actors):
        sides[:, actor] = (numbers >> (actor - 1)) & 1
    return _pool(sides)


def searched(sizes: Floats, ties: Floats) -> Pool:
    """The lowest configurations that searches of these draws end in.

    Args:
        sizes: (draws, actors).
        ties: (draws, pairs).
    """
    actors = [str(place) for place in range(sizes.shape[1])]
    places = np.triu_indices(len(actors), 1)
    met: dict[tuple[int, ...], int] = {}
    for size, tie in zip(sizes, ties, strict=True):
        propensity = np.zeros((len(actors), len(actors)))
        propensity[places] = tie
        propensity += propensity.T
        valleys = search_landscape(actors, size, propensity, starts=_STARTS)
        for each in valleys[:_VALLEYS]:
            met[each.sides] = met.get(each.sides, 0) + (each is valleys[0])
    return _pool(np.array(list(_most_met(met)), dtype=np.int8))


def _most_met(met: dict[tuple[int, ...], int]) -> Iterable[tuple[int, ...]]:
    return sorted(met, key=lambda sides: (-met[sides], sides))[:MOST_POOLED]


def _pool(sides: NDArray[np.int8]) -> Pool:
    first, second = np.triu_indices(sides.shape[1], 1)
    return Pool(sides, (sides[:, first] != sides[:, second]).T.astype(float))
