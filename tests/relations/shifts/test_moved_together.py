"""Third parties that moved at the same time, against chance."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from detente.relations.shifts.moved_together import moved_together
from detente.relations.shifts.shift import Shift
from detente.relations.shifts.union import ShiftSettings, find_shifts
from relations.shifts_series import drawn, dyad


def shift(first: str, second: str, month: date) -> Shift:
    (found,) = find_shifts(
        dyad(np.r_[drawn(2, 48, 1), drawn(20, 48, 2)], drawn(10, 96, 3), actors=(first, second)), ShiftSettings(0.2)
    )
    return replace(found, month=month, earliest=month, latest=month)


def test_company_and_what_chance_explains() -> None:
    own = shift("PAK", "RUS", date(2015, 6, 1))
    others = [
        shift("IND", "RUS", date(2015, 5, 1)),  # a month before: with it
        shift("PAK", "USA", date(2015, 7, 1)),  # a month after: with it
        shift("CHN", "PAK", date(2015, 9, 1)),  # too late
        shift("CHN", "RUS", date(2012, 6, 1)),
        shift("IND", "USA", date(2015, 6, 1)),  # of neither
    ]
    company = moved_together(own, [own, *others], months_searched=120)
    assert [each.actors for each in company.third_parties] == [("IND", "RUS"), ("PAK", "USA")]
    # Four shifts of either actor with a third; each lies in the three months with probability 3/120.
    assert company.expected == pytest.approx(4 * 3 / 120)
    share = 3 / 120
    assert company.p_value == pytest.approx(1 - (1 - share) ** 4 - 4 * share * (1 - share) ** 3)


def test_alone() -> None:
    own = shift("PAK", "RUS", date(2015, 6, 1))
    company = moved_together(own, [own], months_searched=120)
    assert (company.third_parties, company.expected, company.p_value) == ((), 0.0, 1.0)
