"""The lowest configuration draw by draw: by hand for three actors, and a pool beside all configurations."""

from __future__ import annotations

import numpy as np
import pytest

from detente.scenarios.bloc_draws import MOST_WHOLE, searched, whole
from detente.scenarios.model import Model
from detente.scenarios.sensitivity import BLOC_DRAWS, measure_sensitivity
from scenarios.scenario_files import scenario


def many(actors: int, seed: int) -> str:
    """A file with more actors than are looked at whole; ties drawn evenly from -1.5 to 1.5."""
    drawn = np.random.default_rng(seed)
    lines = ["question: {pair: [a0, a1]}", "actors:"]
    lines += [f"  a{n}: {{size: {{value: {drawn.uniform(0.2, 5):.2f}, assumption: x}}}}" for n in range(actors)]
    lines += ["ties:", "  pairs:"]
    for one in range(actors):
        for other in range(one + 1, actors):
            value = drawn.uniform(-1.5, 1.5)
            lines.append(f"    - {{between: [a{one}, a{other}], value: {value:.2f}, assumption: x}}")
    return "\n".join(lines) + "\n"


def test_three_actors_by_hand() -> None:
    # friends 0 and 1, both foes of 2; then 0 and 2 friends; then all friends: nobody apart
    ties = np.array([[1.0, -1.0, -1.0], [-1.0, 1.0, -1.0], [1.0, 1.0, 1.0]])
    sides = whole(3).lowest(np.ones((3, 3)), ties)
    assert sides.tolist() == [[0, 0, 1], [0, 1, 0], [0, 0, 0]]


def test_size_decides_whom_a_foe_of_both_friends_joins() -> None:
    # 0-1 friends, 0-2 friends, 1-2 foes: 0 goes with the larger
    ties = np.array([[1.0, 1.0, -3.0]] * 2)
    sizes = np.array([[1.0, 5.0, 1.0], [1.0, 1.0, 5.0]])
    assert whole(3).lowest(sizes, ties).tolist() == [[0, 0, 1], [0, 1, 0]]


@pytest.mark.parametrize("seed", [0, 1, 4])
def test_a_pool_tells_nearly_every_fresh_draw_as_all_configurations_do(seed: int) -> None:
    actors, drawn = 14, np.random.default_rng(seed)
    middle = drawn.uniform(-1.5, 1.5, actors * (actors - 1) // 2)

    def draw(count: int) -> tuple[np.ndarray, np.ndarray]:
        sizes = drawn.uniform(0.7, 1.3, (count, actors))
        return sizes, np.clip(middle + drawn.uniform(-0.5, 0.5, (count, len(middle))), -2, 2)

    pool = searched(*draw(512))
    fresh = draw(256)
    same = (pool.lowest(*fresh) == whole(actors).lowest(*fresh)).all(axis=1)
    assert same.mean() > 0.95
    assert len(pool.sides) < 1 << (actors - 1)


def test_blocs_of_many_actors_have_shares() -> None:
    model = Model(scenario(many(MOST_WHOLE + 2, 8)))
    told = measure_sensitivity(model, draws=64)
    share = told.ranges["together after"].low
    moved = told.influences["together after"]
    assert 0 < share < 1
    assert share * 2 * BLOC_DRAWS == pytest.approx(round(share * 2 * BLOC_DRAWS))
    assert moved
    assert {each.number.field.partition(".")[0] for each in moved} <= {"ties", "actors"}
    assert moved[0].total >= moved[-1].total > 0
