"""Which blocs a setting falls into, and how firmly two actors stand on one side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from detente.scenarios.landscape import Landscape, blocs_of
from detente.scenarios.landscape_search import STARTS, search_landscape
from detente.scenarios.scenario import Setting

EXACT_UP_TO: Final = 20
SHOWN: Final = 6


@dataclass(frozen=True, slots=True)
class Valley:
    """A local minimum: the two blocs, its energy, and the share of all configurations that fall to it, 0 to 1."""

    blocs: tuple[tuple[str, ...], tuple[str, ...]]
    energy: float
    basin: float


@dataclass(frozen=True, slots=True)
class Blocs:
    """The landscape of a setting.

    Attributes:
        valleys: Local minima, the lowest first, at most SHOWN.
        count: How many were found.
        exact: Whether every configuration was looked at; else only what a search found is listed.
        starts: Random starts of the search; 0 when exact.
    """

    valleys: tuple[Valley, ...]
    count: int
    exact: bool
    starts: int

    def share_bloc(self, a: str, b: str) -> bool:
        """Whether two actors are on one side in the lowest valley."""
        return any(a in bloc and b in bloc for bloc in self.valleys[0].blocs)

    def bloc_of(self, actor: str) -> tuple[str, ...]:
        """Those on an actor's side in the lowest valley, itself among them; empty for one that takes no part."""
        return next((bloc for bloc in self.valleys[0].blocs if actor in bloc), ())


def find_blocs(setting: Setting) -> Blocs:
    """The blocs of a setting, its numbers taken as given."""
    actors = tuple(party.id for party in setting.parties)
    sizes = np.array([party.size.value for party in setting.parties])
    propensity = np.zeros((len(actors), len(actors)))
    for (a, b), number in setting.ties.items():
        propensity[actors.index(a), actors.index(b)] = propensity[actors.index(b), actors.index(a)] = number.value
    if len(actors) <= EXACT_UP_TO:
        landscape = Landscape(actors, sizes, propensity)
        found = landscape.minima.tolist()
        valleys = tuple(
            Valley(
                landscape.blocs(number),
                float(landscape.energies[number]),
                landscape.basins.get(number, 0) / len(landscape.energies),
            )
            for number in found[:SHOWN]
        )
        return Blocs(valleys, len(found), exact=True, starts=0)
    searched = search_landscape(actors, sizes, propensity)
    valleys = tuple(
        Valley(blocs_of(actors, each.sides), each.energy, each.starts / STARTS) for each in searched[:SHOWN]
    )
    return Blocs(valleys, len(searched), exact=False, starts=STARTS)
