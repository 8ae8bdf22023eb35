"""What rankers learn from: measured candidates of past queries, with the right ones told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from detente.forecast.events.features import N_FEATURES
from detente.forecast.events.hashing import EMPTY

if TYPE_CHECKING:
    from numpy.typing import NDArray


def squashed_rows(features: NDArray[np.float32]) -> NDArray[np.float32]:
    """The signed logarithm of one more: lags, counts and sums of weights alike become numbers of a few units."""
    rows = np.abs(features)
    np.log1p(rows, out=rows)
    return np.copysign(rows, features, out=rows)


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Queries of the past that have a right answer among their candidates.

    Attributes:
        kinds: (n_queries,): what was asked, type or type + n_types.
        features: (n_queries, n_candidates, N_FEATURES) float16, squashed: they take most of the memory of a fit.
        real: (n_queries, n_candidates): where there is a candidate; the rest of the row is 0.
        right: (n_queries, n_candidates): which of them are right answers.
    """

    kinds: NDArray[np.int64]
    features: NDArray[np.float16]
    real: NDArray[np.bool_]
    right: NDArray[np.bool_]

    def __len__(self) -> int:
        """How many queries."""
        return len(self.kinds)


@dataclass(slots=True)
class RowsGathered:
    """Rows that come in parts."""

    parts: list[Rows] = field(default_factory=list)

    def add(
        self,
        kinds: NDArray[np.int64],
        actors: NDArray[np.int32],
        features: NDArray[np.float32],
        right: NDArray[np.bool_],
    ) -> None:
        """Add queries; those without a right answer among their candidates teach no order and are left out.

        No right answer is added from beyond the candidates: it would be known by its rank.

        Args:
            kinds: (n,).
            actors: (n, n_candidates), EMPTY where there is none.
            features: (n, n_candidates, N_FEATURES) as they were measured.
            right: (n, n_candidates).
        """
        real = np.asarray(actors != EMPTY)
        right = right & real
        taught = right.any(axis=1)
        rows = squashed_rows(features[taught])
        rows[~real[taught]] = 0.0
        self.parts.append(Rows(kinds[taught], rows.astype(np.float16), real[taught], right[taught]))

    def joined(self) -> Rows:
        """The parts as one, each given up once it is copied: they are too large to be held twice."""
        n, wide = sum(map(len, self.parts)), max((part.real.shape[1] for part in self.parts), default=0)
        whole = Rows(
            np.empty(n, dtype=np.int64),
            np.zeros((n, wide, N_FEATURES), dtype=np.float16),
            np.zeros((n, wide), dtype=np.bool_),
            np.zeros((n, wide), dtype=np.bool_),
        )
        end = n
        while self.parts:
            part = self.parts.pop()
            begin, width = end - len(part), part.real.shape[1]
            whole.kinds[begin:end] = part.kinds
            whole.features[begin:end, :width] = part.features
            whole.real[begin:end, :width] = part.real
            whole.right[begin:end, :width] = part.right
            end = begin
        return whole
