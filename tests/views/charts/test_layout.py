"""Layouts: inside the frame, apart, and the same each time."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from detente.views.charts.layout import Box, Point, lay_out

BOX = Box(30, 8, 24)


def overlap(one: Point, two: Point) -> bool:
    return abs(one[0] - two[0]) < 60 and abs(one[1] - two[1]) < 32


@settings(max_examples=15, deadline=None)
@given(count=st.integers(1, 16), chosen=st.sets(st.tuples(st.integers(0, 15), st.integers(0, 15)), max_size=20))
def test_every_box_lies_inside_the_frame_and_none_on_another(count: int, chosen: set[tuple[int, int]]) -> None:
    ids = [f"a{number}" for number in range(count)]
    edges = [(f"a{one}", f"a{two}") for one, two in chosen if one < two < count]
    points = lay_out(dict.fromkeys(ids, BOX), edges, 900, 500)
    assert set(points) == set(ids)
    for x, y in points.values():
        assert 30 - 1e-6 <= x <= 870 + 1e-6
        assert 8 - 1e-6 <= y <= 476 + 1e-6
    assert not any(overlap(points[one], points[two]) for one, two in combinations(ids, 2))


def test_the_same_network_gives_the_same_picture() -> None:
    boxes = dict.fromkeys("abcdef", BOX)
    edges = [("a", "b"), ("b", "c"), ("d", "e")]
    assert lay_out(boxes, edges, 350, 400) == lay_out(boxes, edges, 350, 400)


def test_neighbours_stand_nearer_than_ends_of_a_chain() -> None:
    points = lay_out(dict.fromkeys("abcd", BOX), [("a", "b"), ("b", "c"), ("c", "d")], 900, 300)
    apart = {pair: abs(points[pair[0]][0] - points[pair[1]][0]) for pair in ("ab", "bc", "cd", "ad")}
    assert apart["ad"] > max(apart["ab"], apart["bc"], apart["cd"])


def test_nothing_to_lay_out() -> None:
    assert lay_out({}, [], 100, 100) == {}
