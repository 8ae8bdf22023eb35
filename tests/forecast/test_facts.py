"""Facts in order, both ways, step by step."""

from forecast.folders import facts


def test_in_order_each_once() -> None:
    ordered = facts((1, 0, 2, 5), (0, 1, 2, 3), (1, 0, 2, 5), (1, 0, 1, 5)).in_order()
    assert list(zip(ordered.source, ordered.type, ordered.target, ordered.step, strict=True)) == [
        (0, 1, 2, 3),
        (1, 0, 1, 5),
        (1, 0, 2, 5),
    ]


def test_both_ways() -> None:
    both = facts((1, 0, 2, 5)).both_ways(3)
    assert list(zip(both.source, both.type, both.target, both.step, strict=True)) == [(1, 0, 2, 5), (2, 3, 1, 5)]


def test_by_step() -> None:
    parts = [(step, len(part)) for step, part in facts((0, 0, 1, 2), (1, 0, 1, 2), (0, 0, 1, 7)).by_step()]
    assert parts == [(2, 2), (7, 1)]
    assert list(facts().by_step()) == []
