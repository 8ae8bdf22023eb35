"""Landscape theory: every way in which actors can part into two blocs, its energy, and where the landscape has valleys.

An actor i has a size s_i, two actors a propensity p_ij to work together (negative: to stay apart). In a configuration X
two actors are apart (d_ij = 1) or in one bloc (d_ij = 0). An actor's frustration is F_i(X) = sum_j s_j p_ij d_ij(X),
the energy of a configuration E(X) = sum_i s_i F_i(X). Low energy is what actors drift to, one at a time.

Source:
    Axelrod & Bennett 1993, A landscape theory of aggregation, British Journal of Political Science 23(2), 211-233.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from detente.errors import DetenteError

Floats = NDArray[np.float64]
Sides = NDArray[np.int8]
"""One row per configuration, one column per actor: 0 in the bloc of the first actor, 1 in the other."""

MOST_EXACT: Final = 22
"""Up to so many actors every configuration is looked at: 2^21 of them."""

TIED: Final = 1e-12
"""Energies that differ by less than this share of the largest possible are the same: sums of floats are not exact."""


class LandscapeError(DetenteError):
    """Sizes and propensities that make no landscape."""


@dataclass(frozen=True)
class Landscape:
    """The energies of all configurations of up to MOST_EXACT actors.

    The first actor is always on side 0: swapping the two sides changes no energy, so half of all are looked at. The
    number of a configuration has bit k set when actor k + 1 is on the other side than the first.

    Attributes:
        actors: Ids, in the order of the columns below.
        sizes: (n,), 0 or more, in any one unit.
        propensity: (n, n), symmetric; the diagonal is not looked at.

    >>> import numpy as np
    >>> two = Landscape(("A", "B"), np.array([2.0, 3.0]), np.array([[0, -1], [-1, 0.0]]))
    >>> two.energies.tolist(), two.minima.tolist()
    ([0.0, -12.0], [1])
    """

    actors: tuple[str, ...]
    sizes: Floats
    propensity: Floats

    def __post_init__(self) -> None:
        """Raise LandscapeError for shapes, signs and sizes that make no landscape."""
        check(self.actors, self.sizes, self.propensity)
        if len(self.actors) > MOST_EXACT:
            raise LandscapeError(
                f"{len(self.actors)} actors have 2^{len(self.actors) - 1} configurations; at most {MOST_EXACT} actors "
                "can be looked at exactly; use search_landscape"
            )

    @cached_property
    def pull(self) -> Floats:
        """(n, n): s_i s_j p_ij, zeros on the diagonal: what two actors add to the energy from either side, if apart."""
        return pull(self.sizes, self.propensity)

    @cached_property
    def energies(self) -> Floats:
        """(2^(n-1),): the energy of each configuration, by its number.

        Each actor doubles the table: on side 0 it is apart from those of its predecessors that are on side 1, on side
        1 from the others. Their sums double along, so a configuration costs a few additions.
        """
        energies = np.zeros(1)
        for actor in range(1, len(self.actors)):
            apart = self._sums(actor)
            together = self.pull[actor, :actor].sum() - apart
            energies = np.concatenate([energies + 2 * apart, energies + 2 * together])
        return energies

    def _sums(self, actor: int) -> Floats:
        """For each configuration of the actors before this one, its pulls to those on side 1, added up."""
        sums = np.zeros(1)
        for before in range(1, actor):
            sums = np.concatenate([sums, sums + self.pull[actor, before]])
        return sums

    @cached_property
    def minima(self) -> NDArray[np.intp]:
        """Numbers of the local minima, lowest energy first: no actor lowers the energy by changing sides alone."""
        lowest = np.ones(len(self.energies), dtype=bool)
        for actor in range(len(self.actors)):
            lowest &= self._flipped(self.energies, actor) >= self.energies - self.tie
        found = np.flatnonzero(lowest)
        return found[np.argsort(self.energies[found], kind="stable")]

    @cached_property
    def tie(self) -> float:
        """Below this difference two energies are the same."""
        return TIED * max(float(np.abs(self.pull).sum()), np.finfo(float).tiny)

    @cached_property
    def falls_to(self) -> NDArray[np.intp]:
        """For each configuration, the minimum it ends in when the actor whose move lowers the energy most moves first.

        Of equal moves that of the first actor in order is taken. On a plateau without a lower neighbour it stays.
        """
        numbers = np.arange(len(self.energies))
        best, following = self.energies - self.tie, numbers.copy()
        for actor in range(len(self.actors)):
            neighbour = self._flipped(self.energies, actor)
            better = neighbour < best
            best = np.where(better, neighbour, best)
            following = np.where(better, self._flipped(numbers, actor), following)
        while True:
            onward = following[following]
            if np.array_equal(onward, following):
                return following
            following = onward

    @cached_property
    def basins(self) -> dict[int, int]:
        """How many configurations fall to each minimum, by its number; both ways of naming the sides count once."""
        ends, counts = np.unique(self.falls_to, return_counts=True)
        return dict(zip(ends.tolist(), counts.tolist(), strict=True))

    def _flipped(self, values: NDArray[Any], actor: int) -> NDArray[Any]:
        """The values of the configurations in which this actor alone has changed sides."""
        if actor == 0:
            return values[::-1]  # the first moves: all others are on the other side than before
        return values.reshape(-1, 2, 1 << (actor - 1))[:, ::-1, :].reshape(-1)

    def sides(self, number: int) -> tuple[int, ...]:
        """The side, 0 or 1, of each actor in a configuration."""
        return (0, *((number >> place) & 1 for place in range(len(self.actors) - 1)))

    def number(self, sides: Sequence[int]) -> int:
        """The number of the configuration with these sides; which side is called 0 does not matter."""
        return sum((side != sides[0]) << place for place, side in enumerate(sides[1:]))

    def blocs(self, number: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The actors of the two sides of a configuration; the second is empty when all are together."""
        return blocs_of(self.actors, self.sides(number))

    def frustrations(self, number: int) -> Floats:
        """(n,): s_i F_i of each actor in a configuration; they add up to its energy."""
        sides = np.array(self.sides(number))
        apart = sides[:, None] != sides[None, :]
        return np.asarray((self.pull * apart).sum(axis=1))


def blocs_of(actors: Sequence[str], sides: Sequence[int]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The actors on side 0 and on side 1, in their order."""
    first = tuple(actor for actor, side in zip(actors, sides, strict=True) if side == 0)
    return first, tuple(actor for actor in actors if actor not in first)


def pull(sizes: Floats, propensity: Floats) -> Floats:
    """(n, n): s_i s_j p_ij with zeros on the diagonal."""
    found: Floats = np.outer(sizes, sizes) * propensity
    np.fill_diagonal(found, 0.0)
    return found


def check(actors: Sequence[str], sizes: Floats, propensity: Floats) -> None:
    """Raise LandscapeError where sizes and propensities make no landscape."""
    n = len(actors)
    if n < 2:
        raise LandscapeError(f"{n} actors make no blocs; give at least two")
    if sizes.shape != (n,) or propensity.shape != (n, n):
        raise LandscapeError(
            f"{n} actors, sizes of shape {sizes.shape}, propensities of {propensity.shape}; expected ({n},), ({n}, {n})"
        )
    if not (np.isfinite(sizes).all() and (sizes >= 0).all()):
        raise LandscapeError("a size is negative or no number; sizes are 0 or more")
    off = propensity[~np.eye(n, dtype=bool)]
    if not np.isfinite(off).all() or not np.array_equal(
        propensity - np.diag(np.diag(propensity)), _mirrored(propensity)
    ):
        raise LandscapeError("propensities must be numbers, and the same from either side")


def _mirrored(propensity: Floats) -> Floats:
    mirrored: Floats = propensity.T - np.diag(np.diag(propensity))
    return mirrored
