"""Marks around source and target, and what is kept of a long sentence."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from detente.reading.coder.marks import END, LONGEST, MARKS, START, mark

# Ten tokens of two letters each, with a space between: "aa bb cc ...".
OFFSETS = [(3 * number, 3 * number + 2) for number in range(10)]
IDS = list(range(1000, 1010))


def test_both_ends_stand_between_their_marks() -> None:
    marked = mark(IDS, OFFSETS, (3, 8), (21, 23))  # tokens 1 and 2, token 7
    wanted = [START, 1000, MARKS[0], 1001, 1002, MARKS[1], 1003, 1004, 1005, 1006, MARKS[2], 1007, MARKS[3], 1008, 1009]
    assert marked.ids == [*wanted, END]
    assert marked.ends == (2, 10)
    assert [marked.ids[end] for end in marked.ends] == [MARKS[0], MARKS[2]]


def test_neighbours_do_not_cross_their_marks() -> None:
    marked = mark(IDS[:2], OFFSETS[:2], (3, 5), (0, 2))
    assert marked.ids == [START, MARKS[2], 1000, MARKS[3], MARKS[0], 1001, MARKS[1], END]
    assert marked.ends == (4, 1)


def test_a_missing_end_has_no_mark() -> None:
    marked = mark(IDS[:2], OFFSETS[:2], None, (3, 5))
    assert marked.ids == [START, 1000, MARKS[2], 1001, MARKS[3], END]
    assert marked.ends == (0, 2)


@given(st.integers(0, 400), st.integers(0, 399), st.integers(0, 399))
def test_a_sentence_of_any_length_keeps_its_marks_and_its_limit(length: int, first: int, second: int) -> None:
    offsets = [(3 * number, 3 * number + 2) for number in range(length)]
    source, target = (3 * first, 3 * first + 2), (3 * second, 3 * second + 2)
    marked = mark(range(1000, 1000 + length), offsets, source, target)
    assert len(marked.ids) <= LONGEST
    assert [each for each in marked.ids if each in MARKS].count(MARKS[0]) == 1
    assert sorted(each for each in marked.ids if each in MARKS) == sorted(MARKS)
    if first < length and first != second and abs(first - second) < 100 and second < length:
        at = marked.ends[0]
        assert marked.ids[at : at + 3] == [MARKS[0], 1000 + first, MARKS[1]]
