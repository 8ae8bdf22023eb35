"""A weight for each clue, learned as days pass: how likely a candidate is, given all others.

A log-linear model (softmax over the candidates), which counted confidences of correlated rules can't be; learned with
Adagrad (Duchi, Hazan & Singer 2011).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np
from numba import njit

from detente.forecast.events.clues import SIZE_OF_TABLE

if TYPE_CHECKING:
    from numpy.typing import NDArray

RATE: Final = np.float32(0.05)
_START: Final = 1e-2  # of the sums of squared gradients: the first step of a clue is no longer than RATE
_SMALL: Final = np.float32(1e-5)  # gradients below move nothing worth the time


def new_weights() -> NDArray[np.float32]:
    """(SIZE_OF_TABLE, 2): weights and sums of squared gradients; nothing learned."""
    weights = np.zeros((SIZE_OF_TABLE, 2), dtype=np.float32)
    weights[:, 1] = _START
    return weights


@njit(cache=True, nogil=True)
def weigh(weights, n, clue, first_clue, score, probability):
    """Add up the candidates' clues, and turn the sums into probabilities."""
    highest = np.float32(-np.inf)
    for i in range(n):
        total = np.float32(0.0)
        for k in range(first_clue[i], first_clue[i + 1]):
            total += weights[clue[k], 0]
        score[i] = total
        highest = max(highest, total)
    total = np.float32(0.0)
    for i in range(n):
        probability[i] = math.exp(score[i] - highest)
        total += probability[i]
    for i in range(n):
        probability[i] /= total


@njit(cache=True, nogil=True)
def learn(weights, n, share, clue, first_clue, probability, is_answer):
    """One step towards the candidates that are answers, each of which should have `share` of the probability."""
    for i in range(n):
        gradient = probability[i]
        if is_answer[i]:
            gradient -= share
        if abs(gradient) < _SMALL:
            continue
        for k in range(first_clue[i], first_clue[i + 1]):
            place = clue[k]
            weights[place, 1] += gradient * gradient
            weights[place, 0] -= RATE * gradient / math.sqrt(weights[place, 1])
