"""Strategic rivalries. The lines are our own, in the published layout."""

from __future__ import annotations

from pathlib import Path

from detente.feeds.tss_rivalries import TSS_RIVALRIES
from detente.world.ledger import Counts
from dyad_series import imported_series

RIVALRIES = """tssr_id,rivalry,ccode1,ccode2,start,end,principal
1,India-Pakistan,750.0,770.0,1947.0,2020.0,1
2,Nowhere-Pakistan,999.0,770.0,1947.0,1950.0,
3,India-Pakistan 2,750.0,770.0,2020.0,1947.0,
"""


def test_each_line(tmp_path: Path) -> None:
    (tmp_path / "tss_rivalries.csv").write_text(RIVALRIES)
    counts, stored, refused = imported_series(tmp_path, TSS_RIVALRIES, tmp_path / "tss_rivalries.csv")
    assert counts == Counts(3, 2, 0, 0, 1)
    assert stored == [("IND", "PAK", "750", "770", 1947, 2020.0), (None, "PAK", "999", "770", 1947, 1950.0)]
    assert refused == [(4, "end", "ends before it starts")]
