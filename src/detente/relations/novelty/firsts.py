"""Firsts in the record: the first event of its kind between two actors, or the first in years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from detente.relations.acts import Act
from detente.relations.novelty.kinds import Likeness, kind_of, kind_words
from detente.relations.novelty.record import Record, Scope

LEAST_YEARS: Final = 5.0

YEAR: Final = 365.25


@dataclass(frozen=True, slots=True)
class First:
    """An event that the record holds no like of for a long time before.

    Attributes:
        act: The event.
        likeness, kind: How like is meant, and the kind in words.
        before: The last one of the kind before it; None where the record has none at all.
        years: Since then; None likewise.
        scope: What the record covers of the time without one. Without `before` that is all the time before the event:
            the words are "first in the record", for no record reaches back to the beginning.
    """

    act: Act
    likeness: Likeness
    kind: str
    before: Act | None
    years: float | None
    scope: Scope

    @property
    def words(self) -> str:
        """What can be said, in words."""
        said = f"first {kind_words(self.kind)} of the two in"
        if self.before is None:
            said += " the record"
        else:
            said += f" {self.years:.0f} years in the record, after {self.before.day}"
        return f"{said}; {self.scope.words}"


def earlier(act: Act, record: Record, likeness: Likeness) -> Sequence[Act]:
    """The events of the act's kind and direction that came before it, earliest first; not those of its own episode.

    An episode is a chain of events with no more than SAME_EPISODE between one and the next, no longer than
    LONGEST_EPISODE.
    """
    kind = kind_of(act, likeness)
    return [] if kind is None else record.alike(act, likeness, kind).before(act)


def firsts_of(act: Act, record: Record, *, least_years: float = LEAST_YEARS) -> Iterator[First]:
    """For which kinds an event is the first in the record, or the first in `least_years`, the widest likeness first.

    Args:
        act: One of the record's events, or one that is to be compared with it.
        record: What the world holds of the two.
        least_years: Years that must lie between it and the last one of the kind.

    Yields:
        None of a kind that the record covers no day for before the event: it cannot tell.
    """
    for likeness in reversed(Likeness):
        kind = kind_of(act, likeness)
        if kind is None:
            continue
        before = record.alike(act, likeness, kind).last_before(act)
        scope = record.within(before.day + timedelta(days=1) if before else None, act.day)
        years = (act.day - before.day).days / YEAR if before else None
        if scope.covered and (years is None or years >= least_years):
            yield First(act, likeness, kind, before, years, scope)
