"""What is learned: a weight for each clue, and vectors. Histories that are looked at from several moments share it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.forecast.events.vectors import new_vectors, target_rows
from detente.forecast.events.weights import new_weights

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.forecast.events.groups import Groups


class Learned:
    """Weights, vectors, and how often each actor was a target so far; changed in place by those who learn."""

    def __init__(self, groups: Groups, n_kinds: int, seed: int) -> None:
        """Know nothing yet."""
        self.weights = new_weights()
        self.vectors = new_vectors(n_kinds, groups, seed)
        self.seen = np.zeros(len(groups.group), dtype=np.int64)
        self._targets: tuple[NDArray[np.float32], NDArray[np.float32]] | None = None

    @property
    def targets(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """All actors' vectors as targets, (n_actors, DIM + 1), and the same transposed; made again once changed."""
        if self._targets is None:
            rows = target_rows(self.vectors)
            self._targets = rows, np.ascontiguousarray(rows.T)
        return self._targets

    def changed(self) -> None:
        """To be called by who has changed the vectors."""
        self._targets = None
