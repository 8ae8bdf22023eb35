"""What a world knew of acts: whose they are, what is left out, the latest of them, and the events behind them."""

from datetime import date
from pathlib import Path

import pytest

from detente.engines.known_acts import KnownActs, acts_behind, known_acts, last_known_day
from detente.feeds.gdelt import GDELT
from detente.world.importing import import_files
from feed_lines import line_between, write

DAY = date(2019, 3, 10)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("acts")
    lines = [
        line_between(1, date(2019, 3, 1), "RUS", "PAKMIL", "042"),
        line_between(2, date(2019, 3, 1), "RUSGOV", "PAK", "040"),  # the same fact again, of another organ
        line_between(3, date(2019, 3, 2), "NGACOP", "NGACVL", "173"),
        line_between(4, date(2019, 3, 2), "NGACVL", "CHN", "111"),
        line_between(5, date(2019, 3, 3), "RUS", "PAK", "010"),  # a statement: no PLOVER type
        line_between(6, date(2019, 3, 4), "RUS", "", "042"),
        line_between(7, date(2019, 3, 5), "RUS", "CHN", "042", DATEADDED="20190308000000"),
        line_between(8, date(2019, 3, 9), "RUS", "CHN", "042", DATEADDED="20190311000000"),
        line_between(9, date(2019, 3, 11), "RUS", "CHN", "042"),
    ]
    import_files(folder / "world", GDELT, [write(folder / "20190301000000.export.CSV", *lines)])
    return folder / "world"


def facts_of(acts: KnownActs) -> list[tuple[object, ...]]:
    return [tuple(row.values()) for row in acts.facts.to_pylist()]


def test_an_actor_is_its_state_but_within_one_state_itself(world: Path) -> None:
    acts = known_acts(world, DAY)
    assert facts_of(acts) == [
        ("RUS", "CONSULT", "PAK", date(2019, 3, 1), False),
        ("NGA", "ACCUSE", "CHN", date(2019, 3, 2), False),
        ("NGA.COP", "COERCE", "NGA.CVL", date(2019, 3, 2), False),
        ("RUS", "CONSULT", "CHN", date(2019, 3, 5), True),
    ]
    assert (acts.used, acts.total, acts.last) == (5, 5, date(2019, 3, 5))
    names = {row["id"]: (row["state"], row["is_state"]) for row in acts.names.to_pylist()}
    assert names["NGA.COP"] == ("NGA", False)
    assert names["NGA"] == ("NGA", True)


def test_one_who_is_asked_for_stands_by_itself(world: Path) -> None:
    acts = known_acts(world, DAY, apart=["NGA.CVL"])
    assert ("NGA.CVL", "ACCUSE", "CHN", date(2019, 3, 2), False) in facts_of(acts)


def test_acts_are_counted_by_either_end(world: Path) -> None:
    by_source = {
        (row["second"], row["plover_type"]): row["events"] for row in known_acts(world, DAY).counts.to_pylist()
    }
    assert by_source == {("RUS", "CONSULT"): 3, ("NGA", "ACCUSE"): 1, ("NGA.COP", "COERCE"): 1}
    by_target = {
        (row["second"], row["plover_type"]): row["events"]
        for row in known_acts(world, DAY, of="target").counts.to_pylist()
    }
    assert by_target[("PAK", "CONSULT")] == 2
    assert by_target[("CHN", "CONSULT")] == 1


def test_facts_are_those_of_the_latest_days(world: Path) -> None:
    # Of the 5 acts one is of 5 March, two of the 2nd, two of the 1st.
    assert {row[3] for row in facts_of(known_acts(world, DAY, most=4))} == {date(2019, 3, 2), date(2019, 3, 5)}
    assert {row[3] for row in facts_of(known_acts(world, DAY, most=2))} == {date(2019, 3, 5)}
    latest = known_acts(world, DAY, most=4)
    assert (latest.used, latest.total) == (3, 5)


def test_before_the_first_there_is_nothing(world: Path) -> None:
    acts = known_acts(world, date(2019, 2, 1))
    assert (acts.facts.num_rows, acts.names.num_rows, acts.total, acts.last) == (0, 0, 0, None)


def test_the_events_behind_a_fact(world: Path) -> None:
    asked = ("RUS", "CONSULT", "PAK", date(2019, 3, 1))
    late = ("RUS", "CONSULT", "CHN", date(2019, 3, 9))
    found = acts_behind(world, DAY, [asked, late])
    assert found == {asked: ("gdelt:1000001", "gdelt:1000002")}


def test_the_last_day_on_which_an_event_became_known(world: Path, tmp_path: Path) -> None:
    assert last_known_day(world) == date(2019, 3, 11)
    assert last_known_day(tmp_path / "none") is None
