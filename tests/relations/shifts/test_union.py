"""Shifts of a dyad: what they carry, and what is none."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from detente.relations.shifts.change import Direction
from detente.relations.shifts.known_months import too_little
from detente.relations.shifts.shift import Shift
from detente.relations.shifts.union import ShiftSettings, find_shifts, live_shifts, survey_shifts
from relations.shifts_series import drawn, dyad

STRICT = ShiftSettings(false_alarms=0.2)


def rupture() -> np.ndarray:
    counts: np.ndarray = np.r_[drawn(2, 48, 1), drawn(14, 48, 2)]
    return counts


def test_a_rupture_with_all_it_carries() -> None:
    (shift,) = find_shifts(dyad(rupture(), drawn(10, 96, 3)), STRICT)
    assert shift.actors == ("IND", "PAK")
    assert shift.month == date(2004, 1, 1)
    assert shift.earliest <= shift.month <= shift.latest
    assert (shift.latest - shift.earliest).days < 100
    assert shift.direction is Direction.TOWARDS_CONFLICT
    assert shift.probability > 0.99
    assert shift.false_alarms < 0.2
    assert set(shift.detectors) == {"conflict share", "conflict counts"}
    assert shift.until is None
    assert (shift.before.first, shift.before.last, shift.after.first, shift.after.last) == (0, 47, 48, 95)
    assert (shift.after.start, shift.after.end) == (date(2004, 1, 1), date(2007, 12, 1))
    assert shift.before.conflict_rate.low < 2 < shift.before.conflict_rate.high
    assert shift.after.conflict_rate.low < 14 < shift.after.conflict_rate.high
    assert shift.before.conflict_share
    assert shift.after.conflict_share
    assert shift.before.conflict_share.high < shift.after.conflict_share.low


def test_signs_swapped_give_the_opposite_shift() -> None:
    (worse,) = find_shifts(dyad(rupture(), drawn(10, 96, 3)), STRICT)
    (better,) = find_shifts(dyad(drawn(10, 96, 3), rupture()), STRICT)
    assert better.month == worse.month
    assert better.direction is Direction.TOWARDS_COOPERATION


def test_a_crisis_says_when_it_ended() -> None:
    conflict = np.r_[drawn(2, 40, 1), drawn(25, 8, 2), drawn(2, 48, 4)]
    (shift,) = find_shifts(dyad(conflict, drawn(10, 96, 3)), STRICT)
    assert (shift.month, shift.until) == (date(2003, 5, 1), date(2004, 1, 1))


def test_a_pure_change_of_volume_is_no_shift() -> None:
    """Five times as many events of everybody, with no noise at all."""
    more = np.repeat([1.0, 5.0], 60)
    assert find_shifts(dyad(3 * more, 8 * more, 1000 * more), ShiftSettings(3.0)) == ()


@pytest.mark.parametrize("mean", [1.0, 10.0, 100.0])
@pytest.mark.parametrize("copied", [False, True], ids=["five times as many", "the same five times over"])
def test_noise_around_a_pure_change_of_volume_is_no_shift(mean: float, copied: bool) -> None:
    """Months that vary more than Poisson's; in 20 dyads hardly anything is told, at the change or elsewhere."""
    more = np.repeat([1.0, 5.0], 60)
    told: list[Shift] = []
    for seed in range(20):
        generator = np.random.default_rng(seed)
        mood = generator.gamma(6.0, 1 / 6.0, (2, 120)) * mean
        conflict, cooperation = generator.poisson(mood) * more if copied else generator.poisson(mood * more)
        told += find_shifts(dyad(conflict, cooperation, 1000 * more), STRICT)
    assert sum(abs(shift.month.year * 12 + shift.month.month - 1 - 2005 * 12) <= 3 for shift in told) <= 1
    assert len(told) <= 10  # in 200 years


def test_a_shift_is_found_through_a_change_of_volume() -> None:
    more = np.repeat([1.0, 5.0], 60)
    generator = np.random.default_rng(1)
    moved = np.r_[np.ones(90), np.full(30, 5.0)]
    (shift,) = find_shifts(dyad(generator.poisson(3 * more * moved), generator.poisson(8 * more), 1000 * more), STRICT)
    assert shift.month == date(2007, 7, 1)


@pytest.mark.parametrize("factor", [7.0, 0.125])
def test_the_unit_of_volume_does_not_matter(factor: float) -> None:
    conflict, cooperation = rupture(), drawn(10, 96, 3)
    assert find_shifts(dyad(conflict, cooperation, 800.0)) == find_shifts(dyad(conflict, cooperation, 800.0 * factor))


def test_months_that_are_not_known_change_no_date() -> None:
    conflict, cooperation = rupture(), drawn(10, 96, 3)
    conflict[20:26] = np.nan
    (shift,) = find_shifts(dyad(conflict, cooperation), STRICT)
    assert shift.month == date(2004, 1, 1)
    assert (shift.before.first, shift.before.last, shift.before.known_months) == (0, 47, 42)


def test_nothing_is_told_of_a_dyad_with_too_little() -> None:
    few = dyad(np.r_[np.zeros(30), np.ones(9), np.zeros(30)], np.zeros(69))
    assert too_little(few) == "fewer than 10 events"
    assert find_shifts(few, ShiftSettings(3.0)) == ()
    assert too_little(dyad(np.full(11, 5.0), np.zeros(11))) == "fewer than 12 known months"
    assert too_little(dyad(np.full(12, 5.0), np.zeros(12))) is None


def test_a_survey_ranks_and_counts_what_it_skipped() -> None:
    strong = dyad(rupture() * 2, drawn(10, 96, 3), actors=("RUS", "UKR"))
    weak = dyad(np.r_[drawn(2, 48, 1), drawn(8, 48, 2)], drawn(10, 96, 3), actors=("BRA", "CHL"))
    survey = survey_shifts([weak, dyad(np.ones(5), np.ones(5)), strong], STRICT)
    assert [shift.actors for shift in survey.shifts] == [("RUS", "UKR"), ("BRA", "CHL")]
    assert survey.searched == 2
    assert survey.skipped == {"fewer than 12 known months": 1}


def test_fewer_false_alarms_asked_give_fewer_shifts() -> None:
    noisy = [dyad(drawn(1, 240, seed) * drawn(2, 240, 99 + seed), drawn(4, 240, 500 + seed)) for seed in range(12)]
    numbers = [len(survey_shifts(noisy, ShiftSettings(rate)).shifts) for rate in (0.05, 0.5, 2.0)]
    assert numbers == sorted(numbers)
    assert numbers[0] < numbers[-1]


def test_the_live_edge() -> None:
    conflict = np.r_[drawn(3, 60, 1), 30.0, 28.0]
    (shift,) = live_shifts(dyad(conflict, drawn(10, 62, 3)))
    assert (shift.month, shift.direction) == (date(2005, 1, 1), Direction.TOWARDS_CONFLICT)
    assert live_shifts(dyad(drawn(3, 62, 1), drawn(10, 62, 3))) == ()


def test_later_months_cannot_change_what_was_known() -> None:
    conflict, cooperation = rupture(), drawn(10, 96, 3)
    early = dyad(conflict, cooperation).up_to(date(2004, 7, 1))
    assert find_shifts(early) == find_shifts(dyad(conflict[:54], cooperation[:54]))


def test_talks_about_a_crisis_do_not_hide_it() -> None:
    """Both kinds multiply, cooperation by more events; but of what happens, twice as much is conflict as before."""
    conflict = np.r_[drawn(4, 60, 1), drawn(40, 36, 2)]
    cooperation = np.r_[drawn(20, 60, 3), drawn(80, 36, 4)]
    shift = max(find_shifts(dyad(conflict, cooperation), STRICT), key=lambda each: each.strength)
    assert (shift.month, shift.direction) == (date(2005, 1, 1), Direction.TOWARDS_CONFLICT)


def test_more_of_both_in_the_same_shares_goes_the_way_of_the_louder() -> None:
    conflict = np.r_[drawn(4, 60, 1), drawn(16, 36, 2)]
    cooperation = np.r_[drawn(20, 60, 3), drawn(80, 36, 4)]
    (shift,) = find_shifts(dyad(conflict, cooperation), STRICT)
    assert (shift.month, shift.direction) == (date(2005, 1, 1), Direction.TOWARDS_COOPERATION)
