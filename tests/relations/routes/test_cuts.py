from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.relations.routes.cuts import Ground, cuts_of_size, smallest_cut

# The origin O; a and b lead to m, m to the goals X and Y; c leads to the goal Z.
FUNNEL = Ground({"O": "abc", "a": "m", "b": "m", "m": "XY", "c": "Z"}, "O", frozenset("XYZ"))


def test_funnel_by_hand() -> None:
    # {m, Z} and {m, c} are the smallest; Z is nearer the goals than c, and m is the only one for its part.
    assert smallest_cut(FUNNEL) == {"m", "Z"}
    cuts, complete = cuts_of_size(FUNNEL, 2, limit=10)
    assert complete
    assert set(cuts) == {frozenset("mZ"), frozenset("mc")}
    assert set(cuts_of_size(FUNNEL, 3, limit=10)[0]) == {
        frozenset(cut) for cut in ("mZ", "mc", "abc", "abZ", "XYZ", "XYc")
    }


def test_a_cut_list_says_so() -> None:
    cuts, complete = cuts_of_size(FUNNEL, 3, limit=2)
    assert (len(cuts), complete) == (2, False)


@pytest.mark.parametrize("links", [{"O": ""}, {"O": "a", "a": "b"}, {}])
def test_nothing_to_cut(links: dict[str, str]) -> None:
    ground = Ground(links, "O", frozenset("X"))
    assert smallest_cut(ground) == frozenset()
    assert cuts_of_size(ground, 0, limit=5) == ((frozenset(),), True)


def test_ways_end_at_the_first_goal() -> None:
    # Y lies behind X only: who closes X need not close Y.
    assert smallest_cut(Ground({"O": "X", "X": "Y"}, "O", frozenset("XY"))) == {"X"}


@st.composite
def grounds(draw: st.DrawFn) -> Ground:
    nodes = "Oabcdef"
    links = {node: draw(st.sets(st.sampled_from(nodes), max_size=4)) for node in nodes}
    goals = draw(st.sets(st.sampled_from(nodes[1:]), max_size=4))
    return Ground(links, "O", frozenset(goals))


@settings(deadline=None, max_examples=60)
@given(grounds())
def test_equals_trying_every_set(ground: Ground) -> None:
    others = sorted(set(ground.links) - {"O"})
    sets = [frozenset(one) for size in range(len(others) + 1) for one in combinations(others, size)]
    closing = [one for one in sets if not ground.shortest_way(one)]
    minimal = {one for one in closing if not any(other < one for other in closing)}
    fewest = min(map(len, closing))
    found = smallest_cut(ground)
    assert found in minimal
    assert len(found) == fewest
    for size in (fewest, fewest + 1):
        assert set(cuts_of_size(ground, size, limit=1000)[0]) == {one for one in minimal if len(one) <= size}


@settings(deadline=None, max_examples=60)
@given(grounds())
def test_no_smallest_cut_lies_nearer_the_goals(ground: Ground) -> None:
    found = smallest_cut(ground)
    # Closing it leaves the origin all the room that any other smallest cut leaves.
    beyond = set(ground.reachable(found))
    for other in cuts_of_size(ground, len(found), limit=1000)[0]:
        assert set(ground.reachable(other)) <= beyond
