"""How many stories and outlets the events of a month rest on."""

from __future__ import annotations

from typing import Final

import numpy as np

from detente.relations.dyad_months import DyadMonths
from detente.relations.measures.base import NOTHING_BESIDE, Beside, Kind, Measure, MeasuredMonths

_MISSING: Final = (
    "nothing is known of the month, or none of its events names a story or outlet; an event that names none adds none"
)

KINDS: Final = tuple(
    Kind(name, f"different {name} a month", (0.0, np.inf), _MISSING) for name in ("stories", "outlets")
)


def measure_evidence_counts(dyad: DyadMonths, beside: Beside = NOTHING_BESIDE) -> tuple[MeasuredMonths, ...]:
    """Different stories, and different outlets, that tell the events of a month.

    Ten events of one story are one piece of news; 20 events of one outlet are one witness.

    Args:
        dyad: Its months, directed or not.
        beside: Not used.

    Returns:
        Two series, n_months, whole numbers, exact; 0 only in months without events, for no event is told by nobody.
    """
    named = (np.where((dyad.events > 0) & (counts == 0), np.nan, counts) for counts in (dyad.stories, dyad.outlets))
    return tuple(kind.of(dyad, counts) for kind, counts in zip(KINDS, named, strict=True))


MEASURE: Final = Measure(KINDS, measure_evidence_counts)
