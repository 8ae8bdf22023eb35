"""Brokers between rivals: third parties on good terms with two actors that are on bad terms, the ++- triads."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from detente.relations.networks.signed import Sign, SignedEdge, SignedNetwork


@dataclass(frozen=True, slots=True)
class Rivalry:
    """A negative edge, and the third parties with positive edges to both of its ends, sorted by id."""

    edge: SignedEdge
    brokers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Broker:
    """An actor, and the rivalries both of whose ends it has positive edges with: each rivalry with the two edges."""

    actor: str
    between: tuple[tuple[SignedEdge, SignedEdge, SignedEdge], ...]


def find_rivalries(network: SignedNetwork) -> tuple[Rivalry, ...]:
    """All negative edges in their order, each with its brokers; one that nobody bridges has none."""
    return tuple(Rivalry(edge, _brokers(network, edge)) for edge in network.edges if edge.sign is Sign.NEGATIVE)


def find_brokers(network: SignedNetwork) -> tuple[Broker, ...]:
    """All brokers, those between the most rivalries first, then by id.

    Returns:
        For each broker triples (rivalry, edge to the rivalry's first actor, edge to its second).
    """
    found: dict[str, list[tuple[SignedEdge, SignedEdge, SignedEdge]]] = defaultdict(list)
    for rivalry in find_rivalries(network):
        first, second = rivalry.edge.first, rivalry.edge.second
        for actor in rivalry.brokers:
            edges = network.edges_of[actor]
            found[actor].append((rivalry.edge, network.edges[edges[first]], network.edges[edges[second]]))
    brokers = (Broker(actor, tuple(between)) for actor, between in found.items())
    return tuple(sorted(brokers, key=lambda broker: (-len(broker.between), broker.actor)))


def _brokers(network: SignedNetwork, rivalry: SignedEdge) -> tuple[str, ...]:
    return tuple(
        actor
        for actor in network.shared_neighbours(rivalry.first, rivalry.second)
        if all(network.signs[network.edges_of[actor][end]] > 0 for end in (rivalry.first, rivalry.second))
    )
