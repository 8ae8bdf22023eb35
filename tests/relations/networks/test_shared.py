from __future__ import annotations

from datetime import date

from detente.records import Stance
from detente.relations.networks.shared import Comparison, Position, StanceRow, shared_issues


def row(actor: str, issue: str, stance: Stance, evidence: str, day: date | None = None) -> StanceRow:
    return StanceRow(actor, issue, stance, evidence, day)


ROWS = [
    row("CHN", "cpec", Stance.SUPPORT, "e1", date(2015, 4, 20)),
    row("PAK", "cpec", Stance.SUPPORT, "e2", date(2015, 5, 1)),
    row("PAK", "cpec", Stance.SUPPORT, "e3", date(2016, 9, 1)),
    row("IND", "cpec", Stance.OPPOSE, "e4", date(2016, 9, 2)),
    row("IND", "water", Stance.SUPPORT, "e5"),
    row("PAK", "water", Stance.OPPOSE, "e6"),
    row("PAK", "water", Stance.SUPPORT, "e7"),
    row("PAK", "trade", Stance.SUPPORT, "e8"),
]


def test_agree_differ_and_unclear() -> None:
    (agreed,) = shared_issues(ROWS, "CHN", "PAK")
    assert (agreed.issue, agreed.comparison) == ("cpec", Comparison.AGREE)
    assert [one.evidence for one in agreed.b.rows] == ["e3", "e2"]  # the latest first
    found = shared_issues(ROWS, "PAK", "IND")
    assert [(one.issue, one.comparison) for one in found] == [
        ("cpec", Comparison.DIFFER),
        ("water", Comparison.UNCLEAR),
    ]
    assert (found[1].a.position, found[1].b.position) == (Position.DIVIDED, Position.FOR)


def test_rows_outside_of_the_days_do_not_count() -> None:
    assert [one.issue for one in shared_issues(ROWS, "PAK", "IND", end=date(2016, 9, 2))] == ["cpec"]
    assert shared_issues(ROWS, "PAK", "IND", end=date(2016, 9, 1)) == ()
    (only,) = shared_issues(ROWS, "PAK", "CHN", start=date(2015, 4, 20), end=date(2015, 12, 31))
    assert [one.evidence for one in only.a.rows] == ["e2"]
