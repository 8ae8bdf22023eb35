"""What the world holds of two actors, and from when to when it could have seen anything."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from detente.relations.acts import Act
from detente.relations.coverage import Coverage
from detente.relations.novelty.kinds import Likeness, kind_of


@dataclass(frozen=True)
class Record:
    """The dated events of a pair, either way, and the days that the world's feeds and texts cover.

    Attributes:
        acts: In any order; each event once (no copies or repeats), and only what is said to have happened.
        coverage: Intervals of days, both ends included. Articles read one by one cover nothing whole: leave them out.
    """

    acts: Sequence[Act]
    coverage: Coverage

    def of_kind(self, likeness: Likeness, kind: str) -> Sequence[Act]:
        """The acts of a kind, as `kind_of` tells it."""
        return self._by_kind.get((likeness, kind), ())

    @cached_property
    def _by_kind(self) -> Mapping[tuple[Likeness, str], Sequence[Act]]:
        found: dict[tuple[Likeness, str], list[Act]] = defaultdict(list)
        for act in self.acts:
            for likeness in Likeness:
                if (kind := kind_of(act, likeness)) is not None:
                    found[likeness, kind].append(act)
        return found

    @cached_property
    def covered(self) -> tuple[tuple[date, date], ...]:
        """The intervals in order, those that touch or overlap joined."""
        joined: list[tuple[date, date]] = []
        for first, last in sorted(self.coverage):
            if joined and first <= joined[-1][1] + timedelta(days=1):
                joined[-1] = (joined[-1][0], max(joined[-1][1], last))
            else:
                joined.append((first, last))
        return tuple(joined)

    def within(self, start: date | None, end: date) -> Scope:
        """What the record can say of the time from `start` (None: of all time) up to the day before `end`."""
        last_day = end - timedelta(days=1)
        parts = [(max(first, start or first), min(last, last_day)) for first, last in self.covered]
        parts = [(first, last) for first, last in parts if first <= last]
        whole = start is not None and len(parts) == 1 and parts[0] == (start, last_day)
        events = sum((start is None or start <= act.day) and act.day < end for act in self.acts)
        return Scope(start, end, tuple(parts), whole or (start is not None and start >= end), events)


@dataclass(frozen=True, slots=True)
class Scope:
    """What a record covers of a stretch of time.

    Attributes:
        start: Its first day; None is the beginning of all things.
        end: The day of the event, which the stretch ends before.
        covered: The parts that the record covers, in order; between them are its gaps.
        whole: Whether there is nothing else.
        events: Events of the pair in the stretch, of any kind.
    """

    start: date | None
    end: date
    covered: tuple[tuple[date, date], ...]
    whole: bool
    events: int

    @property
    def most(self) -> float:
        """The greatest share that a kind may have among the pair's events (95 % sure), when none of these was of it.

        The rule of three: 1 - 0.05 ** (1 / n), near 3/n. 14 events without one leave room for a share of 19 %.
        """
        return float(1 - 0.05 ** (1 / self.events)) if self.events else 1.0

    @property
    def words(self) -> str:
        """The coverage in words, for a reader."""
        parts = ", ".join(f"{first} to {last}" for first, last in self.covered) or "no day"
        return f"the record covers {parts} and holds {self.events} events of the two before {self.end}"
