import json
from pathlib import Path

import numpy as np
import pytest

from detente.scenarios.compromise import BargainError
from detente.scenarios.pce import Election, coalitions, option_probabilities, victory

REFERENCE = Path(__file__).parents[3] / "shared/data/acceptance/ktab_pce_reference.json"


@pytest.mark.shared
@pytest.mark.skipif(not REFERENCE.exists(), reason="../shared is not there")
def test_all_numbers_of_the_ktab_transcript_are_met() -> None:
    for case in json.loads(REFERENCE.read_text(encoding="utf-8"))["cases"]:
        strength = np.array(case["coalitions"], dtype=float)
        assert victory(strength) == pytest.approx(np.array(case["p"]), abs=5e-5)
        for election in Election:
            if election.value in case:
                assert option_probabilities(strength, election) == pytest.approx(case[election.value], abs=5e-5)


def test_proportional_voting_adds_weight_times_gap() -> None:
    utilities = np.array([[0.0, 1.0], [1.0, 0.25]])
    assert coalitions(np.array([2.0, 4.0]), utilities).tolist() == [[0.0, 3.0], [2.0, 0.0]]


@pytest.mark.parametrize("election", Election)
def test_an_option_that_nobody_backs_is_left_without_chance_and_one_option_is_sure(election: Election) -> None:
    strength = np.array([[0.0, 5.0, 5.0], [0.0, 0.0, 1.0], [0.0, 1.0, 0.0]])
    assert option_probabilities(strength, election) == pytest.approx([1, 0, 0], abs=1e-3)
    assert option_probabilities(np.zeros((1, 1)), election).tolist() == [1.0]
    assert option_probabilities(np.zeros((2, 2)), election) == pytest.approx([0.5, 0.5])


def test_negative_strengths_and_no_options_are_refused() -> None:
    with pytest.raises(BargainError, match="negative"):
        victory(np.array([[0.0, -1.0], [1.0, 0.0]]))
    with pytest.raises(BargainError, match="no options"):
        option_probabilities(np.zeros((0, 0)), Election.CONDITIONAL)
