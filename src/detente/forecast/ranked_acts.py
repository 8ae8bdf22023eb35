"""Past acts as facts for rankings, and rankings in the terms of these acts: names, days and how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from detente.forecast.facts import Facts
from detente.forecast.next_events import ActorName, PastAct, RankedActor, RankReason, Role
from detente.ontology.plover import plover_types

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from detente.forecast.events.explain import Explanation, PastEvents

LAST_DAYS: Final = 3
"""Days of a past act that are named, the latest ones."""


@dataclass(frozen=True, slots=True)
class ActNames:
    """Who takes part in acts; the place in `ids` is an actor's number.

    Attributes:
        ids: In alphabetical order.
        names: As shown.
        grouped: As `EventForecaster` takes them: those who belong to a state have its name in brackets.
        is_state: Who is one.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    grouped: tuple[str, ...]
    is_state: tuple[bool, ...]

    def place_of(self, id_: str) -> int | None:
        """An actor's number; None where it takes no part."""
        return self.ids.index(id_) if id_ in self.ids else None

    def peers_of(self, number: int) -> NDArray[np.bool_]:
        """(n_actors,) the states where an actor is one, else the others."""
        return np.asarray(np.array(self.is_state, dtype=np.bool_) == self.is_state[number])

    def actor(self, number: int) -> ActorName:
        """An actor by its number."""
        return ActorName(self.ids[number], self.names[number])


def grouped_name(name: str, state: str | None) -> str:
    """A name as `EventForecaster` takes it.

    >>> grouped_name("Nigeria: police", "Nigeria"), grouped_name("Nigeria", None)
    ('police (Nigeria)', 'Nigeria')
    >>> grouped_name("Police (Kano)", "Nigeria"), grouped_name("Boko Haram", "Nigeria")
    ('Police (Nigeria)', 'Boko Haram (Nigeria)')
    """
    if state is None:
        return name
    own = name.removeprefix(f"{state}: ").partition(" (")[0]
    return f"{own} ({state})"


@dataclass(frozen=True, slots=True, eq=False)
class PastActs:
    """Acts of the past, numbered.

    Attributes:
        facts: In order, each once; steps are days since the first. Types are numbered as PLOVER orders them.
        names: Of the actors.
        first: The day of step 0; `date.min` without facts.
    """

    facts: Facts
    names: ActNames
    first: date
    types: tuple[str, ...] = field(default_factory=plover_types)

    @staticmethod
    def of(columns: Mapping[str, Sequence[Any]], names: ActNames) -> PastActs:
        """From columns source, plover_type, target, event_date; the actors are all among `names`."""
        place = {id_: at for at, id_ in enumerate(names.ids)}
        kinds = {name: at for at, name in enumerate(plover_types())}
        first = min(columns["event_date"], default=date.min)
        rows = (
            [place[each] for each in columns["source"]],
            [kinds[each] for each in columns["plover_type"]],
            [place[each] for each in columns["target"]],
            [each.toordinal() - first.toordinal() for each in columns["event_date"]],
        )
        return PastActs(Facts(*(np.array(row, dtype=np.int64) for row in rows)).in_order(), names, first)

    def step(self, day: date) -> int:
        """The step of a day."""
        return day.toordinal() - self.first.toordinal()

    def day(self, step: int) -> date:
        """The day of a step."""
        return date.fromordinal(self.first.toordinal() + step)

    def act(self, source: int, kind: int, target: int) -> PastAct | None:
        """One act with its latest days; None where it never came."""
        steps = self.facts.step[self._is(source, "source") & self._is(kind, "type") & self._is(target, "target")]
        return self._act(source, kind, target, len(steps), steps[::-1]) if len(steps) else None

    def met(self, actor: int, kind: int, role: Role, *, most: int) -> list[PastAct]:
        """The acts of a type that an actor was an end of, the most frequent first; the same number, by name."""
        chosen = self.facts[self._is(actor, role) & self._is(kind, "type")]
        others = chosen.target if role == "source" else chosen.source
        counted = Counter(others.tolist())
        order = sorted(counted, key=lambda other: (-counted[other], self.names.names[other], other))
        found = (
            self.act(*((actor, kind, other) if role == "source" else (other, kind, actor))) for other in order[:most]
        )
        return [act for act in found if act is not None]

    def last(self, actor: int, kind: int, role: Role) -> date | None:
        """The day of an actor's last act of a type; None without any."""
        steps = self.facts.step[self._is(actor, role) & self._is(kind, "type")]
        return self.day(int(steps[-1])) if len(steps) else None

    def told(self, events: PastEvents) -> PastAct:
        """What an explanation names, from whichever end it was told."""
        source, kind, target = events.source, events.kind, events.target
        if kind >= len(self.types):
            source, kind, target = target, kind - len(self.types), source
        return self._act(source, kind, target, events.number, events.steps)

    def _act(self, source: int, kind: int, target: int, days: int, steps: Iterable[int]) -> PastAct:
        last = [self.day(int(step)) for step, _ in zip(steps, range(LAST_DAYS), strict=False)]
        return PastAct(self.names.actor(source), self.types[kind], self.names.actor(target), days, tuple(last))

    def _is(self, number: int, column: str) -> NDArray[np.bool_]:
        return np.asarray(getattr(self.facts, column) == number)


def ranked_actors(
    explained: Iterable[Explanation], past: PastActs, actor: int, kind: int, role: Role
) -> tuple[RankedActor, ...]:  # fmt: skip
    """Explanations of one query in words of past acts.

    Args:
        explained: The best first.
        past: What was learned from.
        actor: Who was asked about.
        kind: The type asked for.
        role: The actor's end.
    """
    found = []
    for each in explained:
        ends = (actor, each.actor) if role == "source" else (each.actor, actor)
        reasons = tuple(
            RankReason(reason.family, reason.weight, tuple(past.told(events) for events in reason.events))
            for reason in each.reasons
        )
        before = past.act(ends[0], kind, ends[1])
        found.append(RankedActor(past.names.actor(each.actor), each.rank, before, reasons, each.nets))
    return tuple(found)
