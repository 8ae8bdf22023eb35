"""A world asked for its signed network on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from detente.engines.coverage import world_coverage
from detente.engines.day_network import DayInWorld
from detente.errors import DetenteError
from detente.relations.networks.build import network_of_ties
from detente.relations.networks.dyad_signs import MONTHS, joined_ties, record_share, signs_of_dyads
from detente.relations.networks.signed import SignedNetwork
from detente.world.reading_back import connected


@dataclass(frozen=True, slots=True)
class DayNetwork:
    """A signed network, the window of events that its signs come from, and the record's share of conflict in it."""

    network: SignedNetwork
    start: date
    day: date
    share: float | None


def network_at(root: Path, day: date | None = None) -> DayNetwork:
    """The signed network of a world's states on a day, as `explain` has it.

    Args:
        root: The world's directory.
        day: The day; None is the last that feeds cover, else the last that is known of.

    Raises:
        DetenteError: No day was given and the world has no dated event.
        WorldError: The world cannot be read.
    """
    with connected(root) as connection:
        covered = [last for _, last in world_coverage(connection)]
        at = day or max(covered, default=None) or DayInWorld(connection, date.max, ()).last_day()
        if at is None:
            raise DetenteError(f"{root} has no dated event; give the day with --at.")
        known = DayInWorld(connection, at, ())
        start = months_before(at, MONTHS)
        counts = known.dyad_counts(start)
        ties = joined_ties(signs_of_dyads(counts), known.said_ties())
    return DayNetwork(network_of_ties(ties, day=at), start, at, record_share(counts) if counts else None)


def months_before(at: date, months: int) -> date:
    """The first day of the month so many months before the day's own, less one: 12 months with the day's own.

    >>> months_before(date(2016, 9, 20), 12)
    datetime.date(2015, 10, 1)
    """
    number = at.year * 12 + at.month - 1 - (months - 1)
    return date(number // 12, number % 12 + 1, 1)
