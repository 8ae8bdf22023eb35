"""Whose relations moved when those of two states did."""

from __future__ import annotations

from datetime import date

import numpy as np

from detente.relations.shifts.union import find_shifts
from detente.relations.third_parties import DyadCell, company_of, third_dyads
from relations.shifts_series import drawn, dyad

CONFLICT = np.r_[drawn(2, 48, 1), drawn(14, 48, 2)]
PAIR = dyad(CONFLICT, drawn(10, 96, 3))


def cells(party: str, other: str, conflict: np.ndarray, cooperation: np.ndarray) -> list[DyadCell]:
    return [
        DyadCell(party, other, date(2000 + at // 12, at % 12 + 1, 1), int(cooperation[at]), int(conflict[at]))
        for at in range(len(conflict))
    ]


def test_a_third_party_that_moved_and_one_that_did_not() -> None:
    moved = cells("PAK", "AFG", np.r_[drawn(1, 48, 4), drawn(9, 48, 5)], drawn(6, 96, 6))
    still = cells("IND", "NPL", drawn(2, 96, 7), drawn(6, 96, 8))
    shifts = find_shifts(PAIR)
    rupture = next(number for number, shift in enumerate(shifts) if shift.month == date(2004, 1, 1))
    together = company_of(shifts, PAIR, [*moved, *still])[rupture]
    assert [(shift.actors, shift.month) for shift in together.third_parties] == [(("AFG", "PAK"), date(2004, 1, 1))]
    assert together.p_value < 0.1
    assert company_of((), PAIR, moved) == []


def test_silent_months_are_zero_where_covered_and_the_pair_itself_is_left_out() -> None:
    pair = dyad(np.r_[np.nan, CONFLICT[:20]], np.r_[np.nan, drawn(10, 20, 3)])
    found = third_dyads(pair, [
        DyadCell("IND", "NPL", date(2000, 3, 1), 4, 1), DyadCell("IND", "PAK", date(2000, 3, 1), 4, 1),
        DyadCell("PAK", "CHN", date(1999, 3, 1), 4, 1),
    ])  # fmt: skip
    assert [(each.first, each.second) for each in found] == [("IND", "NPL"), ("CHN", "PAK")]
    np.testing.assert_array_equal(found[0].cooperation[:4], [np.nan, 0, 4, 0])
    np.testing.assert_array_equal(found[0].conflict[:4], [np.nan, 0, 1, 0])
    np.testing.assert_array_equal(found[1].conflict[1:], np.zeros(20))


def test_only_the_busiest_others_are_looked_at() -> None:
    many = [DyadCell("IND", f"X{number:02}", date(2000, 1, 1), number, 0) for number in range(30)]
    assert {each.second for each in third_dyads(PAIR, many, most=3)} == {"X27", "X28", "X29"}
