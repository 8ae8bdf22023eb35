"""What two actors share: issues on which their stances agree or differ, and actors that both oppose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from detente.records import Stance


@dataclass(frozen=True, slots=True)
class StanceRow:
    """One statement of what an actor wants of an issue; `day` is when, None where that is not known."""

    actor: str
    issue: str
    stance: Stance
    evidence: str
    day: date | None = None


class Position(StrEnum):
    """What an actor's statements on an issue come to."""

    FOR = "for"
    AGAINST = "against"
    DIVIDED = "divided"


class Comparison(StrEnum):
    """How two positions on an issue lie to each other; UNCLEAR when one of them is divided."""

    AGREE = "agree"
    DIFFER = "differ"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Stand:
    """An actor's rows on one issue, latest first, those without a day last; all are counted, none is weighed."""

    actor: str
    rows: tuple[StanceRow, ...]

    @property
    def position(self) -> Position:
        """For or against when all rows say so, else divided."""
        stances = {row.stance for row in self.rows}
        if len(stances) > 1:
            return Position.DIVIDED
        return Position.FOR if Stance.SUPPORT in stances else Position.AGAINST


@dataclass(frozen=True, slots=True)
class SharedIssue:
    """An issue on which both have spoken."""

    issue: str
    a: Stand
    b: Stand

    @property
    def comparison(self) -> Comparison:
        """Agree, differ, or unclear."""
        positions = {self.a.position, self.b.position}
        if Position.DIVIDED in positions:
            return Comparison.UNCLEAR
        return Comparison.AGREE if len(positions) == 1 else Comparison.DIFFER


def shared_issues(
    rows: Iterable[StanceRow], a: str, b: str, *, start: date | None = None, end: date | None = None
) -> tuple[SharedIssue, ...]:
    """The issues on which both A and B have a stance, those with most rows first, then by name.

    Args:
        rows: Stances of any actors.
        a: An actor's id.
        b: Another's.
        start: First day that counts; rows without a day count only where both ends are open.
        end: Last day that counts.
    """
    stands: dict[str, dict[str, list[StanceRow]]] = defaultdict(lambda: {a: [], b: []})
    for row in rows:
        if row.actor in (a, b) and _within(row.day, start, end):
            stands[row.issue][row.actor].append(row)
    found = [
        SharedIssue(issue, _stand(a, by_actor[a]), _stand(b, by_actor[b]))
        for issue, by_actor in stands.items()
        if by_actor[a] and by_actor[b]
    ]
    return tuple(sorted(found, key=lambda one: (-len(one.a.rows) - len(one.b.rows), one.issue)))


def _stand(actor: str, rows: Sequence[StanceRow]) -> Stand:
    return Stand(actor, tuple(sorted(rows, key=lambda row: row.day or date.min, reverse=True)))


def _within(day: date | None, start: date | None, end: date | None) -> bool:
    if day is None:
        return start is None and end is None
    return (start is None or start <= day) and (end is None or day <= end)
