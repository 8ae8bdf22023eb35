"""Scores of rankings: mean reciprocal rank and hits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

HITS_AT: Final = (1, 3, 10)


@dataclass(frozen=True, slots=True)
class RankScores:
    """How high the right answers came.

    Attributes:
        mrr: Mean of 1 / rank, 0 to 1; NaN without queries.
        hits: Share of queries whose answer came at rank 1, 3, 10 or better, by that number; NaN without queries.
        queries: How many were asked.
    """

    mrr: float
    hits: dict[int, float]
    queries: int


def score_ranks(ranks: NDArray[np.float64]) -> RankScores:
    """Score ranks, 1 and up; half ranks come from ties, and 1.5 is no hit at 1.

    >>> score_ranks(np.array([1.0, 2.0, 4.0])).mrr
    0.5833333333333334
    """
    if not len(ranks):
        return RankScores(float("nan"), dict.fromkeys(HITS_AT, float("nan")), 0)
    return RankScores(float(np.mean(1.0 / ranks)), {at: float(np.mean(ranks <= at)) for at in HITS_AT}, len(ranks))
