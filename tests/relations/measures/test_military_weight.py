"""Which acts are military, and their share by hand."""

import numpy as np
import pytest

from detente.relations.measures.base import Beside
from detente.relations.measures.military_weight import is_military, measure_military_weight
from relations.measures.dyads import UNKNOWN, act, dyad

MILITARY = {"062", "072", "074", "0312", "087", "0871", "138", "152", "154", "190", "191", "194", "195", "2042"}
CIVIL = {"010", "042", "061", "071", "112", "141", "151", "163", "172", "181"}


@pytest.mark.parametrize("code", sorted(MILITARY | CIVIL))
def test_by_code(code: str) -> None:
    assert is_military(act(cameo_code=code)) == (code in MILITARY)


def test_by_type_and_mode_where_there_is_no_code() -> None:
    assert is_military(act(cameo_code="062", mode="military"))
    exercise = act(cameo_code="060", plover_type="COOPERATE", mode="military")
    assert not is_military(exercise)  # the code that is there is the one that counts
    assert is_military(exercise._replace(cameo_code=None))
    assert not is_military(exercise._replace(cameo_code=None, plover_type=None))


def test_share_and_hostile_share() -> None:
    acts = [
        act("2016-01-02", "062"),
        act("2016-01-03", "190", id="second"),
        act("2016-01-09", "042"),
        act("2016-05-01", "190"),  # after the dyad's months
        act("2016-01-05", "190", source="USA"),  # somebody else's
    ]
    weight, hostile = measure_military_weight(dyad((2, 1, 0, 1), (0, 0, 0, 0), UNKNOWN), Beside(acts=acts))
    # 2 of 4 events, then none of none: Beta(3, 3) and Beta(1, 1); hostile 1 of 4: Beta(2, 4).
    np.testing.assert_allclose(weight.value, [1 / 2, 1 / 2, np.nan])
    np.testing.assert_allclose(hostile.value, [2 / 6, 1 / 2, np.nan])
    np.testing.assert_allclose(weight.high[1] - weight.low[1], 0.9)


def test_more_acts_than_events_are_refused() -> None:
    with pytest.raises(ValueError, match="more military acts than counted"):
        measure_military_weight(dyad((0, 0, 0, 0)), Beside(acts=[act(cameo_code="190")]))
    with pytest.raises(ValueError, match="no acts"):
        measure_military_weight(dyad((0, 0, 0, 0)), Beside())
