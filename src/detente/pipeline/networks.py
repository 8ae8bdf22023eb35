"""A world asked for the signed network of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from detente.engines.coverage import world_coverage
from detente.engines.day_network import DayInWorld
from detente.errors import DetenteError
from detente.relations.networks.brokers import Broker, find_brokers
from detente.relations.networks.build import network_of_ties
from detente.relations.networks.cliques import PositiveCliques, find_positive_cliques
from detente.relations.networks.dyad_signs import MONTHS, joined_ties, record_share, signs_of_dyads
from detente.relations.networks.frustration import Frustration, measure_frustration
from detente.relations.networks.signed import SignedNetwork
from detente.world.held import remembered
from detente.world.reading_back import connected

TIME_LIMIT: Final = 0.5
"""Seconds for the two factions of one connected part; past it the best split found so far is told as such."""

MOST_BLOCS: Final = 200
"""Maximal cliques that are looked for."""


@dataclass(frozen=True, slots=True, eq=False)
class DayNetwork:
    """Who stands how to whom on a day.

    Attributes:
        network: The signed network.
        start, day: The window of events that signs come from.
        share: The record's share of conflict in it, which signs are told against; None without events.
    """

    network: SignedNetwork
    start: date
    day: date
    share: float | None


@dataclass(frozen=True, slots=True, eq=False)
class NetworkParts:
    """What a signed network falls into.

    Attributes:
        brokers: Those on good terms with both sides of rivalries, who bridges most first.
        blocs: Those that are all on good terms with each other, the largest first.
        sides: The two factions of each connected part, and the ties that stand against them.
    """

    brokers: tuple[Broker, ...]
    blocs: PositiveCliques
    sides: Frustration


def network_at(root: Path, day: date | None = None) -> DayNetwork:
    """The signed network of a world's states on a day, as `explain` sees it.

    Args:
        root: The world's directory.
        day: The day; None is the last that feeds cover, else the last on which an event fell or became known.

    Raises:
        DetenteError: No day was given and the world has no dated event.
        WorldError: The world cannot be read.
    """
    with connected(root) as connection:
        covered = [last for _, last in remembered(root, "coverage", lambda: world_coverage(connection))]
        at = day or max(covered, default=None) or DayInWorld(connection, root, date.max, ()).last_day()
        if at is None:
            raise DetenteError(f"{root} has no dated event; give the day.")
        known = DayInWorld(connection, root, at, ())
        start = months_before(at, MONTHS)
        counts = known.dyad_counts(start)
        ties = joined_ties(signs_of_dyads(counts), known.said_ties())
    return DayNetwork(network_of_ties(ties, day=at), start, at, record_share(counts) if counts else None)


def parts_of(network: SignedNetwork) -> NetworkParts:
    """The brokers, blocs and factions of a network."""
    return NetworkParts(
        brokers=find_brokers(network),
        blocs=find_positive_cliques(network, limit=MOST_BLOCS),
        sides=measure_frustration(network, time_limit=TIME_LIMIT),
    )


def months_before(at: date, months: int) -> date:
    """The first day of the month so many months before the day's own, less one: 12 months with the day's own.

    >>> months_before(date(2016, 9, 20), 12)
    datetime.date(2015, 10, 1)
    >>> months_before(date.min, 12)
    datetime.date(1, 1, 1)
    """
    number = max(at.year * 12 + at.month - 1 - (months - 1), 12)
    return date(number // 12, number % 12 + 1, 1)
