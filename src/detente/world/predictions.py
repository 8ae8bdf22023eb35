"""Forecasts that were kept, to be held against what came: rows that are added and never changed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from detente.world.columns import from_row, to_row
from detente.world.locking import writing
from detente.world.prediction import Prediction
from detente.world.tables import append, open_table


def keep_predictions(root: Path, predictions: Sequence[Prediction]) -> int:
    """Store predictions; those of the same pair, target and days that are kept already are not kept again.

    Returns:
        How many were new.

    Raises:
        WorldError: The world cannot be written.
    """
    with writing(root):
        known = {_same(each) for each in read_predictions(root)}
        new = [each for each in predictions if _same(each) not in known]
        append(root, "predictions", [to_row(each) for each in new])
    return len(new)


def read_predictions(root: Path) -> list[Prediction]:
    """Every prediction that was kept, by the day it was made from."""
    opened = open_table(root, "predictions")
    if opened is None:
        return []
    found = [from_row(Prediction, row) for row in opened.to_pyarrow_table().to_pylist()]
    return sorted(found, key=lambda each: (each.as_of, each.until, each.first, each.second, each.target, each.id))


def predictions_version(root: Path) -> int:
    """A number that grows whenever predictions are kept; -1 where none ever were."""
    opened = open_table(root, "predictions")
    return -1 if opened is None else int(opened.version())


def _same(each: Prediction) -> tuple[object, ...]:
    return (each.first, each.second, each.as_of, each.until, each.target)
