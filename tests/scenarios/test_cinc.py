import csv
from pathlib import Path

import pytest

from detente.scenarios.cinc import capabilities, capability

NMC = Path(__file__).parents[3] / "shared/data/cow/cow_nmc.csv"


def test_a_state_has_the_capability_of_the_last_year_known() -> None:
    found = capability("PAK", 2016)
    assert found is not None
    assert (found.percent, found.year) == (1.5091, 2016)  # NMC: 0.015090619
    late = capability("PAK", 2030)
    assert late is not None
    assert late.year == 2022
    assert capability("PAK", 1980) is None
    assert capability("taliban", 2016) is None


@pytest.mark.parametrize(
    ("state", "year", "percent"),
    [
        ("EGY", 2016, 1.0043),
        ("VNM", 2022, 1.1130),
        ("TZA", 2022, 0.25419),
        ("SRB", 2022, 0.088200),
        ("YUG", 1999, 0.20374),
    ],
)  # as the NMC has them for its codes 651, 816, 510 and 345
def test_who_shares_a_code_with_a_state_of_the_past_is_there(state: str, year: int, percent: float) -> None:
    found = capability(state, year)
    assert found is not None
    assert found.percent == pytest.approx(percent, rel=1e-4)
    assert found.year == year


def test_shares_of_a_year_add_up_to_the_world() -> None:
    for year in (2005, 2016, 2022):
        assert sum(years.get(year, 0.0) for years in capabilities().values()) == pytest.approx(100, abs=1.0)


@pytest.mark.shared
@pytest.mark.skipif(not NMC.exists(), reason="../shared is not there")
def test_the_table_has_each_state_year_of_the_source() -> None:
    with NMC.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if float(row["year"]) > 1990]
    assert len(rows) == sum(year > 1990 for years in capabilities().values() for year in years)
