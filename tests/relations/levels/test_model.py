"""The weights: their arithmetic by hand, and that the ones that come with Detente are whole."""

from math import exp

import numpy as np
import pytest

from detente.relations.levels.evidence import INPUTS, Features
from detente.relations.levels.model import design_row, level_model, term_names

NUMBERS = [name for names in INPUTS.values() for name in names]
GIVEN: Features = {
    "events": (4.0,),
    "volume": None,
    "ideal_points": (0.5,),
    "defence_pact": (1.0,),
    "border": None,
    "rivalry": (0.0,),
}


def test_a_row_of_the_design() -> None:
    row = dict(
        zip(term_names(), design_row(GIVEN, dict.fromkeys(NUMBERS, 1.0), dict.fromkeys(NUMBERS, 0.5)), strict=True)
    )
    assert row["constant"] == 1
    assert row["conflict_odds"] == 3  # 6, but not farther than 3
    assert (row["closeness"], row["no volume"], row["no ideal_points"]) == (0, 1, 0)
    assert (row["ideal_point_distance"], row["defence_pact"], row["rivalry"], row["no border"]) == (-1, 0, -2, 1)


def test_the_model_that_comes_with_detente() -> None:
    model = level_model()
    assert set(model.without_history.centre) == set(model.without_history.spread) == set(NUMBERS)
    assert min(model.without_history.spread.values()) > 0
    assert model.without_history.terms.shape == model.with_history.terms.shape == (len(term_names()), 5)
    np.testing.assert_allclose(model.moves.sum(axis=1), 1, atol=0.005)
    assert (model.moves > 0).all()
    assert ((model.friendly > 0) & (model.friendly < 1)).all()
    assert model.cut_off == 2008


@pytest.mark.parametrize("given", [name for name in INPUTS if name != "events"])
def test_every_input_may_be_missing(given: str) -> None:
    logits = level_model().without_history.logits(GIVEN | {given: None})
    assert sum(exp(logit - max(logits)) for logit in logits) >= 1
