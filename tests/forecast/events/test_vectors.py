"""Vectors: scores, nearest actors, and that learning raises what came."""

import numpy as np

from detente.forecast.events.groups import group_actors
from detente.forecast.events.hashing import EMPTY
from detente.forecast.events.history import History
from detente.forecast.events.vector_learning import learn_vectors
from detente.forecast.events.vectors import CONTEXT, DIM, all_scores, nearest, new_vectors, query_rows, target_rows


def test_scores_are_the_products_and_the_same_whatever_is_asked_beside() -> None:
    rng = np.random.default_rng(0)
    vectors = rng.normal(size=(37, DIM + 1)).astype(np.float32)
    columns = rng.normal(size=(DIM + 1, 1300)).astype(np.float32)
    scores = all_scores(vectors, columns)
    assert np.allclose(scores, vectors @ columns, atol=1e-3)
    assert (all_scores(vectors[5:6], columns)[0] == scores[5]).all()


def test_nearest_are_those_with_the_highest_scores() -> None:
    scores = np.random.default_rng(0).normal(size=(20, 300)).astype(np.float32)
    found = nearest(scores, 40)
    for row, own in zip(scores, found, strict=True):
        assert set(own.tolist()) == set(np.argsort(-row)[:40].tolist())
    assert (nearest(scores[:, :3], 5)[0] == EMPTY).sum() == 2


def test_learning_raises_what_came() -> None:
    groups = group_actors([""] * 30)
    vectors = new_vectors(2, groups, seed=3)
    past = History(30, 1).past
    source = np.arange(10).repeat(20)
    target = source + 10
    kind = np.zeros(200, dtype=np.int64)
    nobody = np.full((200, CONTEXT), EMPTY, dtype=np.int32)
    seen = np.bincount(target, minlength=30)
    order = np.random.default_rng(0).permutation(200)
    for epoch in range(8):
        learn_vectors(vectors, source[order], kind, target[order], nobody, nobody, seen, int(seen.sum()), epoch)
    asked = np.arange(10)
    scores = query_rows(vectors, past, asked, kind[:10]) @ target_rows(vectors).T
    assert scores.argmax(axis=1).tolist() == (asked + 10).tolist()
