"""Small nets that put the best candidates in order: two hidden layers over a candidate's features and what is asked.

A few nets, each begun and taught in an order of its own, agree on more than each of them knows: their scores are
averaged. They are scored row by row in a fixed order of additions, so that a score depends on nothing but its row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numba import njit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from detente.forecast.events.net_learning import Weights

_STRETCHES: Final = 32
"""Steps of the way from one row to another on which what a feature adds is summed."""


class Nets(NamedTuple):
    """Several nets of one shape, ready to score squashed rows."""

    offset: NDArray[np.float32]
    """(n_nets, n_kinds, H1): what enters the first layer before any feature does."""
    first: NDArray[np.float32]
    """(n_nets, N_FEATURES, H1)."""
    second: NDArray[np.float32]
    """(n_nets, H1, H2)."""
    second_offset: NDArray[np.float32]
    """(n_nets, H2)."""
    last: NDArray[np.float32]
    """(n_nets, H2)."""
    through: NDArray[np.float32]
    """(n_nets,): by which the first feature, the weights' own score, enters a score beside the layers."""


def nets_of(learned: Sequence[Weights], shift: NDArray[np.float32], scale: NDArray[np.float32]) -> Nets:
    """Fold standardisation, what is asked and biases into one offset of the first layer for each kind.

    Args:
        learned: Of each net.
        shift: (N_FEATURES,): mean of each squashed feature.
        scale: (N_FEATURES,): its standard deviation.
    """
    n = len(shift)
    first = [each.first[:n] / scale[:, None] for each in learned]
    offset = [
        each.kinds @ each.first[n:] + each.first_offset - shift @ part
        for each, part in zip(learned, first, strict=True)
    ]
    return Nets(
        np.stack(offset).astype(np.float32),
        np.stack(first).astype(np.float32),
        np.stack([each.second for each in learned]),
        np.stack([each.second_offset for each in learned]),
        np.stack([each.last for each in learned]),
        np.stack([each.through / scale[0] for each in learned]).astype(np.float32).reshape(len(learned)),
    )


@njit(cache=True, nogil=True)
def net_scores(nets, rows, kinds):
    """One float64 a row: the nets' mean score. Rows are squashed; `kinds` has one kind a row."""
    n_nets, n_features, wide = nets.first.shape
    narrow = nets.second.shape[2]
    scores = np.zeros(len(rows), dtype=np.float64)
    hidden, narrower = np.empty(wide, dtype=np.float32), np.empty(narrow, dtype=np.float32)
    for i in range(len(rows)):
        for net in range(n_nets):
            hidden[:] = nets.offset[net, kinds[i]]
            for feature in range(n_features):
                value = rows[i, feature]
                if value != 0.0:
                    for j in range(wide):
                        hidden[j] += value * nets.first[net, feature, j]
            narrower[:] = nets.second_offset[net]
            for j in range(wide):
                value = hidden[j]
                if value > 0.0:
                    for k in range(narrow):
                        narrower[k] += value * nets.second[net, j, k]
            score = nets.through[net] * rows[i, 0]
            for k in range(narrow):
                if narrower[k] > 0.0:
                    score += narrower[k] * nets.last[net, k]
            scores[i] += score
        scores[i] /= n_nets
    return scores


def net_parts(nets: Nets, row: NDArray[np.float32], beside: NDArray[np.float32], kind: int) -> NDArray[np.float64]:
    """What each feature adds to a row's score beyond that of another row: integrated gradients.

    Sundararajan, Taly & Yan 2017, ICML. The parts sum to the difference of the two scores, up to the rounding of an
    integral over a broken line.

    Args:
        nets: That score.
        row: (N_FEATURES,) squashed.
        beside: (N_FEATURES,) squashed: what it is held against, such as the mean of a query's candidates.
        kind: Asked of both.

    Returns:
        (N_FEATURES,).
    """
    way = (np.arange(_STRETCHES) + 0.5) / _STRETCHES
    rows = beside + way[:, None] * (row - beside)
    slopes = np.zeros((_STRETCHES, len(row)))
    for net in range(len(nets.first)):
        hidden = nets.offset[net, kind] + rows @ nets.first[net]
        narrower = nets.second_offset[net] + np.maximum(hidden, 0.0) @ nets.second[net]
        back = ((narrower > 0.0) * nets.last[net]) @ nets.second[net].T * (hidden > 0.0)
        slopes += back @ nets.first[net].T
        slopes[:, 0] += nets.through[net]
    return np.asarray((row - beside) * slopes.mean(axis=0) / len(nets.first), dtype=np.float64)
