"""What the world holds of two actors, and from when to when it could have seen anything."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from operator import attrgetter
from typing import Any

from detente.relations.acts import Act
from detente.relations.coverage import Coverage
from detente.relations.novelty.alike import Alike
from detente.relations.novelty.kinds import Likeness, is_shared, kinds_of


@dataclass(frozen=True)
class Record:
    """The dated events of a pair, either way, and the days that the world's feeds and texts cover.

    Attributes:
        acts: In any order; each event once (no copies or repeats), and only what is said to have happened.
        coverage: Intervals of days, both ends included. Articles read one by one cover nothing whole: leave them out.
    """

    acts: Sequence[Act]
    coverage: Coverage

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

    @cached_property
    def _in_order(self) -> list[Act]:
        return sorted(self.acts, key=attrgetter("day", "id"))

    @cached_property
    def _days(self) -> list[date]:
        return [act.day for act in self._in_order]

    def alike(self, act: Act, likeness: Likeness, kind: str) -> Alike:
        """The events of an act's kind and direction; of a quad class, those of either direction."""
        shared = likeness is Likeness.QUAD_CLASS or is_shared(act)
        key = (likeness, kind, frozenset((act.source, act.target)) if shared else (act.source, act.target))
        if key not in self._kinds:
            sides = {(act.source, act.target)} | ({(act.target, act.source)} if shared else set())
            self._kinds[key] = Alike(
                [each for each in self._by_kind(likeness).get(kind, ()) if (each.source, each.target) in sides]
            )
        return self._kinds[key]

    def _by_kind(self, likeness: Likeness) -> dict[str, list[Act]]:
        if likeness not in self._by_likeness:
            found: dict[str, list[Act]] = {}
            for act, kinds in zip(self._in_order, self._kinds_in_order, strict=True):
                if (kind := kinds[likeness]) is not None:
                    found.setdefault(kind, []).append(act)
            self._by_likeness[likeness] = found
        return self._by_likeness[likeness]

    @cached_property
    def _kinds_in_order(self) -> list[dict[Likeness, str | None]]:
        return [kinds_of(act) for act in self._in_order]

    @cached_property
    def _kinds(self) -> dict[tuple[Any, ...], Alike]:
        return {}

    @cached_property
    def _by_likeness(self) -> dict[Likeness, dict[str, list[Act]]]:
        return {}

    def within(self, start: date | None, end: date) -> Scope:
        """What the record can say of the time from `start` (None: of all time) up to the day before `end`."""
        last_day = end - timedelta(days=1)
        parts = [(max(first, start or first), min(last, last_day)) for first, last in self.covered]
        parts = [(first, last) for first, last in parts if first <= last]
        whole = start is not None and len(parts) == 1 and parts[0] == (start, last_day)
        days = self._days
        events = max(0, bisect_left(days, end) - (0 if start is None else bisect_left(days, start)))
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
