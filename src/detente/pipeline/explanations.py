"""A world asked why two actors stand as they do on a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Final

from detente.engines.coverage import world_coverage
from detente.engines.day_network import DayInWorld
from detente.errors import DetenteError
from detente.pipeline.networks import months_before
from detente.pipeline.parties import find_pair, party
from detente.relations.explanation import Explanation, Surroundings, WayOut
from detente.relations.networks.balance import NullSpec, measure_balance, measure_pair_balance
from detente.relations.networks.brokers import Broker, find_brokers
from detente.relations.networks.build import network_of_ties
from detente.relations.networks.dyad_signs import MONTHS, joined_ties, record_share, signs_of_dyads
from detente.relations.networks.opponents import oppositions_by_ties, shared_opponents
from detente.relations.networks.shared import shared_issues
from detente.relations.networks.signed import SignedNetwork
from detente.relations.networks.triads import PairTriads, triads_of_pair
from detente.relations.relation import PartyName
from detente.relations.routes.closing import closing_sets
from detente.relations.routes.records import RouteError
from detente.world.held import remembered
from detente.world.reading_back import connected

NULL: Final = NullSpec(draws=500, frustration_draws=10, time_limit=0.5)
"""A user waits for it; benchmarks draw more."""

MOST_SHOWN: Final = 40
"""Third parties whose events are looked up."""


def explain(
    root: Path, first: str, second: str, *, day: date | None = None, user_actors: Sequence[Path] = ()
) -> Explanation:
    """Who and what stands around two actors of a world on a day.

    Args:
        root: The world's directory.
        first: A name, id or code.
        second: Another's.
        day: The day; None is the last that feeds cover, else the last on which an event fell or became known.
        user_actors: YAML files with actors of the user's own.

    Raises:
        UnknownActorError: A name means nobody.
        DetenteError: No day was given and the world has no dated event.
        WorldError: The world cannot be read.
    """
    around = look_around(root, first, second, day=day, user_actors=user_actors)
    return Explanation(
        **{field.name: getattr(around, field.name) for field in fields(around)},
        pair=measure_pair_balance(around.network, around.first.id, around.second.id, null=NULL),
        balance=measure_balance(around.network, null=NULL),
    )


def look_around(
    root: Path,
    first: str,
    second: str,
    *,
    day: date | None = None,
    user_actors: Sequence[Path] = (),
    tells_events: bool = True,
) -> Surroundings:
    """As `explain`, without the figures beside chance, which take most of the time.

    Where it does not tell events, `evidence` is empty: their ids stand with the ties.
    """
    a, b = find_pair(root, first, second, user_actors)
    with connected(root) as connection:
        known = DayInWorld(connection, root, day or date.max, (party(a), party(b)))
        covered = [last for _, last in remembered(root, "coverage", lambda: world_coverage(connection))]
        at = day or max(covered, default=None) or known.last_day()
        if at is None:
            raise DetenteError(f"{root} has no dated event; give the day with --at.")
        known = DayInWorld(connection, root, at, known.parties)
        start = months_before(at, MONTHS)
        counts = known.dyad_counts(start)
        network = network_of_ties(joined_ties(signs_of_dyads(counts), known.said_ties()), day=at)
        triads = triads_of_pair(network, a.id, b.id)
        brokers = _brokers(network, a.id, b.id)
        ids = _evidence(triads, brokers)
        evidence = known.events(ids) if tells_events else {}
        issues = shared_issues(known.stances(), a.id, b.id)
        told = [row.evidence for issue in issues for row in (*issue.a.rows, *issue.b.rows)]
        quotes = known.quotes([id_ for id_ in (*ids, *told) if id_ not in evidence and id_.startswith("article:")])
    return Surroundings(
        first=a,
        second=b,
        start=start,
        day=at,
        share=record_share(counts) if counts else None,
        network=network,
        triads=triads,
        brokers=brokers,
        opponents=shared_opponents(oppositions_by_ties(network), a.id, b.id),
        issues=issues,
        ways=tuple(_ways(a, b, at)),
        evidence=evidence,
        quotes=quotes,
    )


def _brokers(network: SignedNetwork, a: str, b: str) -> tuple[Broker, ...]:
    """Those who bridge a rivalry of the two, and what rivalries one of the two bridges that touch the other."""
    found = []
    for broker in find_brokers(network):
        own = tuple(
            triple
            for triple in broker.between
            if {a, b} == {triple[0].first, triple[0].second}
            or (broker.actor in (a, b) and {triple[0].first, triple[0].second} & ({a, b} - {broker.actor}))
        )
        if own:
            found.append(Broker(broker.actor, own))
    return tuple(found)


def _evidence(triads: PairTriads, brokers: Iterable[Broker]) -> list[str]:
    edges = [edge for third in triads.third_parties[:MOST_SHOWN] for edge in (third.to_a, third.to_b)]
    edges += [edge for broker in brokers for triple in broker.between for edge in triple]
    edges += [triads.edge] if triads.edge else []
    return sorted({id_ for edge in edges for id_ in (*edge.evidence[:3], *edge.against[:3])})


def _ways(a: PartyName, b: PartyName, day: date) -> Iterable[WayOut]:
    """Land exits of those that have no coast; nothing where the tables do not reach or know no such state."""
    for own, other in ((a, b), (b, a)):
        if not own.is_state:
            continue
        try:
            sets = closing_sets(own.id, day)
        except RouteError:
            continue
        if not sets.has_coast:
            yield WayOut(sets, other.id in sets.neighbours, other.id in (sets.closing_set or ()))
