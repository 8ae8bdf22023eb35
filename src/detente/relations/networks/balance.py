"""All figures of a whole network and of one pair, each beside its sign-shuffled null."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from detente.relations.networks.cliques import PositiveCliques, find_positive_cliques
from detente.relations.networks.frustration import TIME_LIMIT, Frustration, frustration_of
from detente.relations.networks.null import BesideNull, set_beside_null, shuffle_signs
from detente.relations.networks.signed import SignedNetwork, Signs
from detente.relations.networks.triads import (
    PairTriads,
    TriadCounts,
    TriadEdges,
    count_by_signs,
    triad_edges,
    triads_of_pair,
)

WHAT_BALANCE_IS: Final = (
    "Balance describes how the ties of one day hang together. It explains, it does not forecast: it told the changes of"
    " alliances and rivalries of 1950-2015 beforehand no better than a coin (AUC 0.504)."
)
"""Shown wherever balance is."""


@dataclass(frozen=True, slots=True)
class NullSpec:
    """How often signs are shuffled.

    The frustration index is solved anew for each draw, so it gets fewer of them and `time_limit` seconds each. Its
    two-sided p-value can't fall below 2 / (frustration_draws + 1).
    """

    draws: int = 1000
    frustration_draws: int = 20
    time_limit: float = 1.0
    seed: int = 0


DEFAULT_NULL: Final = NullSpec()


@dataclass(frozen=True, slots=True)
class Balance:
    """A network's figures.

    Attributes:
        counts: Triads by their signs. ++- triads are those of brokers between rivals.
        frustration: The index with factions and frustrated edges.
        cliques: The all-positive cliques that the +++ triads come from.
        balanced_share: Of all triads; None without triads.
        balanced_share_with_negative: Of the triads outside of all-positive cliques; None where there are none. Draws
            without any such triad are left out of its null.
        brokered: Number of ++- triads.
        frustration_index: Its null solves each draw under the time limit; a draw not proved counts with its best split.
    """

    counts: TriadCounts
    frustration: Frustration
    cliques: PositiveCliques
    balanced_share: BesideNull | None
    balanced_share_with_negative: BesideNull | None
    brokered: BesideNull
    frustration_index: BesideNull


@dataclass(frozen=True, slots=True)
class PairBalance:
    """A pair's third parties, and how many pull together, apart, and broker (+ to both), each beside its null.

    The null shuffles the signs of the whole network; it says whether the pair has more shared friends and foes than
    its number of third parties makes likely.
    """

    triads: PairTriads
    together: BesideNull
    apart: BesideNull
    shared_friends: BesideNull


def measure_balance(
    network: SignedNetwork, *, null: NullSpec = DEFAULT_NULL, time_limit: float = TIME_LIMIT
) -> Balance:
    """Every figure of the network, beside its null and with all-positive cliques set apart.

    Args:
        network: The network.
        null: Draws and seed.
        time_limit: Seconds for one frustration index.
    """
    triads = triad_edges(network)
    counts = count_by_signs(triads, network.signs)
    frustration = frustration_of(network, network.signs, triads, time_limit=time_limit)
    shuffled = [count_by_signs(triads, signs) for signs in shuffle_signs(network.signs, null.draws, null.seed)]
    indexes = [
        frustration_of(network, signs, triads, time_limit=null.time_limit).index
        for signs in shuffle_signs(network.signs, null.frustration_draws, null.seed)
    ]
    return Balance(
        counts=counts,
        frustration=frustration,
        cliques=find_positive_cliques(network),
        balanced_share=_share(counts, shuffled, lambda one: one.balanced_share),
        balanced_share_with_negative=_share(counts, shuffled, lambda one: one.balanced_share_with_negative),
        brokered=set_beside_null(counts.ppn, [one.ppn for one in shuffled]),
        frustration_index=set_beside_null(frustration.index, indexes),
    )


def measure_pair_balance(network: SignedNetwork, a: str, b: str, *, null: NullSpec = DEFAULT_NULL) -> PairBalance:
    """The third parties of A and B and their numbers, each beside its null."""
    pairs = [(network.edges_of[third][a], network.edges_of[third][b]) for third in network.shared_neighbours(a, b)]
    edges = np.array(pairs, dtype=np.intp).reshape(-1, 2)
    drawn = [_pulls(edges, signs) for signs in shuffle_signs(network.signs, null.draws, null.seed)]
    together, apart, friends = (
        set_beside_null(observed, column)
        for observed, column in zip(_pulls(edges, network.signs), zip(*drawn, strict=True), strict=True)
    )
    return PairBalance(triads_of_pair(network, a, b), together, apart, friends)


def _pulls(edges: TriadEdges, signs: Signs) -> tuple[int, int, int]:
    """How many third parties pull together, pull apart, and are friends of both."""
    to_a, to_b = signs[edges[:, 0]], signs[edges[:, 1]]
    together = int((to_a == to_b).sum())
    return together, len(edges) - together, int(((to_a > 0) & (to_b > 0)).sum())


def _share(
    counts: TriadCounts, shuffled: list[TriadCounts], share: Callable[[TriadCounts], float | None]
) -> BesideNull | None:
    observed = share(counts)
    drawn = [value for value in map(share, shuffled) if value is not None]
    return None if observed is None or not drawn else set_beside_null(observed, drawn)
