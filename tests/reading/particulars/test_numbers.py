"""Numbers in digits and words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.reading.particulars.numbers import read_number


@pytest.mark.parametrize(
    ("words", "value", "after"),
    [
        ("14,000 troops", 14000, 1),
        ("2.5 million refugees", 2.5e6, 2),
        ("1.5bn", 1.5e9, 1),
        ("two dozen tanks", 24, 2),
        ("a hundred thousand civilians", 100_000, 3),
        ("half a million people", 500_000, 3),
        ("two hundred and five soldiers", 205, 4),
        ("three thousand two hundred", 3200, 4),
        ("twenty - five", 25, 3),
        ("tens of thousands of people", 20_000, 3),
        ("500 crore and 20 million", 5e9, 2),
    ],
)
def test_numbers(words: str, value: float, after: int) -> None:
    number = read_number(words.split(), 0)
    assert number is not None
    assert (number.value, number.after) == (value, after)


@pytest.mark.parametrize("words", ["troops", "a state", "1,5", "first", "of", "", "12th", "f-16"])
def test_no_numbers(words: str) -> None:
    assert read_number(words.split(), 0) is None


@given(st.integers(0, 10**12))
def test_grouped_digits_read_back(value: int) -> None:
    number = read_number([f"{value:,}"], 0)
    assert number is not None
    assert number.value == value


TRAPS = "a half two hundred and thousand dozen - of tens 5 5,000 million thousands"


@given(st.lists(st.sampled_from(TRAPS.split())))
def test_no_words_break_it(words: list[str]) -> None:
    for index in range(len(words)):
        number = read_number(words, index)
        assert number is None or index < number.after <= len(words)
