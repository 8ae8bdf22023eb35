"""The numbers of a window, by hand, and what a change of volume does to them."""

from dataclasses import replace
from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.relations.levels.evidence import PRIOR_EVENTS, USUAL_CONFLICT, features, window_counts
from detente.relations.levels.known import NOTHING_KNOWN, Known
from relations.measures.dyads import UNKNOWN, dyad

JUNE = np.datetime64("2017-06")


def test_the_window_is_the_year_that_ends_with_the_month() -> None:
    months = dyad(*[(100, 0, 0, 0)] * 6, *[(1, 0, 2, 0)] * 12, *[(0, 100, 0, 0)] * 3)  # from January 2016
    counts = window_counts(months, JUNE)
    assert counts.quads == (12, 0, 24, 0)
    assert (counts.events, counts.covered, counts.volume) == (36, 12, 12000)
    assert (counts.smaller, counts.larger) == (3 * 36, 4 * 36)


def test_unknown_months_are_not_counted_as_covered() -> None:
    counts = window_counts(dyad((1, 0, 0, 0), UNKNOWN, (1, 0, 0, 0), start="2017-04"), JUNE)
    assert (counts.coded, counts.covered, counts.months) == (2, 2, 12)


def test_directed_and_foreign_months_are_refused() -> None:
    with pytest.raises(ValueError, match="no direction"):
        window_counts(dyad((1, 0, 0, 0), directed=True), np.datetime64("2016-01"))
    with pytest.raises(ValueError, match="none of the months"):
        window_counts(dyad((1, 0, 0, 0)), JUNE)
    with pytest.raises(ValueError, match="none of the months"):
        window_counts(dyad((1, 0, 0, 0)), np.datetime64("2015-12"))


def test_odds_by_hand() -> None:
    counts = window_counts(dyad((6, 1, 2, 1)), np.datetime64("2016-01"))
    (odds,) = features(counts, NOTHING_KNOWN)["events"] or ()
    beforehand = PRIOR_EVENTS * USUAL_CONFLICT
    expected = log((3 + beforehand) / (7 + PRIOR_EVENTS - beforehand)) - log(USUAL_CONFLICT / (1 - USUAL_CONFLICT))
    assert odds == pytest.approx(expected)


def test_no_event_is_as_usual_and_volume_needs_a_world() -> None:
    given_ = features(window_counts(dyad((0, 0, 0, 0)), np.datetime64("2016-01")), NOTHING_KNOWN)
    assert given_["events"] == pytest.approx((0,))
    small = window_counts(dyad((5, 0, 0, 0), month_volume=[999]), np.datetime64("2016-01"))
    assert features(small, NOTHING_KNOWN)["volume"] is None


def test_a_world_gathered_about_one_actor_has_no_usual_volume() -> None:
    for share, known in ((0.19, True), (0.21, False)):
        counts = window_counts(
            dyad((5, 0, 0, 0), first_volume=[2000 * share], month_volume=[2000]), np.datetime64("2016-01")
        )
        assert (features(counts, NOTHING_KNOWN)["volume"] is not None) == known


def test_meeting_as_often_as_by_chance_is_no_closeness() -> None:
    counts = window_counts(
        dyad((10, 0, 0, 0), first_volume=[100], second_volume=[200], month_volume=[2000]), np.datetime64("2016-01")
    )
    closeness, smaller, larger = features(counts, NOTHING_KNOWN)["volume"] or ()
    assert closeness == pytest.approx(0)  # 100 * 200 / 2000 = 10
    assert [smaller, larger] == pytest.approx([log(103 / 2100), log(203 / 2100)])


def test_known_and_unknown_are_told_apart() -> None:
    counts = window_counts(dyad((1, 0, 0, 0)), np.datetime64("2016-01"))
    known = features(counts, Known(ideal_point_distance=0.4, border=False, rivalry=True))
    assert (known["ideal_points"], known["border"], known["rivalry"], known["defence_pact"]) == (
        (0.4,),
        (0.0,),
        (1.0,),
        None,
    )


@given(st.tuples(*[st.integers(0, 40)] * 4), st.integers(2, 20))
def test_more_news_of_all_never_turns_a_sign(quads: tuple[int, ...], times: int) -> None:
    once = window_counts(dyad(quads), np.datetime64("2016-01"))
    numbers = {name: getattr(once, name) * times for name in ("events", "smaller", "larger", "volume")}
    more = replace(once, quads=tuple(times * count for count in once.quads), **numbers)  # type: ignore[arg-type]
    for before, after in zip(
        features(once, NOTHING_KNOWN)["events"] or (), features(more, NOTHING_KNOWN)["events"] or (), strict=True
    ):
        assert before * after >= 0
        assert abs(after) >= abs(before) - 1e-9
