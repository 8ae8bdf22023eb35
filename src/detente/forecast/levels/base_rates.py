"""How often a level of the peace scale became each other one within some years; tables/moves.json says from what."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Moves = Sequence[tuple[int, int, int, int, int, int]]
"""Years ahead, year of the end, whether it began in START or later, from level, to level, dyad-years."""

HORIZONS: Final = (1, 5, 10)
"""Years ahead."""

START: Final = 1990
"""Moves that began earlier are of another time: together they count as PRIOR dyad-years a level."""

PRIOR: Final = 5.0


@dataclass(frozen=True, slots=True, eq=False)
class BaseRates:
    """Where dyads of each level were some years later.

    Attributes:
        years: How many.
        shares: (5, 5) from each level (row) to each; rows sum to 1, none is 0.
        counts: (5,) dyad-years that each row rests on.
        first, last: The years that counted moves ended in.
    """

    years: int
    shares: NDArray[np.float64]
    counts: NDArray[np.int64]
    first: int
    last: int


def base_rates(moves: Moves, years: int, known: int) -> BaseRates:
    """The base rates as they were known.

    Args:
        moves: What was counted.
        years: One of HORIZONS.
        known: The last year whose levels count.
    """
    early, late = np.zeros((5, 5)), np.zeros((5, 5))
    ends = []
    for horizon, end, recent, before, after, n in moves:
        if horizon == years and end <= known:
            (late if recent else early)[before, after] += n
            ends.append(end)
    usual = early + late
    usual = (usual + 0.1) / (usual + 0.1).sum(axis=1, keepdims=True)
    held = late + PRIOR * usual
    return BaseRates(
        years,
        held / held.sum(axis=1, keepdims=True),
        late.sum(axis=1).astype(np.int64),
        min(ends, default=known),
        max(ends, default=known),
    )


@cache
def moves_table() -> dict[str, Any]:
    """The table that comes with Detente: card, record, last, moves."""
    path = files("detente.forecast.levels").joinpath("tables", "moves.json")
    table: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return table


def known_rates(years: int, year: int) -> BaseRates:
    """The base rates that were known in a year: of moves that had ended the year before."""
    return base_rates(moves_table()["moves"], years, year - 1)
