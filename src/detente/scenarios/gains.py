"""What each actor gains: outcomes nearer to what it wants, friends and foes around it, ways it keeps or loses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from detente.errors import DetenteError
from detente.relations.routes.closing import closing_sets
from detente.relations.routes.exits import land_exits
from detente.relations.routes.land_map import Terms
from detente.scenarios.scenario import RouteQuestion, Setting
from detente.scenarios.sensitivity import Influence, Ranged

NOTABLE: Final = 0.5
"""A tie of at least this much, either way, counts as friendly or hostile."""


@dataclass(frozen=True, slots=True)
class Around:
    """Capability around an actor: sizes of those it is tied to by NOTABLE or more, in percent of the world."""

    friendly: float
    hostile: float


@dataclass(frozen=True, slots=True)
class ActorGain:
    """What one actor gains.

    Gains are points: salience (0 to 1) times how much nearer the outcome comes to its position on a scale from 0 to
    100, summed over the issues; below 0 it loses.

    Attributes:
        actor: Its id.
        loss_before: What it loses in the baseline, in points.
        change: Gain from the change without the deal.
        deal: Gain with the deal that the two make alone; None without a deal.
        via: Gain with the deal as each broker would carry it, by the broker's id.
        expected: Gain weighed by how likely the deal holds, made alone; None where that is not given.
        expected_via: The same with each broker.
        before, after: Capability around it; None where it takes no part.
        bloc_before, bloc_after: Those on its side in the lowest valley.
        moved_by: The numbers that move its gain (with the deal, if there is one) most, the most telling first.
    """

    actor: str
    loss_before: float
    change: Ranged
    deal: Ranged | None
    via: Mapping[str, Ranged]
    expected: float | None
    expected_via: Mapping[str, float]
    before: Around | None
    after: Around | None
    bloc_before: tuple[str, ...]
    bloc_after: tuple[str, ...]
    moved_by: tuple[Influence, ...]


@dataclass(frozen=True, slots=True)
class Ways:
    """The land exits of a state for a user: neighbours that lead to a coast, the coasts, and who can close them all.

    `why` tells why nothing could be said, and is empty otherwise.
    """

    exits: tuple[str, ...] = ()
    gateways: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class RouteGain:
    """Ways before and after, kept and lost."""

    question: RouteQuestion
    before: Ways
    after: Ways

    @property
    def lost(self) -> tuple[str, ...]:
        """Exits that are there before and not after."""
        return tuple(one for one in self.before.exits if one not in self.after.exits)

    @property
    def won(self) -> tuple[str, ...]:
        """Exits that are there after and not before."""
        return tuple(one for one in self.after.exits if one not in self.before.exits)


def around(setting: Setting, actor: str) -> Around | None:
    """Capability around an actor in a setting; None where it takes no part."""
    if all(party.id != actor for party in setting.parties):
        return None
    friendly = hostile = 0.0
    for party in setting.parties:
        if party.id != actor:
            tie = setting.tie(actor, party.id).value
            friendly += party.size.value if tie >= NOTABLE else 0.0
            hostile += party.size.value if tie <= -NOTABLE else 0.0
    return Around(friendly, hostile)


def route_gains(before: Setting, after: Setting, day: date) -> tuple[RouteGain, ...]:
    """The ways of each question, before and after."""
    old = {question.of: question for question in before.routes}
    return tuple(RouteGain(new, _ways(old.get(new.of, new), day), _ways(new, day)) for new in after.routes)


def _ways(question: RouteQuestion, day: date) -> Ways:
    terms = Terms(
        unusable=question.unusable,
        closed=question.closed,
        opened=question.opened,
        traffic=question.traffic,
        ferries=True,
        own_coast_closed=False,
    )
    try:
        exits = land_exits(question.of, day, terms)
        sets = closing_sets(question.of, day, terms)
    except DetenteError as error:
        return Ways(why=str(error))
    if exits.has_coast:
        return Ways(why=f"{question.of} has a coast of its own")
    open_ways = [one for one in exits.exits if one.gateways]
    return Ways(
        exits=tuple(one.link.neighbour for one in open_ways),
        gateways=tuple(sorted({gate for one in open_ways for gate in one.gateways})),
        closing=tuple(sorted(sets.closing_set or ())),
    )
