"""Rankings and their record: on a past whose next acts are plain, and where later facts must not be seen."""

import numpy as np
import pytest

from detente.forecast.events.settings import Settings
from detente.forecast.facts import Facts
from detente.forecast.tried_ranker import TriedRanker

ACTORS = tuple(f"actor {n}" for n in range(12))
FEW = Settings(taught=400, nets=1, passes=1)
DAYS = 100


def facts_until(days: int) -> Facts:
    """Each day 0 does type 0 to 1, 2 does it to 3, and 4 does type 1 to one of 5 to 11 on turns."""
    rows = [
        row for day in range(days) for row in ((0, 0, 1, day), (2, 0, 3, day), (4, 1, 5 + day % 7, day))
    ]  # fmt: skip
    return Facts.of(np.array(rows)).in_order()


@pytest.fixture(scope="module")
def ranker() -> TriedRanker:
    return TriedRanker(facts_until(DAYS), ACTORS, 2, settings=FEW)


def test_what_comes_every_day_was_ranked_first(ranker: TriedRanker) -> None:
    assert ranker.tried == (95, 96, 97, 98, 99)  # the last 5 % of 100 days
    plain = ranker.record(kind=0)
    assert plain is not None
    assert (plain.scores.queries, plain.scores.mrr, plain.baseline.mrr) == (10, 1.0, 1.0)
    assert plain.scores.hits == {1: 1.0, 3: 1.0, 10: 1.0}


def test_the_record_is_of_the_end_asked(ranker: TriedRanker) -> None:
    own = ranker.record(actor=4)
    assert own is not None
    assert own.scores.queries == 5
    assert ranker.record(actor=5) is None  # never a source
    two = ranker.record(among=np.isin(np.arange(len(ACTORS)), [0, 4]))
    assert two is not None
    assert two.scores.queries == 10
    every = ranker.record()
    assert every is not None
    assert every.scores.queries == 15
    turned = TriedRanker(facts_until(DAYS), ACTORS, 2, mirrored=True, settings=FEW)
    seen = turned.record(kind=1)
    assert seen is not None
    assert (seen.scores.queries, seen.scores.mrr) == (5, 1.0)  # whoever it was done to, 4 did it
    assert turned.record(actor=0) is None


def test_the_best_is_explained_by_the_past(ranker: TriedRanker) -> None:
    best = ranker.explain(0, 0, DAYS, most=2)[0]
    assert (best.actor, best.rank) == (1, 1)


def test_the_same_past_gives_the_same_and_the_record_sees_no_later_day(ranker: TriedRanker) -> None:
    again = TriedRanker(facts_until(DAYS), ACTORS, 2, settings=FEW)
    assert again.record() == ranker.record()
    assert again.explain(4, 1, DAYS, most=3) == ranker.explain(4, 1, DAYS, most=3)
