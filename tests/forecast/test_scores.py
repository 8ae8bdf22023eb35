"""Scores of ranks by hand."""

import math

import numpy as np

from detente.forecast.scores import score_ranks


def test_hand_arithmetic() -> None:
    scores = score_ranks(np.array([1.0, 1.5, 3.0, 10.0, 20.0]))
    assert math.isclose(scores.mrr, (1 + 1 / 1.5 + 1 / 3 + 1 / 10 + 1 / 20) / 5)
    assert scores.hits == {1: 0.2, 3: 0.6, 10: 0.8}
    assert scores.queries == 5


def test_nothing_asked_has_no_score() -> None:
    scores = score_ranks(np.empty(0))
    assert math.isnan(scores.mrr)
    assert scores.queries == 0
