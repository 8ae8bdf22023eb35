import csv
import json
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.scenarios.landscape import MOST_EXACT, Landscape, LandscapeError, pull
from detente.scenarios.landscape_search import roll_down, search_landscape

ACCEPTANCE = Path(__file__).parents[3] / "shared" / "data" / "acceptance"
SYRIA = ACCEPTANCE / "landscape_syria2015"


def landscape(n: int, seed: int) -> Landscape:
    drawn = np.random.default_rng(seed)
    upper = np.triu(drawn.integers(-2, 3, (n, n)), 1).astype(float)
    return Landscape(tuple(f"a{place}" for place in range(n)), drawn.integers(1, 9, n).astype(float), upper + upper.T)


def energy_by_hand(of: Landscape, sides: tuple[int, ...]) -> float:
    """The paper's sum, term by term."""
    size, p = of.sizes, of.propensity
    return float(
        sum(
            size[i] * size[j] * p[i, j]
            for i in range(len(sides))
            for j in range(len(sides))
            if i != j and sides[i] != sides[j]
        )
    )


@pytest.mark.parametrize("case", ["", "_weaksyria"])
@pytest.mark.shared
@pytest.mark.skipif(not SYRIA.exists(), reason="../shared is not there")
def test_all_1024_energies_and_frustrations_of_syria_are_the_published_ones(case: str) -> None:
    of = syria(case)
    rows = published(case)
    assert len(rows) == 1024
    for sides, energy, frustrations, is_minimum in rows:
        number = of.number(sides)
        assert of.energies[number] == energy
        assert of.frustrations(number).tolist() == frustrations
        assert (number in of.minima) == is_minimum


@pytest.mark.parametrize(
    ("case", "energy", "apart"),
    [("", -83_200, {"Tur", "ISIS", "Nursa"}), ("_weaksyria", -65_600, {"ISIS", "Nursa"})],
)
@pytest.mark.shared
@pytest.mark.skipif(not SYRIA.exists(), reason="../shared is not there")
def test_syria_has_the_published_single_minimum(case: str, energy: float, apart: set[str]) -> None:
    of = syria(case)
    (minimum,) = of.minima
    assert of.energies[minimum] == energy
    assert set(of.blocs(int(minimum))[1]) == apart
    assert of.basins == {minimum: 1024}


@pytest.mark.shared
@pytest.mark.skipif(not SYRIA.exists(), reason="../shared is not there")
def test_five_great_powers_that_all_shun_each_other_have_four_stable_configurations() -> None:
    told = json.loads((ACCEPTANCE / "axelrod_bennett_1993.json").read_text(encoding="utf-8"))
    powers = ("Britain", "France", "Germany", "Italy", "Soviet Union")
    sizes = np.array([told["sizes_1936_pct_world_capability"][power] for power in powers])
    assert len(Landscape(powers, sizes, -np.ones((5, 5))).minima) == told["realist_great_powers_stable"] == 4


@given(st.integers(2, 7), st.integers(0, 10_000))
def test_energies_are_the_papers_sum_and_minima_those_no_single_move_betters(n: int, seed: int) -> None:
    of = landscape(n, seed)
    for sides in product((0, 1), repeat=n):
        number = of.number(sides)
        assert of.energies[number] == energy_by_hand(of, sides)
        moved = [energy_by_hand(of, (*sides[:i], 1 - sides[i], *sides[i + 1 :])) for i in range(n)]
        assert (number in of.minima) == (min(moved) >= energy_by_hand(of, sides))


@given(st.integers(2, 8), st.integers(0, 10_000))
def test_every_configuration_falls_to_a_minimum_and_basins_hold_them_all(n: int, seed: int) -> None:
    of = landscape(n, seed)
    assert sum(of.basins.values()) == 2 ** (n - 1)
    assert set(of.basins) <= set(of.minima.tolist())


@given(st.integers(2, 9), st.integers(0, 10_000))
def test_rolling_down_follows_the_same_path_as_the_whole_table(n: int, seed: int) -> None:
    of = landscape(n, seed)
    starts = np.array([of.sides(number) for number in range(len(of.energies))], dtype=np.int8)
    sides, energies = roll_down(pull(of.sizes, of.propensity), starts)
    ends = np.array([of.number(row) for row in sides.tolist()])
    assert np.isin(ends, of.minima).all()
    assert np.array_equal(energies, of.energies[ends])
    assert np.array_equal(energies, of.energies[of.falls_to])


@pytest.mark.parametrize("seed", range(5))
def test_the_search_finds_the_lowest_of_sixteen_actors(seed: int) -> None:
    of = landscape(16, seed)
    found = search_landscape(of.actors, of.sizes, of.propensity, starts=500)
    assert found[0].energy == of.energies.min()
    assert sum(each.starts for each in found) == 500


def test_the_search_parts_forty_actors_of_two_camps() -> None:
    camps = np.repeat([0, 1], 20)
    propensity = np.where(camps[:, None] == camps[None, :], 1.0, -1.0)
    actors = tuple(f"a{place}" for place in range(40))
    (found,) = search_landscape(actors, np.ones(40), propensity, starts=50)
    assert found.sides == tuple(camps)
    assert found.energy == -2 * 400


def test_shapes_signs_and_numbers_are_checked() -> None:
    with pytest.raises(LandscapeError, match="at least two"):
        Landscape(("A",), np.ones(1), np.zeros((1, 1)))
    with pytest.raises(LandscapeError, match="0 or more"):
        Landscape(("A", "B"), np.array([1.0, -1.0]), np.zeros((2, 2)))
    with pytest.raises(LandscapeError, match="same from either side"):
        Landscape(("A", "B"), np.ones(2), np.array([[0, 1.0], [2.0, 0]]))
    many = MOST_EXACT + 1
    with pytest.raises(LandscapeError, match="search_landscape"):
        Landscape(tuple(map(str, range(many))), np.ones(many), np.zeros((many, many)))


def syria(case: str) -> Landscape:
    with (SYRIA / "Pairwise_propensity_Feb_20.csv").open(encoding="utf-8", newline=None) as file:
        rows = list(csv.reader(file))
    with (SYRIA / f"Actor_data{case}.csv").open(encoding="utf-8", newline=None) as file:
        sizes = [float(row["strength"]) for row in csv.DictReader(file)]
    listed = [[float(cell) - 3 if cell else 0.0 for cell in row[1:]] for row in rows[1:]]
    return Landscape(tuple(rows[0][1:]), np.array(sizes), np.array(listed))


def published(case: str) -> list[tuple[tuple[int, ...], float, list[float], bool]]:
    with (SYRIA / f"Landscape_Results{case}_2016-02-20.csv").open(encoding="utf-8", newline=None) as file:
        rows = [row for row in csv.reader(file) if row and row[0].isdigit()]
    return [
        (tuple(map(int, row[1:12])), float(row[12]), list(map(float, row[13:24])), row[24] == "TRUE") for row in rows
    ]
