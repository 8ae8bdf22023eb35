"""More news of one of the two, of everything it does, is no shift; more of both kinds between the two alone may be."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from detente.relations.dyad_months import DyadMonths
from detente.relations.shifts.change import Change, Direction
from detente.relations.shifts.shift import Shift
from detente.relations.shifts.union import find_shifts
from detente.relations.shifts.volume_alone import is_volume_alone

MONTHS, CHANGE = 60, 36


def dyad(grown: float, actor_grown: float, *, conflict_grown: float | None = None, seed: int = 0) -> DyadMonths:
    """Three acts of cooperation and two of conflict a month, times `grown` from month CHANGE on; an actor with 200."""
    random = np.random.default_rng(seed)
    later = np.arange(MONTHS) >= CHANGE
    cooperation = random.poisson(3.0 * np.where(later, grown, 1.0)).astype(float)
    conflict = random.poisson(2.0 * np.where(later, conflict_grown or grown, 1.0)).astype(float)
    events = cooperation + conflict
    unknown = np.full(MONTHS, np.nan)
    return DyadMonths(
        first="A",
        second="B",
        directed=False,
        months=np.arange("2010-01", "2015-01", dtype="datetime64[M]"),
        covered=np.ones(MONTHS, dtype=bool),
        quad_counts=np.column_stack([cooperation, 0 * events, conflict, 0 * events]),
        events=events,
        scored_events=unknown,
        goldstein_sum=unknown,
        stories=unknown,
        outlets=unknown,
        first_volume=200.0 * np.where(later, actor_grown, 1.0) + events,
        second_volume=np.full(MONTHS, 50.0) + events,
        month_volume=np.full(MONTHS, 4000.0),
    )


def change() -> Change:
    weights = np.zeros(MONTHS)
    weights[CHANGE] = 1.0
    before, after = (0, CHANGE - 1), (CHANGE, MONTHS - 1)
    return Change("conflict counts", Direction.TOWARDS_CONFLICT, CHANGE, 50.0, before, after, False, weights)


@pytest.mark.parametrize(
    ("grown", "actor_grown", "alone"),
    [(5.0, 5.0, True), (5.0, 1.0, False), (0.2, 0.2, True), (5.0, 0.2, False), (1.0, 5.0, False)],
)
def test_both_kinds_and_the_actor_with_all_others(grown: float, actor_grown: float, *, alone: bool) -> None:
    assert is_volume_alone(dyad(grown, actor_grown), change()) is alone


def test_unknown_volumes_explain_nothing() -> None:
    unknown = np.full(MONTHS, np.nan)
    assert not is_volume_alone(replace(dyad(5.0, 5.0), first_volume=unknown, second_volume=unknown), change())


def shifts_then(months: DyadMonths) -> list[Shift]:
    """Those within two months of CHANGE; noise may give others."""
    return [shift for shift in find_shifts(months) if abs(at(shift) - CHANGE) <= 2]


def at(shift: Shift) -> int:
    return (shift.month.year - 2010) * 12 + shift.month.month - 1


@pytest.mark.parametrize("seed", range(5))
def test_five_times_the_news_of_an_actor_is_no_shift(seed: int) -> None:
    assert not shifts_then(dyad(5.0, 5.0, seed=seed))
    assert shifts_then(dyad(5.0, 1.0, seed=seed))


@pytest.mark.parametrize("seed", range(5))
def test_a_share_that_surely_moved_is_one_all_the_same(seed: int) -> None:
    (shift,) = shifts_then(dyad(2.0, 5.0, conflict_grown=15.0, seed=seed))
    assert shift.direction is Direction.TOWARDS_CONFLICT
