import json
import sys
from pathlib import Path

import pytest

from detente.scenarios.problems import ScenarioFileError
from detente.scenarios.scenario import Number, Origin
from scenarios.scenario_files import ROAD, facts, scenario

ROOT = Path(__file__).parents[2]


def refused(text: str) -> str:
    with pytest.raises(ScenarioFileError) as caught:
        scenario(text)
    return str(caught.value)


def test_each_number_has_its_value_range_origin_and_line() -> None:
    numbers = {number.field: number for number in scenario(ROAD).numbers()}
    size = numbers["actors.PAK.size"]
    assert (size.value, size.low, size.high) == (2.0, 1.4, 2.6)  # an assumption without a range: 30 % of itself
    assert (size.origin, size.why, size.line) == (Origin.ASSUMPTION, "ours", 5)
    position = numbers["issues.road.positions.PAK.position"]
    assert (position.value, position.varies, position.origin) == (100.0, False, Origin.SOURCE)
    assert numbers["ties.PAK & IND"].value == -1


def test_a_states_size_is_its_cinc_of_the_day_with_its_source() -> None:
    read = scenario("actors: {PAK: {}, Russia: {}}\n")
    assert [(party.name, party.size.value, party.size.origin) for party in read.before.parties] == [
        ("Pakistan", 1.5091, Origin.TABLE),
        ("Russia", 3.6467, Origin.TABLE),
    ]
    assert "2016" in read.before.parties[0].size.why


def test_ties_that_nobody_gives_are_assumed_to_be_around_none() -> None:
    (tie,) = scenario("actors: {PAK: {}, RUS: {}}\n").before.ties.values()
    assert (tie.value, tie.low, tie.high, tie.origin) == (0.0, -0.5, 0.5, Origin.ASSUMPTION)


def test_a_tie_of_the_world_is_taken_where_the_file_has_none_and_only_there() -> None:
    from detente.scenarios.facts import Facts

    told = Number("ties.CHN & PAK", 1.5, 1.0, 2.0, Origin.WORLD, "world w: level 0.88")
    known = Facts(facts().registry, {("CHN", "PAK"): told, ("IND", "PAK"): told}, "w")
    text = "actors: {PAK: {}, CHN: {}, IND: {}}\nties: {pairs: [{between: [IND, PAK], value: -1, source: x}]}\n"
    ties = scenario(text, known).before.ties
    assert (ties[("PAK", "CHN")].value, ties[("PAK", "CHN")].origin) == (1.5, Origin.WORLD)
    assert ties[("PAK", "IND")].value == -1
    asked = "actors: {PAK: {}, CHN: {}}\nties: {pairs: [{between: [PAK, CHN], from: world}]}\n"
    assert scenario(asked, known).before.ties[("PAK", "CHN")].value == 1.5
    assert "no world was named" in refused(asked)


def test_the_change_is_laid_over_the_baseline() -> None:
    read = scenario(
        ROAD
        + """\
change:
  title: It is built
  leave: [IND]
  actors: {RUS: {}, CHN: {size: {value: 5, source: x}}}
  ties: {pairs: [{between: [PAK, RUS], value: 1, source: x}]}
  issues: {road: {positions: {PAK: {salience: 40, source: x}, RUS: {position: 70, salience: 20, source: x}}}}
"""
    )
    assert [party.id for party in read.after.parties] == ["PAK", "CHN", "RUS"]
    assert read.after.parties[1].size.value == 5
    assert read.before.parties[2].size.value == 4
    (road,) = read.after.issues
    assert sorted(road.stands) == ["PAK", "RUS"]
    assert (road.stands["PAK"].position.value, road.stands["PAK"].salience.value) == (100, 40)
    assert read.before.issues[0].stands["PAK"].salience.value == 100
    assert read.after.tie("PAK", "CHN") is read.before.tie("CHN", "PAK")
    assert "issues.road.positions.PAK" in read.changed


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("PAK: {position: 100,", "PAK: {positon: 100,", 17, "positon: is no field here. Allowed: source, quote,"),
        ("PAK: {position: 100,", "PAK: {positon: 100,", 17, "Did you mean 'position'?"),
        ("salience: 100", "salience: 140", 17, "is 140. Allowed: 0 to 100 (salience)"),
        ("salience: 100", "salience: much", 17, "is 'much'. Allowed: a number"),
        ("salience: 100, source: a text", "salience: 100", 17, "says not where it comes from. Allowed: source"),
        (
            "IND: {position: 0,",
            "IDN: {position: 0,",
            18,
            "is 'IDN', not an actor of this file. Allowed: PAK, IND, CHN.",
        ),
        ("IND: {position: 0,", "IDN: {position: 0,", 18, "Did you mean 'IND'?"),
        ("between: [PAK, CHN], value: 1", "between: [PAK, CHN], value: 3", 10, "is 3. Allowed: -2 to 2 (tie)"),
        ("between: [IND, CHN]", "between: [PAK, CHN]", 12, "gives the tie of PAK and CHN again"),
        ("between: [IND, CHN]", "between: [IND, IND]", 12, "names 'IND' twice"),
        ("issue: road", "issue: rod", 3, "Did you mean 'road'?"),
        ("  PAK: {size: {value: 2, assumption: ours}}", "  Pakstan: {}", 5, "Did you mean 'PAK'?"),
        ("value: 2, assumption: ours", "value: 2, range: [3, 4], assumption: ours", 5, "without the value 2"),
        ("value: 2, assumption: ours", "from: cincc", 5, "Did you mean 'cinc'?"),
        ("title: The road", "title: 7", 15, "is 7. Allowed: text"),
        ("title: The road", 'title: "\\e[2J"', 15, "Allowed: text without control characters"),
        ("between: [PAK, CHN]", 'between: ["P&K", CHN]', 10, "an actor's name without &"),
    ],
)
def test_an_error_names_file_line_field_what_is_allowed_and_what_was_meant(
    old: str, new: str, line: int, says: str
) -> None:
    assert old in ROAD
    message = refused(ROAD.replace(old, new, 1))
    assert f"test.yaml, line {line}, " in message
    assert says in message


def test_all_faults_are_told_at_once() -> None:
    message = refused(ROAD.replace("salience: 100", "salience: 140").replace("value: 2,", "value: -2,"))
    assert len(message.splitlines()) == 2


def test_a_deal_needs_issues_on_which_both_stand_and_brokers_besides_them() -> None:
    text = ROAD + "deal: {between: [PAK, CHN], issues: [road, path], brokers: {PAK: {}}}\n"
    message = refused(text)
    assert "is an issue on which CHN has no position" in message
    assert "is 'path', not an issue of this file. Allowed: road." in message
    assert "is 'PAK', not an actor besides the two" in message


def test_a_file_is_data_and_nothing_in_it_is_run(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    for text in (
        f"scenario: !!python/object/apply:os.system ['touch {mark}']\n",
        f"scenario: '{{{{ open(\"{mark}\", \"w\") }}}}'\nas_of: __import__('os').system('touch {mark}')\n",
    ):
        with pytest.raises(ScenarioFileError):
            scenario(text)
    assert not mark.exists()


def test_broken_files_are_always_refused_clearly_or_read() -> None:
    sys.path.insert(0, str(ROOT / "benchmarks/scenarios"))
    from malformed import try_all

    example = (ROOT / "src/detente/examples/afghan-exit.yaml").read_bytes()
    found = try_all(example, 250, 3, facts())
    assert not found.faults
    assert not found.unclear
    assert found.refused > 150


def test_the_file_in_the_docs_is_one() -> None:
    text = (ROOT / "docs/scenarios.md").read_text(encoding="utf-8")
    block = text.split("```yaml\n")[1].split("```")[0]
    from detente.scenarios.reader import read_scenario

    read = read_scenario(block.encode(), "docs", facts())
    assert read.deal is not None
    assert read.after.issues[0].stands.keys() == {"PAK", "IND", "tribes"}


def test_the_schema_of_the_file_is_the_one_in_the_docs() -> None:
    from detente.scenarios.form import file_schema

    kept = json.loads((ROOT / "docs/schema/scenario.file.schema.json").read_text(encoding="utf-8"))
    assert {key: value for key, value in kept.items() if key not in ("$schema", "$id", "title")} == {
        key: value for key, value in file_schema().items() if key != "title"
    }
