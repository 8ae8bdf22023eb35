"""Valleys of a landscape too large to look at whole: many random starts, each rolled down to a local minimum."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from detente.scenarios.landscape import TIED, Floats, LandscapeError, Sides, check, pull

STARTS: Final = 4000
"""Random configurations that are rolled down."""

MOST_ACTORS: Final = 500


@dataclass(frozen=True, slots=True)
class Found:
    """A local minimum that the search met.

    Attributes:
        sides: The side, 0 or 1, of each actor; the first is on side 0.
        energy: Its energy.
        starts: How many of the random starts ended in it: its basin's share, estimated.
    """

    sides: tuple[int, ...]
    energy: float
    starts: int


def search_landscape(
    actors: Sequence[str], sizes: Floats, propensity: Floats, *, starts: int = STARTS, seed: int = 0
) -> tuple[Found, ...]:
    """Local minima of a landscape with any number of actors, the lowest first.

    From each start the actor moves whose change of side lowers the energy most, until none lowers it. Every result is
    a true local minimum; whether the lowest is the lowest there is, is not known: the more of the starts end in it,
    the likelier. The same seed gives the same starts.

    Args:
        actors: Ids.
        sizes: (n,), 0 or more.
        propensity: (n, n), symmetric.
        starts: How many random configurations to start from.
        seed: For the random numbers.

    Raises:
        LandscapeError: Sizes and propensities make no landscape, or there are more than MOST_ACTORS actors.
    """
    check(actors, sizes, propensity)
    if len(actors) > MOST_ACTORS:
        raise LandscapeError(f"{len(actors)} actors; at most {MOST_ACTORS} can be searched")
    pulls = pull(sizes, propensity)
    drawn = np.random.default_rng(seed).integers(0, 2, size=(starts, len(actors)), dtype=np.int8)
    sides, energies = roll_down(pulls, drawn)
    counted = Counter(map(tuple, sides.tolist()))
    energy_of = dict(zip(map(tuple, sides.tolist()), energies.tolist(), strict=True))
    return tuple(
        sorted(
            (Found(each, energy_of[each], count) for each, count in counted.items()),
            key=lambda found: (found.energy, found.sides),
        )
    )


def roll_down(pulls: Floats, starts: Sides) -> tuple[Sides, Floats]:
    """Each start moved down, the steepest move first, to a local minimum.

    Args:
        pulls: (n, n): s_i s_j p_ij, zeros on the diagonal.
        starts: (m, n): sides, 0 or 1.

    Returns:
        (m, n) sides with the first actor on side 0, and (m,) energies.
    """
    spins = 1.0 - 2.0 * starts
    tie = TIED * max(float(np.abs(pulls).sum()), np.finfo(float).tiny)
    fields = spins @ pulls
    waiting = np.arange(len(spins))
    while len(waiting):
        # To change sides adds 2 s_i h_i to the energy, h_i the field of the others.
        change = 2 * spins[waiting] * fields[waiting]
        mover = change.argmin(axis=1)
        falls = change[np.arange(len(waiting)), mover] < -tie
        waiting, mover = waiting[falls], mover[falls]
        spins[waiting, mover] *= -1
        fields[waiting] += 2 * spins[waiting, mover][:, None] * pulls[mover]
    spins *= spins[:, :1]
    energies = 0.5 * (pulls.sum() - (spins * (spins @ pulls)).sum(axis=1))
    return (spins < 0).astype(np.int8), energies
