"""How many events of each quad class a month has."""

from __future__ import annotations

from typing import Final

import numpy as np

from detente.ontology.quad_class import QuadClass
from detente.relations.dyad_months import DyadMonths
from detente.relations.measures.base import NOTHING_BESIDE, Beside, Kind, Measure, MeasuredMonths

KINDS: Final = tuple(
    Kind(
        name=quad.name.lower(),
        unit="events a month",
        bounds=(0.0, np.inf),
        missing="the feeds did not cover the month whole and no event was found; 0 is a covered month without one",
    )
    for quad in QuadClass
)


def measure_quad_counts(dyad: DyadMonths, beside: Beside = NOTHING_BESIDE) -> tuple[MeasuredMonths, ...]:
    """The four quad-class counts of a dyad.

    Args:
        dyad: Its months, directed or not.
        beside: Not used.

    Returns:
        Verbal cooperation, material cooperation, verbal conflict, material conflict; n_months each, in events,
        0 or more, exact.

    Source:
        PLOVER codebook of 4 February 2024, chapter 3.
    """
    return tuple(kind.of(dyad, dyad.quad_counts[:, number]) for number, kind in enumerate(KINDS))


MEASURE: Final = Measure(KINDS, measure_quad_counts)
