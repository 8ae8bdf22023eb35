"""The forecaster on a small made world: the rules of the test, determinism, and what it learns."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from detente.forecast.events.explain import explain_query
from detente.forecast.events.forecaster import EventForecaster
from detente.forecast.events.settings import Settings
from detente.forecast.facts import Facts
from detente.forecast.protocol import Known, average_ranks

N_TYPES, LAST = 3, 40
NAMES = [f"{sector}_({state})" for state in "ABCDEFGH" for sector in ("Police", "Army", "Party")] + list("ABCDEFGH")
SMALL = Settings(taught=300, nets=1, passes=5, threads=1)


def made_world() -> Facts:
    """Each day some pairs act; the next day the target answers in kind (type 1 after type 0), else at random."""
    rng = np.random.default_rng(5)
    rows = []
    answers: list[tuple[int, int]] = []
    for step in range(LAST + 3):
        rows += [(target, 1, source, step) for source, target in answers]
        pairs = rng.integers(0, len(NAMES), (6, 2))
        answers = [(int(a), int(b)) for a, b in pairs if a != b]
        rows += [(source, 0, target, step) for source, target in answers]
        rows += [(int(a), 2, int(a) % 8 + 24, step) for a in rng.integers(0, 24, 4)]
    return Facts.of(np.array(rows)).in_order()


WORLD = made_world()


def fitted(until: int, world: Facts = WORLD, settings: Settings = SMALL) -> EventForecaster:
    forecaster = EventForecaster(NAMES, N_TYPES, settings)
    forecaster.fit(world[world.step < until])
    return forecaster


def asked(step: int) -> Facts:
    return WORLD[WORLD.step == step].both_ways(N_TYPES)


@pytest.fixture(scope="module")
def forecaster() -> EventForecaster:
    return fitted(LAST)


def test_the_days_other_queries_change_no_score(forecaster: EventForecaster) -> None:
    queries = asked(LAST)
    together = forecaster.scores(queries)
    for i in range(len(queries)):
        alone = forecaster.scores(queries[slice(i, i + 1)])
        assert (alone[0] == together[i]).all()


def test_facts_of_the_day_and_later_change_no_score() -> None:
    queries = asked(LAST)
    cut, whole = fitted(LAST - 1, WORLD[WORLD.step < LAST]), fitted(LAST - 1)
    for each, world in ((cut, WORLD[WORLD.step < LAST]), (whole, WORLD)):
        each.append(world[world.step == LAST - 1], step=LAST - 1)
        each.catch_up()
    assert (cut.scores(queries) == whole.scores(queries)).all()
    hidden = Facts(queries.source, queries.type, np.zeros_like(queries.target), queries.step)
    assert (whole.scores(hidden) == whole.scores(queries)).all()  # the answer itself is not read


def test_a_step_is_known_once_appended_and_learned_from_once_caught_up() -> None:
    wide = Settings(taught=10_000, nets=1, passes=5, threads=1)
    late, whole = fitted(LAST - 1, settings=wide), fitted(LAST, settings=wide)
    day = WORLD[WORLD.step == LAST - 1]
    before = late.model.learned.weights.copy()
    late.append(day, step=LAST - 1)
    assert late.model.history.last_step == LAST - 1
    assert (late.model.learned.weights == before).all()
    with pytest.raises(ValueError, match=f"step {LAST - 1} is known"):
        late.scores(asked(LAST - 1))
    late.catch_up()
    # as if it had been there from the beginning; only the nets were taught without it
    assert (late.model.learned.weights == whole.model.learned.weights).all()
    assert all((a == b).all() for a, b in zip(late.model.learned.vectors, whole.model.learned.vectors, strict=True))
    late.ranker = whole.ranker
    assert (late.scores(asked(LAST)) == whole.scores(asked(LAST))).all()


def test_forecasts_many_steps_ahead_from_one_state() -> None:
    far = fitted(LAST - 10, settings=replace(SMALL, block=10, views=2))
    again = fitted(LAST - 10, WORLD[WORLD.step < LAST - 5], settings=replace(SMALL, block=10, views=2))
    known = Known.of(WORLD, N_TYPES, len(NAMES))
    day = asked(LAST - 1)
    own = day[day.type == 2]  # to the same actor again and again
    assert (far.scores(own) == again.scores(own)).all()
    assert (1 / average_ranks(far.scores(own), own, known)).mean() > 0.6


def test_the_same_seed_gives_the_same_scores(forecaster: EventForecaster) -> None:
    again = fitted(LAST)
    assert (again.scores(asked(LAST)) == forecaster.scores(asked(LAST))).all()


def test_a_known_step_is_not_forecast(forecaster: EventForecaster) -> None:
    with pytest.raises(ValueError, match=f"step {LAST - 1} is asked, but step {LAST - 1} is known"):
        forecaster.scores(asked(LAST - 1))


def test_learns_who_answers_whom(forecaster: EventForecaster) -> None:
    day = asked(LAST)
    answers = day[day.type == 1]
    known = Known.of(WORLD, N_TYPES, len(NAMES))
    ranks = average_ranks(forecaster.scores(answers), answers, known)
    assert (1 / ranks).mean() > 0.6  # by chance 0.13: 32 actors


def test_explains_by_past_events_with_their_steps(forecaster: EventForecaster) -> None:
    day = WORLD[WORLD.step == LAST]
    answer = day[day.type == 1][slice(0, 1)]
    source, target = int(answer.source[0]), int(answer.target[0])
    best = explain_query(forecaster, source, 1, LAST)
    assert [each.rank for each in best] == [1, 2, 3]
    mine = next(each for each in best if each.actor == target)
    rules = [reason for reason in mine.reasons if reason.family == "rule"]
    (strongest,) = max(rules, key=lambda reason: reason.weight).events
    # what carried it is the act answered: target did type 0 to source the day before (told from the source's side)
    assert (strongest.source, strongest.kind, strongest.target) == (source, 0 + N_TYPES, target)
    assert strongest.steps[0] == LAST - 1
    assert mine.nets
    assert 0 < mine.probability <= 1


def test_the_order_explained_is_the_order_scored(forecaster: EventForecaster) -> None:
    query = asked(LAST)[slice(0, 1)]
    scores = forecaster.scores(query)[0]
    best = explain_query(forecaster, int(query.source[0]), int(query.type[0]), LAST, most=5)
    assert [each.actor for each in best] == np.argsort(-scores, kind="stable")[:5].tolist()


def test_the_days_queries_are_an_input_only_where_told_to() -> None:
    known = fitted(LAST, settings=Settings(taught=300, nets=1, passes=5, threads=1, day_queries_known=True))
    queries = asked(LAST)
    assert (known.scores(queries, queries) != known.scores(queries)).any()


def test_an_empty_past_ranks_all_the_same() -> None:
    forecaster = EventForecaster(NAMES, N_TYPES, SMALL)
    forecaster.fit(WORLD[:0])
    assert forecaster.scores(asked(0)).shape == (len(asked(0)), len(NAMES))
