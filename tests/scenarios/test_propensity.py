import pytest

from detente.scenarios.propensity import KnownOfPair, propensity
from detente.scenarios.scenario import Number, Origin


def told(known: KnownOfPair) -> Number:
    found = propensity(known, field="ties.A & B", world="w")
    assert found is not None
    return found


def test_the_terms_add_up_as_documented() -> None:
    # L = 0.25: 4*0.25-2 = -1; 1 of 4 agree: 0.25*(1-3)/4 = -0.125; border between two not at peace: -0.25;
    # past: 0.25*(2-0)/2 = 0.25
    found = told(KnownOfPair(level=(0, 1, 0, 0, 0), agree=1, differ=3, border=True, past_friends=2, evidence=("a:1",)))
    assert found.value == pytest.approx(-1.125)
    assert (found.low, found.high) == (found.value, found.value)  # a level that is sure has no spread
    assert found.origin is Origin.WORLD
    assert "level 0.25 of 1 (-1.00)" in found.why
    assert found.evidence == ("a:1",)


def test_a_border_does_not_count_where_the_two_are_at_peace_and_the_ends_are_kept() -> None:
    assert told(KnownOfPair(level=(0, 0, 0, 0, 1), border=True, agree=4)).value == 2
    assert told(KnownOfPair(level=(1, 0, 0, 0, 0), border=True)).value == -2


def test_the_range_is_one_standard_deviation_of_the_level() -> None:
    found = told(KnownOfPair(level=(0, 0, 0.5, 0.5, 0)))  # mean 0.625, deviation 0.125
    assert (found.value, found.low, found.high) == pytest.approx((0.5, 0.0, 1.0))


def test_without_a_level_stated_ties_stand_for_it_and_without_anything_there_is_none() -> None:
    assert told(KnownOfPair(friends=3, foes=1)).value == pytest.approx(0.5)
    assert propensity(KnownOfPair(border=True, past_foes=2), field="f", world="w") is None
