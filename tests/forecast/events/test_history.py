"""Counts and lists of the past against the same told in plain Python."""

import math
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.forecast.events.counting import FADED, GAP, HALF_LIVES, LAST, NUMBER
from detente.forecast.events.hashing import EMPTY
from detente.forecast.events.history import History
from detente.forecast.events.past import (
    EVENT,
    EVENT_BEFORE,
    NEXT_OF_PAIR,
    PAIR_FIRST,
    PAIR_NEXT,
    STEP,
    TARGET,
    Past,
    mirrored,
    pair_of,
    role_of,
    triple_of,
)
from forecast.folders import Row, facts

N_ACTORS, N_TYPES = 5, 3
ROW = st.tuples(
    st.integers(0, N_ACTORS - 1), st.integers(0, N_TYPES - 1), st.integers(0, N_ACTORS - 1), st.integers(0, 30)
)
ROWS = st.lists(ROW, max_size=60)


def told(rows: list[Row]) -> History:
    history = History(N_ACTORS, N_TYPES)
    for step, part in facts(*rows).in_order().by_step():
        history.append(part.both_ways(N_TYPES), step)
    return history


def steps_of(past: Past, triple: int) -> Iterator[int]:
    event = past.triple_links[triple, EVENT]
    while event != EMPTY:
        yield int(past.events[event, STEP])
        event = past.events[event, EVENT_BEFORE]


@settings(max_examples=60)
@given(ROWS)
def test_counts_are_those_of_the_events(rows: list[Row]) -> None:
    past = told(rows).past
    both = facts(*rows).in_order().both_ways(N_TYPES)
    events = list(zip(both.source.tolist(), both.type.tolist(), both.target.tolist(), both.step.tolist(), strict=True))
    for source in range(N_ACTORS):
        for kind in range(2 * N_TYPES):
            own = [event for event in events if event[:2] == (source, kind)]
            role = role_of(past, source, kind)
            assert (role == EMPTY) == (not own)
            if own:
                assert past.role[role, NUMBER] == len(own)
                assert past.role[role, LAST] == max(event[3] for event in own)
            for target in range(N_ACTORS):
                steps = sorted(event[3] for event in own if event[2] == target)
                pair = pair_of(past, source, target)
                triple = EMPTY if pair == EMPTY else triple_of(past, pair, kind)
                assert (triple == EMPTY) == (not steps)
                if steps:
                    assert list(steps_of(past, triple)) == steps[::-1]
                    assert past.triple[triple, GAP] == (steps[-1] - steps[-2] if len(steps) > 1 else 0)
                    for scale, half_life in enumerate(HALF_LIVES):
                        left = sum(2 ** (-(steps[-1] - step) / half_life) for step in steps)
                        assert math.isclose(past.triple[triple, FADED + scale], left, rel_tol=1e-4)


@settings(max_examples=60)
@given(ROWS)
def test_partners_come_latest_first(rows: list[Row]) -> None:
    past = told(rows).past
    both = facts(*rows).in_order().both_ways(N_TYPES)
    for source in range(N_ACTORS):
        last: dict[int, int] = {}
        for target, step in zip(both.target[both.source == source], both.step[both.source == source], strict=True):
            last[int(target)] = max(int(step), last.get(int(target), 0))
        listed, pair = [], past.actor_first[source]
        while pair != EMPTY:
            listed.append(int(past.pair_links[pair, TARGET]))
            triple, walked = past.pair_links[pair, PAIR_FIRST], 0
            while triple != EMPTY:
                walked += 1
                triple = past.triple_links[triple, NEXT_OF_PAIR]
            assert walked == len({(k) for s, k, t in zip(both.source, both.type, both.target, strict=True)
                                  if (s, t) == (source, listed[-1])})  # fmt: skip
            pair = past.pair_links[pair, PAIR_NEXT]
        assert sorted(listed) == sorted(last)
        assert [last[target] for target in listed] == sorted(last.values(), reverse=True)


def test_room_grows_with_the_past() -> None:
    rng = np.random.default_rng(0)
    history = History(400, 7)
    rows = np.column_stack(
        [rng.integers(0, 400, 9000), rng.integers(0, 7, 9000), rng.integers(0, 400, 9000), np.arange(9000) // 30]
    )
    whole = facts(*map(tuple, rows.tolist())).in_order()
    for step, part in whole.by_step():
        history.append(part.both_ways(7), step)
    distinct = {(s, k, t) for s, k, t in zip(whole.source, whole.type, whole.target, strict=True)}
    mirror = {(t, k + 7, s) for s, k, t in distinct}
    assert history.past.used[2] == len(distinct | mirror)
    assert history.past.used[3] == 2 * len(whole)


def test_mirrored_goes_both_ways() -> None:
    past = History(2, 3).past
    assert [mirrored(past, kind) for kind in range(6)] == [3, 4, 5, 0, 1, 2]


def test_a_history_only_grows_forward() -> None:
    history = told([(0, 0, 1, 3)])
    with pytest.raises(ValueError, match="step 3 comes after step 3"):
        history.append(facts((0, 0, 1, 3)).both_ways(N_TYPES), 3)
