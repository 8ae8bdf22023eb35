"""The numbers that a forecast is made from, for one target and horizon; and the dyad's own rate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from detente.forecast.dyads.pass_over import FADES, OF_ACTORS, Standing
from detente.forecast.dyads.targets import HORIZONS, QUADS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

QUIET: Final = 0.05
"""Added to fading counts before their logarithm is taken: an event of four half-lives ago is about as much as this."""

NAMES: Final = (
    "share of such stretches with one, seen alone",
    "share of such stretches with one, seen beside others",
    *(f"events of the kind, half-life {fade:g} months" for fade in FADES),
    *(f"{who} actor's events of the kind, half-life {FADES[at]:g}" for at in OF_ACTORS for who in ("busier", "other")),
    "time since the last of the kind",
    *(f"{who} actor's events, half-life {FADES[at]:g}" for at in OF_ACTORS for who in ("busier", "other")),
    "time since the last of any kind",
    *(f"{quad}, half-life 12" for quad in QUADS),
    "all events, half-life 3",
    "all events, half-life 48",
    "time since the first event",
    "Goldstein scores, half-life 3",
)
"""What each column of `Columns.of` is."""

OWN_RATE: Final = 1
"""The column that a model which learned nothing would go by."""


class Columns:
    """The numbers of dyads at some months, for any target and horizon; what targets share is made once."""

    def __init__(self, standing: Standing) -> None:
        self.standing = standing
        n = len(standing.rows)
        ends = standing.actors.transpose(1, 0, 2, 3)  # half-life, busier or other, row, target
        every = standing.fades[:, :, : len(QUADS)]
        self._fades = np.log(standing.fades + QUIET)
        self._ends = np.log(ends + QUIET).reshape(-1, n, ends.shape[-1])
        self._shared = np.stack(
            [
                *np.log(ends[..., : len(QUADS)].sum(axis=3) + QUIET).reshape(-1, n),
                1 / (1 + standing.since[:, : len(QUADS)].min(axis=1)),
                *self._fades[2, :, : len(QUADS)].T,
                np.log(every[1].sum(axis=1) + QUIET),
                np.log(every[3].sum(axis=1) + QUIET),
                np.log1p(standing.age),
                np.clip(standing.score, -50, 50) / 10,
            ],
            axis=1,
        )

    def of(self, target: int, horizon: int, rows: NDArray[np.int64] | slice = slice(None)) -> Floats:
        """(n_rows, n_columns) numbers, as NAMES lists them, for a target and a place in HORIZONS, of some rows."""
        standing = self.standing
        own = [
            _logit(own_rate(standing, target, horizon, 1.0)[rows]),
            _logit(own_rate(standing, target, horizon, 4.0)[rows]),
            *self._fades[:, rows, target],
            *self._ends[:, rows, target],
            1 / (1 + standing.since[rows, target]),
        ]
        return np.concatenate([np.stack(own, axis=1), self._shared[rows]], axis=1)

    def rates(self, target: int, horizon: int) -> Floats:
        """(n_rows, 5): what the dyad's past of several lengths would make in the horizon, and a constant."""
        months = np.array([fade / np.log(2) for fade in FADES])
        seen = self.standing.age + 1
        span = np.minimum(months[:, None], seen)  # a past shorter than the half-life is all there is to divide by
        rates = self.standing.fades[:, :, target] / span * HORIZONS[horizon]
        return np.concatenate([rates.T, np.ones((len(seen), 1))], axis=1)


def own_rate(standing: Standing, target: int, horizon: int, weight: float = 1.0) -> Floats:
    """(n_rows,) the share of a dyad's own stretches with an event, held to the mean of all by `weight` stretches."""
    share = standing.windows[horizon, :, target] + weight * standing.shares[horizon, :, target]
    return np.asarray(share / (standing.n_windows[horizon] + weight))


def _logit(share: Floats) -> Floats:
    clipped = np.clip(share, 1e-4, 1 - 1e-4)
    return np.asarray(np.log(clipped / (1 - clipped)))
