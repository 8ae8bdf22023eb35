"""The backtest end to end on small folders of several shapes."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from detente.errors import InputError
from detente.forecast.backtest_events import backtest_events
from detente.forecast.baselines.recurrency import RecurrencyBaseline
from detente.forecast.events.settings import Settings
from detente.forecast.protocol import Stratum
from detente.forecast.read_tkg import read_event_data
from forecast.folders import Row, write_folder

SMALL = Settings(taught=200, nets=1, passes=2, threads=1)


def rows(first: int, last: int, unit: int = 1, ids: tuple[int, ...] = tuple(range(9))) -> list[Row]:
    """Actor i meets its neighbour every third step, in turn of types; others at random."""
    rng = np.random.default_rng(first)
    made: list[Row] = []
    for step in range(first, last):
        made += [(ids[i], step % 2, ids[(i + 1) % 9], step * unit) for i in range(9) if (i + step) % 3 == 0]
        made.append((ids[rng.integers(9)], 2, ids[rng.integers(9)], step * unit))
    return made


def test_single_step_beside_the_baseline(tmp_path: Path) -> None:
    data = read_event_data(write_folder(tmp_path, rows(0, 30), rows(30, 34), rows(34, 38)))
    found = backtest_events(data, explain=3, settings=SMALL)
    assert found.detente.scores.queries == 2 * len(data.test)
    assert sum(scores.queries for scores in found.detente.strata.values()) == 2 * len(data.test)
    assert found.baseline is not None
    assert found.baseline.scores.queries == 2 * len(data.test)
    assert found.detente.scores.mrr > 0.4  # 9 actors by chance 0.31
    assert len(found.explained) == 3
    assert all(each.best for each in found.explained)
    assert found.latency.median > 0
    assert found.latency.append > 0


def test_multi_step_learns_nothing_of_the_test_part(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    first.mkdir()
    second.mkdir()
    later = rows(36, 38)
    one = read_event_data(write_folder(first, rows(0, 30), rows(30, 34), rows(34, 36) + later))
    # the other data set differs in the first test step only; multi-step ranks of the last step can't depend on it
    other = [(3, 2, 5, 34), (5, 0, 3, 34), (8, 1, 2, 35)]
    two = read_event_data(write_folder(second, rows(0, 30), rows(30, 34), other + later))
    every = 2 * (len(rows(34, 36)) + len(later))
    ranks = [
        {(e.source, e.kind, e.target, e.step): e.rank for e in found.explained if e.step >= 36}
        for found in (
            backtest_events(one, "multi-step", explain=every, baseline=False, settings=SMALL),
            backtest_events(two, "multi-step", explain=every, baseline=False, settings=SMALL),
        )
    ]
    assert ranks[0]
    assert ranks[0] == ranks[1]


def test_the_recurrent_stratum_is_what_the_past_shows(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, [(0, 0, 1, 0), (0, 0, 1, 1)], [(0, 0, 1, 2)], [(0, 0, 1, 3), (1, 0, 2, 3)])
    found = backtest_events(read_event_data(folder), settings=SMALL)
    assert found.detente.strata[Stratum.RECURRENT].queries == 2
    assert found.detente.strata[Stratum.COLD].queries == 2
    assert math.isnan(found.detente.strata[Stratum.DYAD_SEEN].mrr)


@pytest.mark.parametrize("unit", [24, 15])
def test_other_numbers_and_units_give_the_same_scores(tmp_path: Path, unit: int) -> None:
    ids = (7, 11, 20, 31, 45, 58, 66, 72, 90)
    plain, sparse = tmp_path / "plain", tmp_path / "sparse"
    plain.mkdir()
    sparse.mkdir()
    one = write_folder(plain, rows(0, 30), rows(30, 33), rows(33, 35))
    names = [f"n{i}" for i in range(9)]
    two = write_folder(sparse, rows(0, 30, unit, ids), rows(30, 33, unit, ids), rows(33, 35, unit, ids))
    (sparse / "entity2id.txt").write_text("".join(f"{n}\t{i}\n" for n, i in zip(names, ids, strict=True)), "utf-8")
    found = [
        backtest_events(read_event_data(folder), settings=SMALL, baseline=False).detente.scores for folder in (one, two)
    ]
    assert found[0] == found[1]


def test_an_unknown_setting_is_refused(tmp_path: Path) -> None:
    data = read_event_data(write_folder(tmp_path, [(0, 0, 1, 0)], [(0, 0, 1, 1)], [(0, 0, 1, 2)]))
    with pytest.raises(InputError, match="expected single-step or multi-step"):
        backtest_events(data, "two-step")


def test_the_baseline_is_the_one_told(tmp_path: Path) -> None:
    data = read_event_data(write_folder(tmp_path, rows(0, 20), rows(20, 22), rows(22, 23)))
    found = backtest_events(data, "multi-step", settings=SMALL)
    assert found.baseline is not None
    own = RecurrencyBaseline(data.n_actors, data.n_types)
    own.fit(data.train.in_order(), data.valid.in_order(), block=1)
    queries = data.test.in_order().both_ways(data.n_types)
    assert own.scores(queries).shape == (found.baseline.scores.queries, data.n_actors)
