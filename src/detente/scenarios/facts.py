"""What a scenario may take from elsewhere: who an actor is, how strong a state is, how two stand in a world."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from detente.actors.candidates import nearest
from detente.actors.registry import Registry
from detente.errors import UnknownActorError
from detente.records import ActorKind
from detente.scenarios.cinc import SOURCE, capability
from detente.scenarios.scenario import Number, Origin

USUAL_TIE = 0.5
"""How far a tie may lie from its value where a file gives no range."""


@dataclass(frozen=True, slots=True)
class KnownActor:
    """An actor of the registry: its id, name, and its iso3 if it is a state."""

    id: str
    name: str
    state: str | None


@dataclass(frozen=True)
class Facts:
    """Where numbers come from that a file leaves out.

    Attributes:
        registry: Who actors are.
        ties: Ties that a world knows, by the two registry ids in alphabetical order; empty without a world.
        world: What the world is called; None without one.
    """

    registry: Registry
    ties: Mapping[tuple[str, str], Number] = field(default_factory=dict)
    world: str | None = None
    _asked: dict[str, KnownActor | None] = field(default_factory=dict, repr=False, compare=False)

    def actor(self, key: str) -> KnownActor | None:
        """The actor that a name, id or code means, if any."""
        if key not in self._asked:
            self._asked[key] = self._resolved(key)
        return self._asked[key]

    def _resolved(self, key: str) -> KnownActor | None:
        try:
            found = self.registry.resolve(key)
        except UnknownActorError:
            return None
        return KnownActor(found.id, found.name, found.id if found.kind is ActorKind.STATE else None)

    def like(self, key: str) -> str | None:
        """The id of the registry's actor whose name is most like this."""
        return next((actor.id for _, actor in nearest(self.registry, key)), None)

    def size(self, state: str, day: date, at: str) -> Number | None:
        """A state's CINC on a day, in percent of the world; None for others and before the table begins."""
        found = capability(state, day.year)
        if found is None:
            return None
        return Number(at, found.percent, found.percent, found.percent, Origin.TABLE, f"{SOURCE}, {state} {found.year}")
