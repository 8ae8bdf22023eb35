import pytest

from detente.relations.levels.scale import LEVELS, Level, expected_peace


def test_the_scale_runs_in_quarters() -> None:
    assert [level.peace for level in LEVELS] == [0, 0.25, 0.5, 0.75, 1]
    assert [level.label for level in LEVELS] == [
        "severe rivalry",
        "lesser rivalry",
        "negative peace",
        "warm peace",
        "security community",
    ]
    assert Level(2) is Level.NEGATIVE_PEACE


def test_mean_of_the_scale() -> None:
    assert expected_peace([0.5, 0.25, 0.25, 0, 0]) == pytest.approx(0.1875)
