"""A level model with weights that can be worked out by hand."""

from __future__ import annotations

from typing import Any

from detente.relations.levels.evidence import INPUTS
from detente.relations.levels.model import LevelModel, model_of, term_names

MOVES = [
    [0.8, 0.2, 0.0001, 0.0001, 0.0001],
    [0.1, 0.8, 0.1, 0.0001, 0.0001],
    [0.0001, 0.1, 0.8, 0.1, 0.0001],
    [0.0001, 0.0001, 0.1, 0.8, 0.1],
    [0.0001, 0.0001, 0.0001, 0.2, 0.8],
]


def model(**weights: list[float]) -> LevelModel:
    """All weights are 0 but those named (`no_border` is "no border"); every number stands for itself."""
    names = [name for numbers in INPUTS.values() for name in numbers]
    terms: dict[str, Any] = {name: [0.0] * 5 for name in term_names()}
    for name, row in weights.items():
        terms[name if name in terms else name.replace("_", " ", 1)] = row
    return model_of(
        {
            "card": {"cut_off": 2008},
            "centre": dict.fromkeys(names, 0.0),
            "spread": dict.fromkeys(names, 1.0),
            "without_history": terms,
            "with_history": terms,
            "moves": MOVES,
            "friendly_tie": [0.2, 0.2, 0.5, 0.8, 0.8],
        }
    )
