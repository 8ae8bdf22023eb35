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
        kept: Candidates of a query that the nets put in order.
        shown: The best of them that the nets are taught: those behind teach little and fill memory.
        taught: Queries that the nets are taught: the latest of the past.
        views: From how many distances each of them is seen, where many steps are asked from one state.
        nets: How many; their scores are averaged.
        passes: Of each net over what it is taught.
        warm_up: Share of `taught` before them from which candidates are also sought by vector, so that their weights
            are learned.
        block: Steps that are forecast from one state: 1 single-step, the length of the test part multi-step.
        day_queries_known: Use what else is asked of the same day, which the protocol forbids; for comparison only.
        seed: Of everything drawn.
        threads: To use.
    """

    kept: int = 48
    shown: int = 32
    taught: int = 80_000
    views: int = 1
    nets: int = 3
    passes: int = 5
    warm_up: float = 0.25
    block: int = 1
    day_queries_known: bool = False
    seed: int = 0
    threads: int = 2


SINGLE_STEP: Final = Settings()
"""What was best where each step is learned before the next one is asked."""

MULTI_STEP: Final = Settings(kept=96, shown=24, taught=65_000, views=2, nets=2, passes=4)
"""What was best where many steps are asked from one state: each past step is seen from two distances."""
