"""What can be set of the forecaster, the same for every data set.

Chosen on the train and valid parts of ICEWS14 and ICEWS18-dev.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Settings:
    """The forecaster's settings.

    Attributes:
        kept: Candidates of a query that the trees put in order.
        shown: The best of them that the trees are grown on: those behind teach little and fill memory.
        taught: Queries that the trees are grown on: the latest of the past.
        views: From how many distances each of them is seen, where many steps are asked from one state.
        trees: How many.
        rate: By which each tree adds to those before it.
        warm_up: Share of `taught` before them from which candidates are also sought by vector, so that their weights
            are learned.
        block: Steps that are forecast from one state: 1 single-step, the length of the test part multi-step.
        day_queries_known: Use what else is asked of the same day, which the protocol forbids; for comparison only.
        seed: Of everything drawn.
        threads: To use.
    """

    kept: int = 64
    shown: int = 32
    taught: int = 45_000
    views: int = 1
    trees: int = 200
    rate: float = 0.05
    warm_up: float = 0.25
    block: int = 1
    day_queries_known: bool = False
    seed: int = 0
    threads: int = 2


SINGLE_STEP: Final = Settings()
"""What was best where each step is learned before the next one is asked."""

MULTI_STEP: Final = Settings(kept=32, shown=24, views=2, trees=100, rate=0.08)
"""What was best where many steps are asked from one state: each past step is seen from two distances."""
