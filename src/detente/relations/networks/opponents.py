"""Actors that two actors both oppose: by a hostile tie, or by events that are mostly conflict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from detente.relations.networks.signed import Sign, SignedNetwork

SURE: Final = 0.95
"""Posterior probability from which events count as opposition."""


class Basis(StrEnum):
    """What an opposition rests on."""

    TIE = "tie"
    EVENTS = "events"


@dataclass(frozen=True, slots=True)
class Opposition:
    """That an actor opposes another, and the ids of what says so.

    `probability` is 1 for a tie, which is either there or not, and else the posterior of `oppositions_by_events`.
    """

    actor: str
    opponent: str
    basis: Basis
    probability: float
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConflictCount:
    """What an actor did to another in a window: events, how many of them are conflict, and the ids of the latter."""

    source: str
    target: str
    conflict: int
    events: int
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SharedOpponent:
    """An actor that both A and B oppose, with what says so for each."""

    actor: str
    by_a: tuple[Opposition, ...]
    by_b: tuple[Opposition, ...]


def oppositions_by_ties(network: SignedNetwork) -> tuple[Opposition, ...]:
    """Both directions of every negative edge."""
    return tuple(
        Opposition(actor, edge.other(actor), Basis.TIE, 1.0, edge.evidence)
        for edge in network.edges
        if edge.sign is Sign.NEGATIVE
        for actor in (edge.first, edge.second)
    )


def oppositions_by_events(counts: Iterable[ConflictCount], *, sure: float = SURE) -> tuple[Opposition, ...]:
    """The dyads more than half of whose events are conflict, with at least probability `sure`.

    The share of conflict has a uniform prior, so that few events never suffice: 4 of 4 give 0.97, 3 of 3 give 0.94.

    Source:
        Gelman et al., Bayesian Data Analysis, 3rd ed., section 2.4.

    >>> [round(one.probability, 4) for one in oppositions_by_events([ConflictCount("A", "B", 4, 4)])]
    [0.9688]
    """
    from scipy.special import betainc

    found = []
    for count in counts:
        probability = 1.0 - float(betainc(1 + count.conflict, 1 + count.events - count.conflict, 0.5))
        if probability >= sure:
            found.append(Opposition(count.source, count.target, Basis.EVENTS, probability, count.evidence))
    return tuple(found)


def shared_opponents(oppositions: Iterable[Opposition], a: str, b: str) -> tuple[SharedOpponent, ...]:
    """Whom A and B both oppose, sorted by id; A and B themselves are no shared opponents."""
    by_side: dict[str, dict[str, list[Opposition]]] = {a: defaultdict(list), b: defaultdict(list)}
    for one in oppositions:
        if one.actor in by_side and one.opponent not in by_side:
            by_side[one.actor][one.opponent].append(one)
    shared = by_side[a].keys() & by_side[b].keys()
    return tuple(SharedOpponent(actor, tuple(by_side[a][actor]), tuple(by_side[b][actor])) for actor in sorted(shared))
