"""Every detector keeps the contract: name, paper, finds what is planted, nothing in a steady or an empty dyad."""

from __future__ import annotations

import numpy as np
import pytest

from detente.relations.shifts.change import Detector, Direction
from detente.relations.shifts.registry import DETECTORS, LIVE
from relations.shifts_series import drawn, dyad

BEFORE, AFTER = 40, 3
"""So few months after the change that the live detectors have it in sight."""


def test_names_differ() -> None:
    assert len({detector.name for detector in DETECTORS}) == len(DETECTORS)


@pytest.mark.parametrize("detector", DETECTORS, ids=lambda detector: detector.name)
def test_contract(detector: Detector) -> None:
    assert detector.paper
    quiet = dyad(drawn(3, BEFORE + AFTER, 1), drawn(9, BEFORE + AFTER, 2))
    assert detector.changes(quiet, 12.0) == ()
    rising = "cooperation" in detector.name
    conflict = np.r_[np.full(BEFORE, 3.0), np.full(AFTER, 3.0 if rising else 30.0)]
    cooperation = np.r_[np.full(BEFORE, 9.0), np.full(AFTER, 60.0 if rising else 9.0)]
    moved = dyad(conflict, cooperation)
    (change,) = detector.changes(moved, 4.0)
    assert change.first == BEFORE
    assert change.detector == detector.name
    assert change.direction == (Direction.TOWARDS_COOPERATION if rising else Direction.TOWARDS_CONFLICT)
    assert change.before[1] == BEFORE - 1
    assert change.after == (BEFORE, BEFORE + AFTER - 1)
    assert change.gain > 4.0
    assert change.weights.sum() == pytest.approx(1)
    assert int(change.weights.argmax()) == BEFORE
    assert detector.changes(moved, change.gain + 1) == ()


@pytest.mark.parametrize("detector", DETECTORS, ids=lambda detector: detector.name)
def test_no_months_no_events_no_known_months(detector: Detector) -> None:
    for empty in (dyad([], []), dyad(np.zeros(30), np.zeros(30)), dyad(np.full(30, np.nan), np.full(30, np.nan))):
        assert detector.changes(empty, 0.5) == ()


@pytest.mark.parametrize("detector", DETECTORS, ids=lambda detector: detector.name)
def test_unknown_months_are_no_zeros(detector: Detector) -> None:
    gap = np.r_[np.full(30, 1.0), np.full(12, np.nan), np.full(30, 1.0)]
    assert detector.changes(dyad(4 * gap, 9 * gap), 1.0) == ()


@pytest.mark.parametrize("detector", LIVE, ids=lambda detector: detector.name)
def test_the_live_edge_sees_no_old_change(detector: Detector) -> None:
    long_ago = dyad(np.r_[np.full(30, 2.0), np.full(30, 20.0)], np.full(60, 20.0))
    assert detector.changes(long_ago, 2.0) == ()
