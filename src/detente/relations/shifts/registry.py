"""Every detector of shifts: add one by one file and one line here."""

from __future__ import annotations

from typing import Final

from detente.relations.shifts.change import Detector
from detente.relations.shifts.negative_binomial import NegativeBinomialCounts
from detente.relations.shifts.online import Online
from detente.relations.shifts.quasi_binomial import QuasiBinomialShare

RETROSPECTIVE: Final[tuple[Detector, ...]] = (
    QuasiBinomialShare(),
    NegativeBinomialCounts("conflict"),
    NegativeBinomialCounts("cooperation"),
)
"""What `find_shifts` unites: they see all months, those after a change too."""

LIVE: Final[tuple[Detector, ...]] = (Online("share"), Online("conflict"), Online("cooperation"))
"""What looks at the last months only."""

DETECTORS: Final = (*RETROSPECTIVE, *LIVE)
