"""A scenario's answer shows itself and becomes tables: the same numbers, escaped, whatever way it was given."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from lxml import html

import detente
from detente.scenarios.answer import Answered
from detente.scenarios.problems import ScenarioFileError
from scenarios.scenario_files import HEAD, ROAD

TEXT = HEAD + ROAD + "change: {ties: {pairs: [{between: [PAK, IND], value: 1.5, assumption: peace}]}}\n"


@pytest.fixture(scope="module")
def world(told_world: Path) -> detente.World:
    return detente.open(told_world)


@pytest.fixture(scope="module")
def told(world: detente.World) -> Answered:
    return world.scenario(TEXT, draws=16)


def test_text_file_and_mapping_are_one(world: detente.World, told: Answered, tmp_path: Path) -> None:
    (tmp_path / "road.yaml").write_text(TEXT, encoding="utf-8")
    for given in (tmp_path / "road.yaml", str(tmp_path / "road.yaml"), yaml.safe_load(TEXT)):
        other = world.scenario(given, draws=16)
        assert other.to_arrow().equals(told.to_arrow())
        assert other.to_arrow("numbers").equals(told.to_arrow("numbers"))


def test_a_mapping_at_fault_names_the_field_and_no_line(world: detente.World) -> None:
    data = yaml.safe_load(TEXT)
    data["issues"]["road"]["positions"]["PAK"]["positon"] = data["issues"]["road"]["positions"]["PAK"].pop("position")
    with pytest.raises(ScenarioFileError, match=r"the mapping, file, issues\.road\.positions\.PAK\.positon: is no f"):
        world.scenario(data)
    with pytest.raises(detente.InputError, match="The mapping is no scenario"):
        world.scenario({"scenario": object()})


def test_the_tables_have_the_numbers_of_the_answer(told: Answered) -> None:
    # before and after: (2*100*100 + 4*50*0) / (2*100 + 4*50) = 50
    (row,) = [row for row in told.to_arrow("outcomes").to_pylist() if row["when"] == "after"]
    assert (row["issue"], row["value"]) == ("road", pytest.approx(50))
    assert row["band_low"] < 50 < row["band_high"]
    assert [row["actor"] for row in told.to_arrow().to_pylist()] == ["PAK", "IND", "CHN"]
    numbers = {row["field"]: row for row in told.to_arrow("numbers").to_pylist()}
    assert numbers["issues.road.positions.PAK.position"]["origin"] == "source"
    moved = told.to_arrow("moved").to_pylist()
    assert {row["answer"] for row in moved} >= {"outcome: road"}
    assert all(0 <= row["total"] <= 1 for row in moved)
    blocs = told.to_arrow("blocs").to_pylist()
    assert {frozenset(map(frozenset, (row["first_side"], row["second_side"]))) for row in blocs[:1]} == {
        frozenset({frozenset({"PAK", "CHN"}), frozenset({"IND"})})
    }
    for table in ("gains", "outcomes", "moved", "numbers", "blocs"):
        assert told.to_polars(table).shape[1] >= 3


def test_values_can_be_tried_out(world: detente.World) -> None:
    tried = world.scenario(TEXT, draws=16, values={"issues.road.positions.IND.salience": 0})
    (road,) = tried.issues
    assert road.after.value == pytest.approx(100)  # who does not care does not count
    number = next(each for each in tried.scenario.numbers() if each.field == "issues.road.positions.IND.salience")
    assert (number.origin.value, number.why) == ("assumption", "set to 0 to try it; the file has 50 (source: a text)")
    with pytest.raises(detente.DetenteError, match=r"no number 'issues\.road\.positions\.IND\.saliense'.*Did you mean"):
        world.scenario(TEXT, draws=16, values={"issues.road.positions.IND.saliense": 0})
    with pytest.raises(detente.DetenteError, match=r"is set to 101; allowed: 0 to 100"):
        world.scenario(TEXT, draws=16, values={"issues.road.positions.IND.salience": 101})


def test_it_shows_itself_and_hostile_words_stay_words(world: detente.World) -> None:
    bad = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    told = world.scenario(TEXT.replace("The road", bad).replace("scenario: Test", f"scenario: '{bad}'"), draws=16)
    bundle = told._repr_mimebundle_()
    assert "50 → 50 (" in bundle["text/plain"].splitlines()[1]
    tree = html.fragment_fromstring(bundle["text/html"], create_parent=True)
    assert tree.xpath(".//script | .//img") == []
    assert "alert(1)" in tree.text_content()
    assert "EU legislation" in tree.text_content()
    assert "PAK, CHN against IND" in tree.text_content()
