"""Why two actors stand as they do on a day: third parties, issues, opponents, brokers, routes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from detente.relations.events import RelationEvent
from detente.relations.networks.balance import Balance, PairBalance
from detente.relations.networks.brokers import Broker
from detente.relations.networks.opponents import SharedOpponent
from detente.relations.networks.shared import SharedIssue
from detente.relations.networks.signed import SignedNetwork
from detente.relations.networks.triads import PairTriads
from detente.relations.relation import PartyName
from detente.relations.routes.closing import ClosingSets
from detente.shown import Shown


@dataclass(frozen=True, slots=True)
class WayOut:
    """The land exits of one of the two that has no coast, and whether the other can help to close them.

    Attributes:
        sets: Who can close every way.
        other_borders: Whether a way out begins at the other.
        other_closes: Whether the other is in the closing set.
    """

    sets: ClosingSets
    other_borders: bool
    other_closes: bool


@dataclass(frozen=True, slots=True, eq=False)
class Surroundings:
    """What stands around a pair on a day, without the figures that are set beside chance.

    Attributes:
        first, second: The two.
        start, day: The window of events that signs come from.
        share: The record's share of conflict in it, which dyads' signs are told against; None without events.
        network: The signed network of the day.
        triads: Third parties of the two.
        brokers: Brokers between the two, where they are rivals, and the rivals that one of the two brokers between.
        opponents: Whom both oppose.
        issues: Issues on which texts give a stance of both.
        ways: Land routes, for those of the two that have no coast.
        evidence: Events that edges name, by id, as far as they were looked up.
        quotes: Words of the statements that edges and issues name, by id.
    """

    first: PartyName
    second: PartyName
    start: date
    day: date
    share: float | None
    network: SignedNetwork
    triads: PairTriads
    brokers: tuple[Broker, ...]
    opponents: tuple[SharedOpponent, ...]
    issues: tuple[SharedIssue, ...]
    ways: tuple[WayOut, ...]
    evidence: Mapping[str, RelationEvent]
    quotes: Mapping[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Explanation(Surroundings, Shown):
    """What stands around a pair on a day, each figure beside the sign-shuffled null.

    Attributes:
        pair: The third parties' numbers beside the null.
        balance: The whole network's figures beside theirs.
    """

    pair: PairBalance
    balance: Balance
