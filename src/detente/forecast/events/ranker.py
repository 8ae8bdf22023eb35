"""What puts the best candidates in order, once it was taught on queries of the recent past."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from detente.forecast.events.features import NAMES
from detente.forecast.events.net_learning import learned_net, standard
from detente.forecast.events.nets import Nets, net_parts, net_scores, nets_of
from detente.forecast.events.rows import squashed_rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.forecast.events.rows import Rows

_MOST_PARTS: Final = 5


class Ranker:
    """Nets over features; higher is likelier."""

    def __init__(self, nets: Nets) -> None:
        """Hold nets that have learned."""
        self.nets = nets

    @staticmethod
    def taught(rows: Rows, n_kinds: int, *, nets: int, passes: int, seed: int) -> Ranker | None:
        """Teach nets; None where there is nothing to learn from.

        Args:
            rows: Queries of the past.
            n_kinds: Of what can be asked.
            nets: How many.
            passes: Of each over the rows.
            seed: Of the first; the others follow it.
        """
        if not len(rows) or not nets:
            return None
        shift, scale = standard(rows)
        learned = [
            learned_net(rows, n_kinds, shift, scale, passes=passes, seed=[seed, number]) for number in range(nets)
        ]
        return Ranker(nets_of(learned, shift, scale))

    def scores(self, features: NDArray[np.float32], kinds: NDArray[np.int64]) -> NDArray[np.float64]:
        """One score for each row of features as they were measured; `kinds` tells what each row is asked for."""
        return np.asarray(net_scores(self.nets, squashed_rows(features), kinds))

    def parts(self, features: NDArray[np.float32], place: int, kind: int) -> tuple[tuple[str, float], ...]:
        """What the features of one row add to its score beyond that of the mean row, the largest first."""
        rows = squashed_rows(features)
        values = net_parts(self.nets, rows[place], rows.mean(axis=0), kind)
        order = np.argsort(-np.abs(values), kind="stable")[:_MOST_PARTS]
        return tuple((NAMES[i], float(values[i])) for i in order)
