"""A weight for each clue, learned as days pass: how likely a candidate is, given all others.

A log-linear model (softmax over the candidates), which counted confidences of correlated rules can't be; learned with Adagrad
(Duchi, Hazan & Singer 2011).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from numba import njit

from detente.forecast.events.clues import SIZE_OF_TABLE

if TYPE_CHECKING:
    from numpy.typing import NDArray

RATE: Final = np.float32(0.1)
_START: Final = 1e-2  # of the sums of squared gradients: the first step of a clue is no longer than RATE
_SMALL: Final = np.float32(1e-5)  # gradients below move nothing worth the time


def new_weights() -> NDArray[np.float32]:
    """(SIZE_OF_TABLE, 2): weights and sums of squared gradients; nothing learned."""
    weights = np.zeros((SIZE_OF_TABLE, 2), dtype=np.float32)
    weights[:, 1] = _START
    return weights


@njit(cache=True, nogil=True)
def weigh(weights, n, work):
    """Add up the candidates' clues, and turn the sums into probabilities."""
    highest = np.float32(-np.inf)
    for i in range(n):
        score = np.float32(0.0)
        for k in range(work.n_clues[i]):
            score += weights[work.clue[i, k], 0]
        work.score[i] = score
        highest = max(highest, score)
    total = np.float32(0.0)
    for i in range(n):
        work.probability[i] = np.exp(work.score[i] - highest)
        total += work.probability[i]
    for i in range(n):
        work.probability[i] /= total


@njit(cache=True, nogil=True)
def learn(weights, n, n_answers, work):
    """One step towards the candidates marked in `work.is_answer`, `n_answers` of them among the candidates."""
    share = np.float32(1.0) / np.float32(n_answers)
    for i in range(n):
        gradient = work.probability[i]
        if work.is_answer[work.actor[i]]:
            gradient -= share
        if abs(gradient) < _SMALL:
            continue
        for k in range(work.n_clues[i]):
            place = work.clue[i, k]
            weights[place, 1] += gradient * gradient
            weights[place, 0] -= RATE * gradient / np.sqrt(weights[place, 1])
