"""Logistic regression held back by a ridge, by Newton's method: small enough to be fitted while one waits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

STEPS: Final = 12
"""Newton steps at most; six are usual."""

FARTHEST: Final = 12.0
"""Logits beyond which nothing is told apart."""

BLOCK: Final = 256
"""Rows multiplied at once."""


def fit_logistic(
    x: NDArray[np.float64], y: NDArray[np.float64], ridge: float, towards: NDArray[np.float64]
) -> NDArray[np.float64]:
    """(k,) weights.

    Args:
        x: (n, k), standardised, the first column ones.
        y: (n,) 0 or 1, both there.
        ridge: What the square of how far each weight but the first lies from `towards` costs, in units of
            log-likelihood, halved.
        towards: (k,) the weights that few rows leave as they are.
    """
    weights = towards.astype(float)
    weights[0] = np.log(y.mean() / (1 - y.mean())) - linear(x[:, 1:], weights[1:]).mean()
    penalty = np.full(x.shape[1], ridge)
    penalty[0] = 0.0
    for _ in range(STEPS):
        fitted = logistic(linear(x, weights))
        curvature = fitted * (1 - fitted) + 1e-6
        slope = np.einsum("ij,i->j", x, y - fitted) - penalty * (weights - towards)
        step = np.linalg.solve(weighted_square(x, curvature) + np.diag(penalty), slope)
        largest = float(np.abs(step).max())
        weights = weights + step * min(1.0, 2.0 / max(largest, 1e-9))  # far from the mark, no farther than 2 at once
        if largest < 0.01:
            break
    return weights


def logistic(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probabilities of logits."""
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -FARTHEST, FARTHEST))))


def linear(x: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """`x @ weights`, in one thread and so in one order: the same bits whoever else uses the machine."""
    return np.asarray(np.einsum("ij,j->i", x, weights))


def weighted_square(x: NDArray[np.float64], weight: NDArray[np.float64]) -> NDArray[np.float64]:
    """`x.T @ diag(weight) @ x`, block by block.

    Larger products are shared out to threads, which on a busy machine wait for each other ten times as long as
    one takes for all.
    """
    total = np.zeros((x.shape[1], x.shape[1]))
    for start in range(0, len(x), BLOCK):
        part = x[start : start + BLOCK]
        total += (part * weight[start : start + BLOCK, None]).T @ part
    return total
