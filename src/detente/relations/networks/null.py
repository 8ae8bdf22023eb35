"""The sign-shuffled null: the same edges, their signs dealt out anew, so that only who is tied to whom is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from detente.relations.networks.signed import NetworkError, Signs

INTERVAL: Final = (5.0, 95.0)
"""Percentiles of the drawn figures: the middle 90 %."""


@dataclass(frozen=True, slots=True)
class BesideNull:
    """A figure beside what it is when the network's signs are permuted among its edges.

    Attributes:
        observed: The figure of the network itself.
        mean: Mean over the draws.
        low: 5th percentile of the draws.
        high: 95th percentile.
        z: (observed - mean) / standard deviation of the draws; None where they all are equal.
        p: Two-sided permutation p-value, (1 + draws at least as far out on the nearer side) / (1 + draws), doubled
            and at most 1. Its smallest value follows from the number of draws.
        draws: How many.
    """

    observed: float
    mean: float
    low: float
    high: float
    z: float | None
    p: float
    draws: int


def shuffle_signs(signs: Signs, draws: int, seed: int) -> Iterator[Signs]:
    """The same signs in another order, `draws` times; one seed always gives the same ones."""
    generator = np.random.default_rng(seed)
    for _ in range(draws):
        yield generator.permutation(signs)


def set_beside_null(observed: float, drawn: Sequence[float]) -> BesideNull:
    """A figure beside the same figure of shuffled networks.

    Raises:
        NetworkError: There is no draw.

    Source:
        Phipson & Smyth 2010, Permutation p-values should never be zero, Stat. Appl. Genet. Mol. Biol. 9.

    >>> set_beside_null(4.0, [1.0, 2.0, 3.0]).p
    0.5
    """
    if not len(drawn):
        raise NetworkError("a null needs at least 1 draw, got 0; raise `draws`")
    values = np.asarray(drawn, dtype=float)
    deviation = float(values.std(ddof=1)) if len(values) > 1 else 0.0
    mean = float(values.mean())
    tail = min(int((values <= observed).sum()), int((values >= observed).sum()))
    low, high = (float(bound) for bound in np.percentile(values, INTERVAL))
    return BesideNull(
        observed=float(observed),
        mean=mean,
        low=low,
        high=high,
        # Rounding leaves a trace of deviation between equal shares.
        z=(observed - mean) / deviation if deviation > 1e-12 else None,
        p=min(1.0, 2 * (1 + tail) / (1 + len(values))),
        draws=len(values),
    )
