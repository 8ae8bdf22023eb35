"""Nets: slopes against finite differences, what they can learn, scores and their parts."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from detente.forecast.events.net_learning import Weights, forward, gradient, learned_net, losses, new_weights, standard
from detente.forecast.events.nets import net_parts, net_scores, nets_of
from detente.forecast.events.ranker import Ranker
from detente.forecast.events.rows import Rows, RowsGathered

N_KINDS, N_FEATURES = 3, 5
STEP = 1e-6


def made(n: int, *, seed: int = 0) -> Rows:
    """Queries of six candidates, some missing; the right one is the nearest to 1 in the feature that the kind names."""
    rng = np.random.default_rng(seed)
    features = rng.normal(size=(n, 6, N_FEATURES)).astype(np.float16)
    kinds = rng.integers(0, 2, n)
    real = rng.random((n, 6)) < 0.9
    real[:, :2] = True
    apart = np.abs(features[np.arange(n), :, 1 + kinds] - 1.0)
    best = np.where(real, apart, np.inf).argmin(axis=1)
    right = np.zeros((n, 6), dtype=bool)
    right[np.arange(n), best] = True
    return Rows(kinds, features, real, right)


def told(rows: Rows, *, seed: int = 0, passes: int = 10) -> tuple[Weights, np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    shift, scale = standard(rows)
    return learned_net(rows, N_KINDS, shift, scale, passes=passes, seed=[seed]), shift, scale


def test_slopes_are_those_of_finite_differences() -> None:
    rng = np.random.default_rng(1)
    net = new_weights(N_KINDS, N_FEATURES, rng)
    moved: list[Any] = [part + rng.normal(0.0, 0.3, part.shape) for part in net.each()]  # at first half of it is 0
    net = Weights(*moved)
    rows = made(8)
    rows.right[0, 0] = rows.right[0, 1] = True  # several right answers: each against the wrong ones alone
    inputs: Any = rows.features.astype(np.float64)

    def loss() -> float:
        scores, _, _ = forward(net, inputs, rows.kinds)
        return float(losses(scores, rows.real, rows.right).sum() / rows.right.sum())

    slopes = gradient(net, inputs, rows.kinds, rows.real, rows.right)
    for part, slope in zip(net.each(), slopes.each(), strict=True):
        for place in rng.integers(0, part.size, 6):
            flat = part.reshape(-1)
            before = flat[place]
            flat[place] = before + STEP
            above = loss()
            flat[place] = before - STEP
            below = loss()
            flat[place] = before
            assert slope.reshape(-1)[place] == pytest.approx((above - below) / (2 * STEP), rel=1e-3, abs=1e-6)


def test_the_loss_of_a_right_answer_leaves_out_the_other_right_ones() -> None:
    scores = np.array([[2.0, 2.0, 0.0, 9.0]], dtype=np.float32)
    real, right = np.array([[True, True, True, False]]), np.array([[True, True, False, False]])
    each = np.log1p(np.exp(-2.0))  # of 2 against 0; 9 is nobody
    assert losses(scores, real, right)[0] == pytest.approx([each, each, 0.0, 0.0])


def test_an_order_that_no_sum_of_features_gives_is_learned_for_each_kind() -> None:
    net, shift, scale = told(made(4000), passes=60)
    new = made(500, seed=9)
    rows = new.features.astype(np.float32).reshape(-1, N_FEATURES)
    scores = net_scores(nets_of([net], shift, scale), rows, np.repeat(new.kinds, 6)).reshape(-1, 6)
    best = np.where(new.real, scores, -np.inf).argmax(axis=1)
    assert new.right[np.arange(500), best].mean() > 0.9  # by chance: a fifth


def test_a_seed_gives_the_same_net_and_another_seed_another() -> None:
    rows = made(600)
    one, again, other = (told(rows, seed=seed)[0] for seed in (0, 0, 1))
    assert all((a == b).all() for a, b in zip(one.each(), again.each(), strict=True))
    assert (one.first != other.first).any()


def test_scores_are_the_mean_of_what_the_nets_give_before_they_were_folded() -> None:
    rows = made(300)
    shift, scale = standard(rows)
    pair = [told(rows, seed=seed)[0] for seed in (0, 1)]
    features, kinds = rows.features[:20].astype(np.float32), rows.kinds[:20]
    expected = np.mean([forward(net, (features - shift) / scale, kinds)[0] for net in pair], axis=0)
    found = net_scores(nets_of(pair, shift, scale), features.reshape(-1, N_FEATURES), np.repeat(kinds, 6))
    beyond = found.reshape(-1, 6) - expected
    assert beyond == pytest.approx(beyond[0, 0], abs=1e-4)  # one number for all rows changes no order


def test_a_score_depends_on_its_row_alone() -> None:
    rows = made(100)
    nets = nets_of([told(rows)[0]], *standard(rows))
    features, kinds = rows.features.astype(np.float32).reshape(-1, N_FEATURES), np.repeat(rows.kinds, 6)
    alone = [net_scores(nets, features[i : i + 1], kinds[i : i + 1])[0] for i in range(30)]
    assert (net_scores(nets, features, kinds)[:30] == alone).all()


def test_a_kind_that_was_never_asked_is_scored_as_no_kind_in_particular() -> None:
    net, _, _ = told(made(300))
    assert not net.kinds[2].any()


def test_parts_sum_to_the_difference_of_two_scores() -> None:
    rows = made(2000)
    nets = nets_of([told(rows, seed=seed)[0] for seed in (0, 1)], *standard(rows))
    features = rows.features.astype(np.float32)[:, 0]
    for i in range(20):
        pair = np.stack([features[i], features[i + 20]])
        scores = net_scores(nets, pair, np.full(2, rows.kinds[i]))
        parts = net_parts(nets, pair[0], pair[1], int(rows.kinds[i]))
        assert parts.sum() == pytest.approx(scores[0] - scores[1], rel=0.03, abs=0.03)


def test_features_that_do_not_differ_add_nothing() -> None:
    rows = made(500)
    nets = nets_of([told(rows)[0]], *standard(rows))
    row = rows.features[0, 0].astype(np.float32)
    beside = row.copy()
    beside[3] += 1.0
    assert np.flatnonzero(net_parts(nets, row, beside, 0)).tolist() == [3]


def test_nothing_to_learn_from_gives_no_ranker() -> None:
    assert Ranker.taught(RowsGathered().joined(), N_KINDS, nets=2, passes=1, seed=0) is None


def test_fewer_queries_than_a_batch_are_learned_from_all_the_same() -> None:
    rows = made(7)
    ranker = Ranker.taught(rows, N_KINDS, nets=1, passes=3, seed=0)
    assert ranker is not None
    assert np.isfinite(ranker.scores(rows.features[0].astype(np.float32), np.zeros(6, dtype=np.int64))).all()
