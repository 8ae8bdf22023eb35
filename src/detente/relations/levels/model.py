"""The fitted weights, and what they make of a dyad's numbers; tables/levels.json says how they were made."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from detente.relations.levels.evidence import INPUTS, Features

if TYPE_CHECKING:
    from numpy.typing import NDArray

FARTHEST: Final = 3.0
"""Standard deviations beyond which a number counts as no farther from usual than this: nothing was fitted out there."""


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """A logit for each level: `terms` times the standardised numbers, in the order of `term_names`.

    Attributes:
        centre, spread: Mean and standard deviation of each number, by its name.
        terms: (n_terms, 5).
    """

    centre: dict[str, float]
    spread: dict[str, float]
    terms: NDArray[np.float64]

    def logits(self, features: Features) -> NDArray[np.float64]:
        """(5,), up to a constant."""
        return np.asarray(design_row(features, self.centre, self.spread) @ self.terms)


@dataclass(frozen=True, slots=True, eq=False)
class LevelModel:
    """All that was fitted.

    Attributes:
        card: How, from what, and how good: for a reader.
        without_history: Logits of a dyad whose level was never coded.
        with_history: What is added to the logarithm of `moves` where a level is known from before.
        moves: (5, 5), from a level (row) to each level a year later.
        friendly: (5,) how likely a tie that a text states is a friendly one, by level.
        cut_off: The last year that anything but `friendly` was fitted on.
    """

    card: dict[str, Any]
    without_history: Weights
    with_history: Weights
    moves: NDArray[np.float64]
    friendly: NDArray[np.float64]
    cut_off: int


def term_names() -> tuple[str, ...]:
    """What each row of `terms` is for: a constant, each number, and "no x" where input x is missing."""
    named = [(*names, *([] if given == "events" else [f"no {given}"])) for given, names in INPUTS.items()]
    return ("constant", *(name for names in named for name in names))


def design_row(features: Features, centre: dict[str, float], spread: dict[str, float]) -> NDArray[np.float64]:
    """The numbers in the order of `term_names`: standardised, 0 where missing, and a 1 that says it is missing."""
    row = [1.0]
    for given, names in INPUTS.items():
        values = features[given]
        row += _standardised(values, names, centre, spread) if values is not None else [0.0] * len(names)
        row += [] if given == "events" else [float(values is None)]
    return np.array(row)


def _standardised(
    values: Sequence[float], names: Sequence[str], centre: dict[str, float], spread: dict[str, float]
) -> list[float]:
    scaled = ((value - centre[name]) / spread[name] for value, name in zip(values, names, strict=True))
    return [min(max(value, -FARTHEST), FARTHEST) for value in scaled]


@cache
def level_model() -> LevelModel:
    """The model that comes with Detente."""
    table = json.loads(files("detente.relations.levels").joinpath("tables", "levels.json").read_text(encoding="utf-8"))
    return model_of(table)


def model_of(table: dict[str, Any]) -> LevelModel:
    """The model of a table as training/levels/fit.py writes it."""

    def weights(name: str) -> Weights:
        return Weights(table["centre"], table["spread"], np.array([table[name][term] for term in term_names()]))

    return LevelModel(
        card=table["card"],
        without_history=weights("without_history"),
        with_history=weights("with_history"),
        moves=np.array(table["moves"]),
        friendly=np.array(table["friendly_tie"]),
        cut_off=table["card"]["cut_off"],
    )
