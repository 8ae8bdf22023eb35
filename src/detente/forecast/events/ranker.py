"""Trees that put the best candidates in order: LightGBM's lambdarank, grown on queries of the recent past."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from detente.forecast.events.features import NAMES
from detente.forecast.events.forest import forest_of, forest_scores
from detente.forecast.events.hashing import EMPTY

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MOST_PARTS: Final = 5


@dataclass(slots=True)
class Rows:
    """What trees are grown on: features, labels and sizes of groups (one group a query), in parts."""

    features: list[NDArray[np.float32]] = field(default_factory=list)
    labels: list[NDArray[np.bool_]] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)

    def add(self, actors: NDArray[np.int32], features: NDArray[np.float32], right: NDArray[np.bool_]) -> None:
        """Add queries; those without a right answer among their candidates teach no order and are left out.

        No right answer is added from beyond the candidates: it would be known by its rank.
        """
        real = np.asarray(actors != EMPTY)
        taught = np.asarray(right.any(axis=1))
        keep = real & taught[:, None]
        self.features.append(features[keep])
        self.labels.append(right[keep])
        self.sizes += real[taught].sum(axis=1).tolist()


def _joined(parts: list[NDArray[np.float32]]) -> NDArray[np.float32]:
    """The parts as one, each given up once it is copied: they are too large to be held twice."""
    whole = np.empty((sum(map(len, parts)), parts[0].shape[1]), dtype=np.float32)
    end = len(whole)
    while parts:
        part = parts.pop()
        whole[end - len(part) : end] = part
        end -= len(part)
    return whole


class Ranker:
    """Trees over features; higher is likelier."""

    def __init__(self, booster: Any) -> None:
        """Hold a grown LightGBM booster."""
        self.booster, self.forest = booster, forest_of(booster)

    @staticmethod
    def grown(rows: Rows, *, trees: int, rate: float, seed: int, threads: int) -> Ranker | None:
        """Grow trees; None where there is nothing to learn from."""
        if not rows.sizes:
            return None
        os.environ.setdefault("OMP_WAIT_POLICY", "passive")  # its threads would spin away other programs' time
        import lightgbm

        parameters = {
            "objective": "lambdarank",
            "lambdarank_truncation_level": 20,
            "learning_rate": rate,
            "num_leaves": 31,
            "min_data_in_leaf": 100,
            "feature_fraction": 0.5,
            "bagging_fraction": 0.8,
            "bagging_freq": 1,
            "lambda_l2": 5.0,
            "max_bin": 127,
            "seed": seed,
            "deterministic": True,
            "force_row_wise": True,
            "num_threads": threads,
            "verbosity": -1,
        }
        labels = np.concatenate(rows.labels).astype(np.float32)
        features = _joined(rows.features)
        data = lightgbm.Dataset(
            features, labels, group=rows.sizes, feature_name=list(NAMES), params=parameters, free_raw_data=True
        ).construct()
        del features
        return Ranker(lightgbm.train(parameters, data, num_boost_round=trees))

    def scores(self, features: NDArray[np.float32]) -> NDArray[np.float64]:
        """One score a row, as the booster would give it."""
        return np.asarray(forest_scores(self.forest, features))

    def parts(self, features: NDArray[np.float32]) -> tuple[tuple[str, float], ...]:
        """What the row's features add to its score (Shapley values, Lundberg & Lee 2017), the largest first."""
        values = self.booster.predict(features[None, :], pred_contrib=True)[0][:-1]
        order = np.argsort(-np.abs(values), kind="stable")[:_MOST_PARTS]
        return tuple((NAMES[i], float(values[i])) for i in order)
