from __future__ import annotations

import pytest

from detente.relations.networks.opponents import (
    Basis,
    ConflictCount,
    oppositions_by_events,
    oppositions_by_ties,
    shared_opponents,
)
from relations.networks.networks import network


def test_ties_and_events_together() -> None:
    ties = oppositions_by_ties(network("AX- BX- AY- BY+ AB-"))
    events = oppositions_by_events([ConflictCount("B", "Y", 9, 10, ("e1",)), ConflictCount("B", "Z", 9, 10)])
    found = shared_opponents([*ties, *events], "A", "B")
    assert [one.actor for one in found] == ["X", "Y"]  # B itself is none, Z is opposed by B alone
    assert [one.evidence for one in found[0].by_a] == [("AX",)]
    assert [(one.basis, one.evidence) for one in found[1].by_b] == [(Basis.EVENTS, ("e1",))]


def test_probability_by_hand() -> None:
    # Beta(1 + 5, 1 + 0): P(share <= 1/2) = (1/2)^6.
    (found,) = oppositions_by_events([ConflictCount("A", "B", 5, 5)])
    assert found.probability == pytest.approx(1 - 1 / 64)


@pytest.mark.parametrize(("conflict", "events"), [(3, 3), (0, 0), (50, 100), (0, 9)])
def test_too_little_for_an_opposition(conflict: int, events: int) -> None:
    assert oppositions_by_events([ConflictCount("A", "B", conflict, events)]) == ()
