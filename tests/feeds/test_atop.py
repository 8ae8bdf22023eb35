"""ATOP defence pacts. The lines are our own, in the published layouts."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.feeds.atop import ATOP
from detente.world.ledger import Counts
from dyad_series import imported_series

PACTS = """{0},{1},year,{2},atop_offense
2.0,20.0,1990.0,1.0,0.0
365.0,225.0,1970.0,0.0,0.0
2,20,1991,2,0
two,20,1991,1,0
2,20,,1,0
"""


@pytest.mark.parametrize("header", [("ccode1", "ccode2", "atop_defense"), ("mem1", "mem2", "DEFENSE")])
def test_each_line(header: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "atop_alliance.csv").write_text(PACTS.format(*header))
    counts, stored, refused = imported_series(tmp_path, ATOP, tmp_path / "atop_alliance.csv")
    assert counts == Counts(5, 2, 0, 0, 3)
    assert stored == [("USA", "CAN", "2", "20", 1990, 1.0), ("RUS", "CHE", "365", "225", 1970, 0.0)]
    assert refused == [
        (4, "atop_defense", "neither 0 nor 1"),
        (5, "ccode1", "no COW code"),
        (6, "year", "no year"),
    ]
