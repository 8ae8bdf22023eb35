"""Scenarios that take ties and mediations from a real world, and nothing after their day."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from detente.errors import InputError
from detente.feeds.gdelt import GDELT
from detente.pipeline import open_world
from detente.pipeline.scenario_ties import world_mediations, world_ties
from detente.pipeline.scenarios import scenario
from detente.scenarios.problems import ScenarioFileError
from detente.scenarios.scenario import Origin
from detente.world.importing import import_files
from feed_lines import line_between, write

TEXT = """China is Pakistan's closest ally. Russia and China are allies.

India opposes the China-Pakistan Economic Corridor. Pakistan supports the China-Pakistan Economic Corridor.
"""
DAY = date(2019, 9, 30)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Up to DAY, RUS fights PAK and USA mostly agrees with IND; after it, RUS helps PAK. RUS mediates twice."""
    folder = tmp_path_factory.mktemp("scenarios")
    lines = []
    for number in range(500):
        day = DAY - timedelta(days=364) + timedelta(days=number)
        lines.append(line_between(2 * number, day, "RUS", "PAK", "190" if day <= DAY else "070"))
        lines.append(line_between(2 * number + 1, day, "USA", "IND", "057" if number % 7 else "111"))
    lines.append(line_between(5000, date(2019, 5, 1), "RUS", "IND", "045"))
    lines.append(line_between(5001, date(2019, 12, 1), "RUS", "IND", "045"))
    import_files(folder / "world", GDELT, [write(folder / "20181001000000.export.CSV", *lines)])
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    open_world(folder / "world").read(folder / "a.txt", published=date(2019, 9, 27))
    return folder / "world"


def test_ties_follow_what_the_world_knows_up_to_the_day_and_name_it(world: Path) -> None:
    pairs = [("CHN", "PAK"), ("IND", "PAK"), ("IND", "USA"), ("PAK", "RUS"), ("BRA", "PER")]
    ties = dict(world_ties(world, pairs, DAY))
    assert ties[("PAK", "RUS")].value < 0 < ties[("IND", "USA")].value
    ((_, later),) = world_ties(world, [("PAK", "RUS")], date(2020, 2, 1))
    assert later.value > ties[("PAK", "RUS")].value  # what came after the day was not looked at
    assert "level" in ties[("PAK", "RUS")].why
    assert ties[("CHN", "PAK")].value > 0
    assert "friends" in ties[("CHN", "PAK")].why
    assert any(each.startswith("article:") for each in ties[("CHN", "PAK")].evidence)
    assert "differ on 1" in ties[("IND", "PAK")].why
    assert ("BRA", "PER") not in ties
    assert all(each.origin is Origin.WORLD and each.low <= each.value <= each.high for each in ties.values())


def test_mediations_are_those_up_to_the_day(world: Path) -> None:
    (told,) = world_mediations(world, ["RUS"], DAY)["RUS"]
    assert "2019-05-01" in told.what
    assert told.evidence[0].startswith("gdelt:")
    assert world_mediations(world, ["CHN"], DAY) == {"CHN": ()}


def test_a_scenario_takes_from_the_world_what_its_file_leaves_out(world: Path) -> None:
    text = f"""\
scenario: With a world
as_of: {DAY}
actors: {{RUS: {{}}, PAK: {{}}, IND: {{}}, USA: {{}}}}
ties: {{pairs: [{{between: [RUS, PAK], from: world}}, {{between: [RUS, IND], value: 1, source: x}}]}}
issues:
  road:
    positions:
      PAK: {{position: 90, salience: 50, source: x}}
      IND: {{position: 10, salience: 50, source: x}}
deal: {{between: [PAK, IND], issues: [road], brokers: {{RUS: {{}}}}}}
"""
    told = scenario(text, world=world, draws=16)
    ties = told.scenario.before.ties
    assert ties[("RUS", "PAK")].origin is Origin.WORLD
    assert ties[("IND", "USA")].origin is Origin.WORLD
    assert ties[("RUS", "IND")].value == 1
    assert ties[("RUS", "USA")].origin is Origin.ASSUMPTION
    assert [each.why for each in told.brokers[0].record] == [f"world {world}"]
    with pytest.raises(ScenarioFileError, match="no world was named"):
        scenario(text, draws=16)


def test_a_file_that_is_not_there_is_told_with_what_comes_along(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"examples/afghan-exit\.yaml"):
        scenario(tmp_path / "none.yaml")
