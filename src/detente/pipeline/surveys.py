"""Looking over all dyads of a large world in several processes."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Final

from detente.errors import DetenteError
from detente.relations.dyad_months import DyadMonths
from detente.relations.shifts.union import ShiftSurvey, rank_shifts, survey_shifts

PARALLEL_FROM: Final = 2000
"""Dyads; below so many, starting processes costs more than it saves."""

CHUNK: Final = 500
"""Dyads handed to a process at a time."""


def survey(dyads: Sequence[DyadMonths], jobs: int | None = 1) -> ShiftSurvey:
    """`survey_shifts` in `jobs` processes; None takes all processors where there are many dyads.

    Raises:
        DetenteError: A process ended before its time.
    """
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    workers = jobs or (usable if len(dyads) >= PARALLEL_FROM else 1)
    if workers == 1:
        return survey_shifts(dyads)
    chunks = [dyads[start : start + CHUNK] for start in range(0, len(dyads), CHUNK)]
    try:
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            parts = list(pool.map(survey_shifts, chunks))
    except BrokenProcessPool as error:
        raise DetenteError(
            "A process ended before its time: killed for want of memory, or, in a script of yours, not able to start "
            'because the script lacks `if __name__ == "__main__":`. Use one process (jobs=1).'
        ) from error
    skipped: Counter[str] = Counter()
    for part in parts:
        skipped.update(part.skipped)
    return ShiftSurvey(
        rank_shifts(shift for part in parts for shift in part.shifts),
        sum(part.searched for part in parts),
        dict(skipped),
    )
