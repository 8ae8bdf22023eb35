"""Small signed networks for tests: drawn by hand as "AB+ BC-", or by hypothesis."""

from __future__ import annotations

from itertools import combinations, product

from hypothesis import strategies as st

from detente.relations.networks.build import Ties, network_of_ties
from detente.relations.networks.signed import SignedNetwork


def network(drawn: str) -> SignedNetwork:
    """Edges written as two letters and a sign; each edge's evidence is its two letters."""
    edges = drawn.split()
    return network_of_ties(
        Ties(
            [edge[0] for edge in edges],
            [edge[1] for edge in edges],
            [1 if edge[2] == "+" else -1 for edge in edges],
            evidence=[edge[:2] for edge in edges],
        )
    )


@st.composite
def networks(draw: st.DrawFn, max_actors: int = 8) -> SignedNetwork:
    """Any signed graph, also with parts that are not connected and actors without an edge."""
    actors = "ABCDEFGHIJ"[: draw(st.integers(2, max_actors))]
    pairs = list(combinations(actors, 2))
    signs = draw(st.lists(st.sampled_from([0, 0, 1, 1, -1]), min_size=len(pairs), max_size=len(pairs)))
    tied = [(a, b, sign) for (a, b), sign in zip(pairs, signs, strict=True) if sign]
    ties = Ties([a for a, _, _ in tied], [b for _, b, _ in tied], [sign for _, _, sign in tied])
    return network_of_ties(ties, actors=actors)


def fewest_frustrated(signed: SignedNetwork, together: tuple[str, str, bool] | None = None) -> int:
    """The frustration index by trying every split; with (a, b, whether in one faction) only those that comply."""
    best = len(signed.edges)
    for sides in product((0, 1), repeat=len(signed.actors)):
        side = dict(zip(signed.actors, sides, strict=True))
        if together is not None and (side[together[0]] == side[together[1]]) != together[2]:
            continue
        best = min(best, sum((side[e.first] == side[e.second]) != (e.sign > 0) for e in signed.edges))
    return best
