"""Exact divisions: published cases, brute force on short series, and what must not change them."""

from __future__ import annotations

from itertools import combinations, pairwise
from math import nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.relations.shifts.binomial import binomial_cost
from detente.relations.shifts.change import zero_run_edges
from detente.relations.shifts.normal import normal_columns, normal_mean_cost
from detente.relations.shifts.optimal_partitioning import SegmentCost, change_weights, partition
from detente.relations.shifts.poisson import poisson_cost

# British coal-mining disasters with ten or more dead, yearly from 1851: Jarrett 1979, A note on the intervals between
# coal-mining disasters, Biometrika 66; two years are unknown, as in the version that PyMC's documentation carries.
COAL = [
    4, 5, 4, 0, 1, 4, 3, 4, 0, 6, 3, 3, 4, 0, 2, 6, 3, 3, 5, 4, 5, 3, 1, 4, 4, 1, 5, 5, 3, 4, 2, 5, 2, 2, 3, 4, 2, 1, 3,
    nan, 2, 1, 1, 1, 1, 3, 0, 0, 1, 0, 1, 1, 0, 0, 3, 1, 0, 3, 2, 2, 0, 1, 1, 1, 0, 1, 0, 1, 0, 0, 0, 2, 1, 0, 0, 0, 1,
    1, 0, 2, 3, 3, 1, nan, 2, 1, 1, 1, 1, 2, 4, 2, 0, 0, 1, 4, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 1,
]  # fmt: skip

# Annual flow of the Nile at Aswan, 1871-1970, 10^8 m3: Cobb 1978, The problem of the Nile, Biometrika 65.
NILE = [
    1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799, 958, 1140,
    1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701, 916, 692, 1020, 1050, 969, 831,
    726, 456, 824, 702, 1120, 1100, 832, 764, 821, 768, 845, 864, 862, 698, 845, 744, 796, 1040, 759, 781, 865, 845,
    944, 984, 897, 822, 1010, 771, 676, 649, 846, 812, 742, 801, 1040, 860, 874, 848, 890, 744, 749, 838, 1050, 918,
    986, 797, 923, 975, 815, 1020, 906, 901, 1170, 912, 746, 919, 718, 714, 740,
]  # fmt: skip


def test_coal_mining_disasters() -> None:
    counts = np.array(COAL)
    known = np.isfinite(counts)
    years = 1851 + np.flatnonzero(known)
    columns = np.column_stack([counts[known], np.ones(known.sum())])
    parts = partition(columns, poisson_cost, penalty=3 * np.log(len(columns)))
    assert list(years[parts.changes]) == [1892]
    np.testing.assert_allclose(parts.sums[:, 0] / parts.sums[:, 1], [3.125, 0.913], atol=0.0005)
    np.testing.assert_allclose(parts.gains, [68.44], atol=0.005)


def test_the_nile_at_aswan() -> None:
    flow = np.array(NILE, float)
    noise = np.diff(flow).var() / 2  # of neighbouring years, which a change of the mean leaves alone
    parts = partition(normal_columns(flow, noise), normal_mean_cost, penalty=3 * np.log(len(flow)))
    assert list(1871 + parts.changes - 1) == [1898]
    np.testing.assert_allclose(parts.sums[:, 1] / parts.sums[:, 0], [1097.8, 850.0], atol=0.05)


def brute_force(columns: np.ndarray, cost: SegmentCost, penalty: float, min_length: int) -> float:
    """The least penalised cost over all divisions."""
    n = len(columns)
    best = np.inf
    for number in range(n):
        for changes in combinations(range(1, n), number):
            bounds = (0, *changes, n)
            if number and min(np.diff(bounds)) < min_length:
                continue
            sums = np.array([columns[start:end].sum(axis=0) for start, end in pairwise(bounds)])
            best = min(best, cost(sums).sum() + penalty * number)
    return float(best)


short_counts = st.lists(st.sampled_from([0, 0, 0, 0, 1, 2, 5, 12]), min_size=1, max_size=10)


@settings(deadline=None, max_examples=60)
@given(counts=short_counts, penalty=st.floats(0, 8), min_length=st.integers(1, 3), seed=st.integers(0, 9))
def test_as_good_as_the_best_of_all_divisions(counts: list[int], penalty: float, min_length: int, seed: int) -> None:
    exposure = np.random.default_rng(seed).uniform(0.5, 2, len(counts))
    columns = np.column_stack([np.array(counts, float), exposure])
    best = brute_force(columns, poisson_cost, penalty, min_length)
    for positions in (None, zero_run_edges(columns[:, 0], min_length)):
        parts = partition(columns, poisson_cost, penalty, min_length=min_length, positions=positions)
        cost = poisson_cost(parts.sums).sum() + penalty * len(parts.changes)
        assert cost == pytest.approx(best, abs=1e-7)
        assert len(counts) < 2 * min_length or min(np.diff(parts.bounds)) >= min_length


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=2, max_size=9), st.floats(0, 6))
def test_the_same_for_shares(pairs: list[tuple[int, int]], penalty: float) -> None:
    columns = np.array([(hits, hits + misses) for hits, misses in pairs], float)
    parts = partition(columns, binomial_cost, penalty)
    cost = binomial_cost(parts.sums).sum() + penalty * len(parts.changes)
    assert cost == pytest.approx(brute_force(columns, binomial_cost, penalty, 1), abs=1e-7)


def test_time_reversed_gives_the_same_regimes() -> None:
    counts = np.r_[np.full(20, 2.0), np.full(15, 9.0), np.full(18, 4.0)]
    columns = np.column_stack([counts, np.ones(len(counts))])
    forward, backward = (partition(each, poisson_cost, 6.0) for each in (columns, columns[::-1]))
    assert list(forward.changes) == [20, 35]
    assert list(len(counts) - backward.changes[::-1]) == [20, 35]


def test_a_higher_penalty_never_gives_more_changes() -> None:
    columns = np.column_stack([np.random.default_rng(3).poisson(2.0, 80), np.ones(80)]).astype(float)
    numbers = [len(partition(columns, poisson_cost, penalty).changes) for penalty in (0.5, 1, 2, 4, 8, 16, 1e9)]
    assert numbers == sorted(numbers, reverse=True)
    assert numbers[-1] == 0


def test_weights_of_the_change_by_hand() -> None:
    # Counts 0, 0, 1: split after the first costs 2 (1 - log 1 + log 2), after the second 2 (1 - log 1 + log 1).
    columns = np.column_stack([[0.0, 0.0, 1.0], np.ones(3)])
    np.testing.assert_allclose(change_weights(columns, poisson_cost), [0, 1 / 3, 2 / 3])


def test_poisson_cost_by_hand() -> None:
    # Three events in exposure 2: 2 (3 - 3 log 3 + 3 log 2).
    np.testing.assert_allclose(poisson_cost(np.array([[3.0, 2.0], [0.0, 4.0]])), [6 - 6 * np.log(1.5), 0.0])


def test_binomial_cost_by_hand() -> None:
    # One hit of two: -2 log (1/4); all hits: certain.
    np.testing.assert_allclose(binomial_cost(np.array([[1.0, 2.0], [5.0, 5.0]])), [2 * np.log(4), 0.0])


def test_refuses_nonsense() -> None:
    with pytest.raises(ValueError, match="at least one"):
        partition(np.zeros((0, 2)), poisson_cost, 1.0)
    with pytest.raises(ValueError, match="penalty -1"):
        partition(np.ones((3, 2)), poisson_cost, -1.0)


@settings(deadline=None, max_examples=15)
@given(
    seed=st.integers(0, 999), penalty=st.sampled_from([0.5, 3.0, 12.0]), min_length=st.integers(1, 4),
    months=st.integers(60, 300),
)  # fmt: skip
def test_long_series_as_good_as_without_leaving_anything_out(
    seed: int, penalty: float, min_length: int, months: int
) -> None:
    random = np.random.default_rng(seed)
    counts = random.poisson(np.repeat(random.uniform(0.1, 6, 12), months // 12 + 1)[:months]).astype(float)
    columns = np.column_stack([counts, random.uniform(0.5, 2, months)])
    total = np.vstack([np.zeros(2), np.cumsum(columns, axis=0)])
    best = [-penalty]
    for end in range(1, months + 1):
        starts = [start for start in range(end - min_length + 1) if best[start] < np.inf]
        segments = [best[start] + poisson_cost((total[end] - total[start])[None])[0] for start in starts]
        best.append(min(segments, default=np.inf) + penalty)
    parts = partition(columns, poisson_cost, penalty, min_length=min_length)
    assert poisson_cost(parts.sums).sum() + penalty * len(parts.changes) == pytest.approx(best[-1], rel=1e-9)
