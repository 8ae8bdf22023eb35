"""How a net learns to rank: the softmax of each right answer among those that are wrong, by AdamW.

Loss of a right answer: cross entropy of it against all wrong candidates of its query (other right answers are left
out, as the ranking's filter does). AdamW: Loshchilov & Hutter 2019, ICLR; the pace falls by a cosine to nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.forecast.events.rows import Rows

_WIDE, _NARROW = 64, 32
_KIND: Final = 8
"""Numbers that tell what is asked."""
_BATCH: Final = 256
"""Queries at a time."""
_PACE: Final = 2e-3
_DECAY: Final = 0.1
_FADES = 0.9, 0.999
_HIDDEN: Final = np.float32(0.05)
"""Share of a query's features that a step does not see (dropout, Srivastava et al. 2014)."""
_TINY: Final = 1e-8
_LEAST_SPREAD: Final = 1e-3
_MEASURED: Final = 4096
"""Queries at a time while features are standardised."""
_NEVER: Final = np.float32(-1e9)


@dataclass(slots=True, eq=False)
class Weights:
    """All that a net learns, float32; features are standardised."""

    kinds: NDArray[np.float32]
    """(n_kinds, _KIND): 0 for what was never asked."""
    first: NDArray[np.float32]
    """(n_features + _KIND, _WIDE)."""
    first_offset: NDArray[np.float32]
    second: NDArray[np.float32]
    """(_WIDE, _NARROW)."""
    second_offset: NDArray[np.float32]
    last: NDArray[np.float32]
    """(_NARROW,): 0 at first, so that a net begins as the weights' own order."""
    through: NDArray[np.float32]
    """(1,): of the first feature."""

    def each(self) -> list[NDArray[np.float32]]:
        """The arrays, in order."""
        return [getattr(self, part.name) for part in fields(self)]


def new_weights(n_kinds: int, n_features: int, rng: np.random.Generator) -> Weights:
    """He's start (He et al. 2015) for the layers, nothing for the rest."""
    inputs = n_features + _KIND
    return Weights(
        np.zeros((n_kinds, _KIND), dtype=np.float32),
        rng.normal(0.0, np.sqrt(2.0 / inputs), (inputs, _WIDE)).astype(np.float32),
        np.zeros(_WIDE, dtype=np.float32),
        rng.normal(0.0, np.sqrt(2.0 / _WIDE), (_WIDE, _NARROW)).astype(np.float32),
        np.zeros(_NARROW, dtype=np.float32),
        np.zeros(_NARROW, dtype=np.float32),
        np.ones(1, dtype=np.float32),
    )


def standard(rows: Rows) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Mean and standard deviation of each feature over all candidates, (n_features,) each."""
    n_features = rows.features.shape[2]
    total, squares, n = np.zeros(n_features), np.zeros(n_features), 0
    for begin in range(0, len(rows), _MEASURED):
        part = rows.features[begin : begin + _MEASURED][rows.real[begin : begin + _MEASURED]].astype(np.float32)
        total += part.sum(axis=0, dtype=np.float64)
        squares += np.square(part).sum(axis=0, dtype=np.float64)
        n += len(part)
    mean = total / n
    spread = np.sqrt(np.maximum(squares / n - mean**2, 0.0))
    return mean.astype(np.float32), (spread + _LEAST_SPREAD).astype(np.float32)


def learned_net(
    rows: Rows, n_kinds: int, shift: NDArray[np.float32], scale: NDArray[np.float32], *, passes: int, seed: list[int]
) -> Weights:
    """Teach one net.

    Args:
        rows: At least one query.
        n_kinds: Of what can be asked.
        shift: Of `standard`.
        scale: Likewise.
        passes: Over all queries.
        seed: Of its beginning and of the order of queries.
    """
    rng = np.random.default_rng(seed)
    net = new_weights(n_kinds, rows.features.shape[2], rng)
    moments = [(np.zeros_like(part), np.zeros_like(part)) for part in net.each()]
    size = min(_BATCH, len(rows))
    n_batches = len(rows) // size
    for number in range(passes * n_batches):
        if number % n_batches == 0:
            order = rng.permutation(len(rows))
        which = order[number % n_batches * size :][:size]
        inputs = rows.features[which].astype(np.float32)
        inputs -= shift
        seen = rng.random((size, 1, inputs.shape[2]), dtype=np.float32) >= _HIDDEN
        inputs *= seen / (scale * (1.0 - _HIDDEN))
        slopes = gradient(net, inputs, rows.kinds[which], rows.real[which], rows.right[which])
        pace = _PACE * 0.5 * (1.0 + np.cos(np.pi * number / (passes * n_batches)))
        _step(net, moments, slopes, pace, number + 1)
    return net


def _step(
    net: Weights,
    moments: list[tuple[NDArray[np.float32], NDArray[np.float32]]],
    slopes: Weights,
    pace: float,
    number: int,
) -> None:
    """AdamW's step."""
    slow, slower = _FADES
    for part, slope, (mean, square) in zip(net.each(), slopes.each(), moments, strict=True):
        mean += (1.0 - slow) * (slope - mean)
        square += (1.0 - slower) * (np.square(slope) - square)
        ahead = mean / (1.0 - slow**number) / (np.sqrt(square / (1.0 - slower**number)) + _TINY)
        part -= np.float32(pace) * (ahead + np.float32(_DECAY) * part)


def forward(
    net: Weights, inputs: NDArray[np.float32], kinds: NDArray[np.int64]
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    """Scores (n, m) of (n, m, n_features) standardised inputs, and both layers (n * m, width) that gave them."""
    n, m, n_features = inputs.shape
    told = net.kinds[kinds] @ net.first[n_features:] + net.first_offset
    hidden: NDArray[np.float32] = inputs.reshape(n * m, n_features) @ net.first[:n_features]
    hidden.reshape(n, m, -1)[...] += told[:, None, :]
    np.maximum(hidden, 0.0, out=hidden)
    narrower: NDArray[np.float32] = hidden @ net.second
    narrower += net.second_offset
    np.maximum(narrower, 0.0, out=narrower)
    scores: NDArray[np.float32] = (narrower @ net.last).reshape(n, m) + net.through * inputs[:, :, 0]
    return scores, hidden, narrower


def losses(scores: NDArray[np.float32], real: NDArray[np.bool_], right: NDArray[np.bool_]) -> NDArray[np.float64]:
    """(n, m): loss of each right answer, 0 elsewhere."""
    wrong = np.where(real & ~right, scores, _NEVER).astype(np.float64)
    top = wrong.max(axis=1, keepdims=True)
    beside = top + np.log(np.exp(wrong - top).sum(axis=1, keepdims=True))
    return np.where(right, np.logaddexp(scores, beside) - scores, 0.0)


def gradient(
    net: Weights,
    inputs: NDArray[np.float32],
    kinds: NDArray[np.int64],
    real: NDArray[np.bool_],
    right: NDArray[np.bool_],
) -> Weights:
    """Slope of the mean loss of all right answers, by every weight.

    Args:
        net: As it is.
        inputs: (n, m, n_features) standardised.
        kinds: (n,).
        real: (n, m).
        right: (n, m).
    """
    n, m, n_features = inputs.shape
    scores, hidden, narrower = forward(net, inputs, kinds)
    by_score = _slopes_of_scores(scores, real, right)
    flat, rows = by_score.reshape(n * m), inputs.reshape(n * m, n_features)
    by_narrower = flat[:, None] * net.last
    by_narrower *= narrower > 0.0
    by_hidden = by_narrower @ net.second.T
    by_hidden *= hidden > 0.0
    by_told = by_hidden.reshape(n, m, -1).sum(axis=1)
    by_kinds = np.zeros_like(net.kinds)
    np.add.at(by_kinds, kinds, by_told @ net.first[n_features:].T)
    return Weights(
        by_kinds,
        np.concatenate([rows.T @ by_hidden, net.kinds[kinds].T @ by_told]),
        by_told.sum(axis=0),
        hidden.T @ by_narrower,
        by_narrower.sum(axis=0),
        narrower.T @ flat,
        np.array([(by_score * inputs[:, :, 0]).sum()], dtype=np.float32),
    )


def _slopes_of_scores(
    scores: NDArray[np.float32], real: NDArray[np.bool_], right: NDArray[np.bool_]
) -> NDArray[np.float32]:
    """(n, m): slope of the mean loss by each score."""
    wrong = np.where(real & ~right, scores, _NEVER)
    top = wrong.max(axis=1, keepdims=True)
    share = np.exp(wrong - top)
    total = share.sum(axis=1, keepdims=True)
    share /= total
    beside = top + np.log(total)
    missed = np.where(right, 1.0 / (1.0 + np.exp(np.clip(scores - beside, -80.0, 80.0))), 0.0)
    slopes = share * missed.sum(axis=1, keepdims=True) - missed
    return np.asarray(np.where(real, slopes, 0.0) / max(int(right.sum()), 1), dtype=np.float32)
