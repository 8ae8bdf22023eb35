"""Ranks, filters, ties and strata, worked out by hand."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from detente.forecast.protocol import Known, Stratum, average_ranks, strata
from forecast.folders import facts

N_TYPES, N_ACTORS = 2, 5


def rank(scores: list[float], answer: int, *known: tuple[int, int, int, int]) -> float:
    asked = facts((0, 0, answer, 3))
    index = Known.of(facts((0, 0, answer, 3), *known), N_TYPES, N_ACTORS)
    return float(average_ranks(np.array([scores]), asked, index)[0])


def test_one_more_than_those_above() -> None:
    assert rank([0.1, 0.5, 0.9, 0.7, 0.2], 1) == 3.0
    assert rank([0.1, 0.5, 0.9, 0.7, 0.2], 2) == 1.0


def test_ties_share_their_average_rank() -> None:
    assert rank([0.0, 0.0, 0.0, 0.0, 0.0], 4) == 3.0  # mean of 1 to 5
    assert rank([0.9, 0.5, 0.5, 0.1, 0.0], 1) == 2.5
    assert rank([0.9, 0.5, 0.5, 0.5, 0.0], 1) == 3.0


def test_other_right_answers_of_the_same_step_are_taken_out() -> None:
    assert rank([0.1, 0.5, 0.9, 0.7, 0.2], 1, (0, 0, 2, 3)) == 2.0
    assert rank([0.1, 0.5, 0.9, 0.7, 0.2], 1, (0, 0, 2, 3), (0, 0, 3, 3), (0, 0, 3, 3)) == 1.0


def test_a_tie_with_another_right_answer_does_not_count() -> None:
    assert rank([0.0, 0.5, 0.5, 0.5, 0.1], 1, (0, 0, 2, 3)) == 1.5


def test_right_answers_of_other_steps_types_and_sources_stay() -> None:
    scores = [0.1, 0.5, 0.9, 0.7, 0.2]
    assert rank(scores, 1, (0, 0, 2, 2), (0, 0, 2, 4), (0, 1, 2, 3), (1, 0, 2, 3)) == 3.0


def test_the_other_direction_is_filtered_by_its_own_facts() -> None:
    both = facts((2, 1, 0, 3), (3, 1, 0, 3), (4, 1, 0, 3)).both_ways(N_TYPES)
    asked = both[np.array([3])]  # who did 1 to actor 0? actor 2 did, and so did 3 and 4
    assert (asked.source.tolist(), asked.type.tolist(), asked.target.tolist()) == ([0], [3], [2])
    known = Known.of(facts((2, 1, 0, 3), (3, 1, 0, 3), (4, 1, 0, 3)), N_TYPES, N_ACTORS)
    scores = np.array([[0.9, 0.0, 0.1, 0.8, 0.7]])
    assert average_ranks(scores, asked, known).tolist() == [2.0]  # only actor 0 itself is above


@given(
    st.lists(st.sampled_from([0.0, 0.25, 0.5, 1.0]), min_size=N_ACTORS, max_size=N_ACTORS),
    st.sets(st.integers(0, N_ACTORS - 1), min_size=1),
)
def test_the_average_rank_is_the_mean_over_all_orders_of_the_tied(scores: list[float], answers: set[int]) -> None:
    answer = min(answers)
    rivals = [scores[a] for a in range(N_ACTORS) if a not in answers]
    best = 1 + sum(score > scores[answer] for score in rivals)
    worst = best + sum(score == scores[answer] for score in rivals)
    others = [(0, 0, other, 3) for other in answers]
    assert rank(scores, answer, *others) == (best + worst) / 2


def test_strata_look_at_what_came_before_the_step() -> None:
    history = facts((0, 0, 1, 1), (2, 1, 0, 2), (3, 0, 4, 5))
    queries = facts(
        (0, 0, 1, 2),  # came at 1
        (0, 0, 1, 1),  # its own step does not count
        (0, 1, 1, 2),  # met, in another way
        (1, 0, 0, 2),  # met, the other way round
        (0, 3, 2, 3),  # (2, 1, 0) seen from its target: came at 2
        (3, 0, 4, 4),  # comes only later
    )
    found = strata(queries, history, N_TYPES, N_ACTORS)
    r, d, c = Stratum.RECURRENT, Stratum.DYAD_SEEN, Stratum.COLD
    assert found.tolist() == [r, c, d, d, r, c]


def test_multi_step_strata_stop_where_the_past_stops() -> None:
    history = facts((0, 0, 1, 1), (2, 1, 0, 4))
    queries = facts((0, 0, 1, 6), (2, 1, 0, 6))
    assert strata(queries, history, N_TYPES, N_ACTORS, until=4).tolist() == [Stratum.RECURRENT, Stratum.COLD]
