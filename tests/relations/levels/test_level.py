"""Levels by hand with plain weights, and what the ones that come with Detente make of plain cases."""

from datetime import date
from math import exp, log
from typing import Any

import pytest

from detente.relations.dyad_months import DyadMonths
from detente.relations.levels.known import Known, LastKnown, TieSaid
from detente.relations.levels.level import LEAST_EVENTS, LevelEstimate, NotEnoughEvidence, level_at, levels_over
from detente.relations.levels.scale import Level
from relations.levels.models import MOVES, model
from relations.measures.dyads import UNKNOWN, dyad

DECEMBER = date(2016, 12, 15)
QUIET = (0, 0, 0, 0)
FLAT = model()


def year(total: tuple[int, ...], **changes: Any) -> DyadMonths:
    return dyad(*[QUIET] * 11, total, **changes)


def estimate(*arguments: Any, **more: Any) -> LevelEstimate:
    made = level_at(*arguments, **more)
    assert isinstance(made, LevelEstimate)
    return made


def test_a_logit_by_hand() -> None:
    """A border, and weights that are 0 but the border's log 3 on the first level: 3 to 1 to 1 to 1 to 1."""
    weighted = model(border=[log(3), 0, 0, 0, 0])
    found = estimate(year((5, 0, 0, 0)), DECEMBER, Known(border=True), model=weighted)
    assert found.probabilities == pytest.approx((3 / 7, 1 / 7, 1 / 7, 1 / 7, 1 / 7))
    assert found.likeliest is Level.SEVERE_RIVALRY
    assert found.peace == pytest.approx((0.25 + 0.5 + 0.75 + 1) / 7)
    moved = {each.given: each.by for each in found.moved}
    assert moved["border"] == pytest.approx(found.peace - 0.5)
    assert moved["events"] == 0
    assert set(moved) == {"events", "volume", "border"}
    assert (found.month, found.window_start) == (date(2016, 12, 1), date(2016, 1, 1))


def test_a_known_level_moves_on_by_its_years() -> None:
    known = LastKnown(Level.LESSER_RIVALRY, date(2015, 12, 31))
    found = estimate(year((5, 0, 0, 0)), DECEMBER, Known(last_known=known), model=FLAT)
    total = sum(MOVES[1])
    assert found.probabilities == pytest.approx([each / total for each in MOVES[1]])
    two_years = estimate(
        year((5, 0, 0, 0)), DECEMBER, Known(last_known=LastKnown(Level.LESSER_RIVALRY, date(2014, 12, 31))), model=FLAT
    )
    # To stay: 0.1 x 0.2 over severe rivalry, 0.8 x 0.8, 0.1 x 0.1 over negative peace, and next to nothing besides.
    assert two_years.probabilities[1] == pytest.approx(0.67, abs=0.002)
    with pytest.raises(ValueError, match="after 2016-12-15"):
        level_at(year((5, 0, 0, 0)), DECEMBER, Known(last_known=LastKnown(Level(2), date(2019, 1, 1))), model=FLAT)


def said(
    article: str, *, friendly: bool = True, start: date = date(2016, 5, 1), end: date = date(2016, 5, 1)
) -> TieSaid:
    return TieSaid(f"{article} {friendly}", article, friendly, start, end)


def test_what_texts_state() -> None:
    """Friendly with 0.2, 0.2, 0.5, 0.8, 0.8: one text gives 2 to 2 to 5 to 8 to 8, four give each of these squared."""
    one = estimate(year((5, 0, 0, 0)), DECEMBER, Known(ties=[said("a"), said("a")]), model=FLAT)
    assert one.probabilities == pytest.approx([each / 25 for each in (2, 2, 5, 8, 8)])
    four = estimate(year((5, 0, 0, 0)), DECEMBER, Known(ties=[said(name) for name in "abcd"]), model=FLAT)
    assert four.probabilities == pytest.approx([each / (4 + 4 + 25 + 64 + 64) for each in (4, 4, 25, 64, 64)])
    assert four.ties == ("a True", "b True", "c True", "d True")
    both = estimate(year((5, 0, 0, 0)), DECEMBER, Known(ties=[said("a"), said("b", friendly=False)]), model=FLAT)
    halves = [(p * (1 - p)) ** (2**0.5 / 2) for p in (0.2, 0.2, 0.5, 0.8, 0.8)]
    assert both.probabilities == pytest.approx([each / sum(halves) for each in halves])


def test_ties_of_other_times_are_left_aside() -> None:
    cold_war = said("a", friendly=False, start=date(1947, 1, 1), end=date(1991, 12, 31))
    later = said("b", start=date(2017, 1, 1), end=date(2017, 1, 1))
    found = estimate(year((5, 0, 0, 0)), DECEMBER, Known(ties=[cold_war, later]), model=FLAT)
    assert found.ties == ()
    assert found.probabilities == pytest.approx([0.2] * 5)


@pytest.mark.parametrize("events", range(LEAST_EVENTS))
def test_too_few_events_are_no_guess(events: int) -> None:
    found = level_at(year((events, 0, 0, 0)), DECEMBER, Known(rivalry=True, ties=[said("a")]))
    assert isinstance(found, NotEnoughEvidence)
    assert found.reason == (
        f"{events} events between IND and PAK from 2016-01-01 to the end of December 2016 (12 of 12 months covered "
        f"whole); {LEAST_EVENTS} are needed"
    )


def test_months_without_coverage_are_no_guess_either() -> None:
    found = level_at(dyad(*[UNKNOWN] * 12), DECEMBER)
    assert isinstance(found, NotEnoughEvidence)
    assert "0 of 12 months covered" in found.reason


def test_every_month_is_answered() -> None:
    known = [Known(), Known(rivalry=True)]
    months = dyad((5, 0, 0, 0), *[QUIET] * 13)
    found = list(levels_over(months, lambda day: known[day.month % 2]))
    assert [type(each) for each in found] == [LevelEstimate] * 12 + [NotEnoughEvidence] * 2
    assert [any(moved.given == "rivalry" for moved in each.moved) for each in found[:3]] == [True, False, True]  # type: ignore[union-attr]


def test_nothing_after_the_month_is_looked_at() -> None:
    now = dyad(*[(3, 1, 1, 0)] * 6)
    later = dyad(*[(3, 1, 1, 0)] * 6, *[(0, 0, 0, 900)] * 6)
    assert level_at(now, date(2016, 6, 1)) == level_at(later, date(2016, 6, 1))


# What the weights that come with Detente make of plain cases; their figures stand in benchmarks/levels.

FRIENDS = Known(ideal_point_distance=0.1, defence_pact=True, border=True, rivalry=False)
RIVALS = Known(ideal_point_distance=2.5, defence_pact=False, border=True, rivalry=True)


def test_fights_between_rivals_and_trade_between_allies() -> None:
    rivals = estimate(year((10, 0, 40, 60)), DECEMBER, RIVALS)
    friends = estimate(year((60, 20, 4, 0)), DECEMBER, FRIENDS)
    assert rivals.probabilities[0] + rivals.probabilities[1] > 0.8
    assert friends.probabilities[0] + friends.probabilities[1] < 0.3
    for found in (rivals, friends):
        assert sum(found.probabilities) == pytest.approx(1)


def test_each_input_moves_the_way_it_should() -> None:
    for conflict, friendly in (((10, 0, 40, 60), False), ((60, 20, 4, 0), True)):
        moved = {
            each.given: each.by for each in estimate(year(conflict), DECEMBER, FRIENDS if friendly else RIVALS).moved
        }
        for given in ("events", "ideal_points", "defence_pact", "rivalry"):
            assert (moved[given] > 0) == friendly, given


def test_more_conflict_is_less_peace() -> None:
    peace = [
        estimate(year((100 - conflict, 0, conflict // 2, conflict - conflict // 2)), DECEMBER).peace
        for conflict in (5, 25, 50, 75)
    ]
    assert peace == sorted(peace, reverse=True)


def test_a_tenth_of_the_articles_is_no_other_level() -> None:
    volume = {name: [share * 1e4] * 12 for name, share in (("first_volume", 0.03), ("second_volume", 0.05))}
    tenth = {name: [each[0] / 10] * 12 for name, each in volume.items()}
    all_of_them = estimate(year((100, 10, 60, 30), month_volume=[1e4] * 12, **volume), DECEMBER)
    a_tenth = estimate(year((10, 1, 6, 3), month_volume=[1e3] * 12, **tenth), DECEMBER)
    assert a_tenth.peace == pytest.approx(all_of_them.peace, abs=0.06)


def test_odds_are_what_the_exponentials_say() -> None:
    weighted = model(constant=[1, 0, 0, 0, 0])
    found = estimate(year((5, 0, 0, 0)), DECEMBER, model=weighted)
    assert found.probabilities[0] == pytest.approx(exp(1) / (exp(1) + 4))
