"""From where past steps are seen while learning: nothing of what comes is known, all distances are met."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from detente.forecast.events.lessons import lessons

steps = st.lists(st.integers(0, 400), min_size=1, max_size=60, unique=True).map(sorted)


@given(steps, st.integers(1, 40), st.integers(1, 4), st.integers(0, 3))
def test_no_lesson_knows_of_what_it_teaches_or_of_later(past: list[int], longest: int, views: int, seed: int) -> None:
    found = lessons(past, longest, shown_from=past[len(past) // 2], views=views, seed=seed)
    learned: set[int] = set()
    known = {True: past[0] - longest, False: past[0] - longest}
    for when, is_shown, step, before in found:
        assert 1 <= step - before <= longest
        assert before >= known[is_shown]  # each history only grows
        known[is_shown] = before
        if is_shown:
            assert before == when
            assert all(each <= before for each in learned)
        else:
            learned.add(step)
    assert sorted(each.step for each in found if not each.is_shown) == past
    shown = [each for each in found if each.is_shown]
    assert len(set(shown)) == len(shown) == min(views, longest) * len(past[len(past) // 2 :])


def test_each_step_is_seen_from_the_one_before_where_one_step_ahead_is_asked() -> None:
    found = lessons([0, 1, 2], 1, shown_from=2, views=3, seed=0)
    assert [(each.is_shown, each.step) for each in found] == [(False, 0), (False, 1), (True, 2), (False, 2)]


def test_all_distances_are_met() -> None:
    found = lessons(range(300), 30, shown_from=200, views=2, seed=0)
    for is_shown in (False, True):
        assert {each.step - each.known for each in found if each.is_shown == is_shown} == set(range(1, 31))
