"""A scenario to begin with: it runs, whatever names it is given, and each number has a source or is marked."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from detente.scenarios.reader import read_scenario
from detente.scenarios.scenario import Number, Origin, Scenario
from detente.scenarios.template import Known, Stood, Surrounding, template
from scenarios.scenario_files import facts

PAIR = ("IND", "PAK")
ACTORS = (Known("IND", "India", (9.8, 2019)), Known("PAK", "Pakistan", (1.8, 2019)), Known("fog", "The Fog", None))
TIES = {PAIR: Number("x", -1.25, -2.0, -0.5, Origin.WORLD, "world /a/b: level 0.19 of 1 (-1.25)")}


def run(known: Surrounding) -> Scenario:
    return read_scenario(template(known).encode(), "template", facts())


def test_what_is_known_stands_with_its_source_and_the_rest_is_marked() -> None:
    stands = {"The dam": {"IND": Stood(True, "“builds” (a text)"), "PAK": Stood(False, "“fears” (a text)")}}
    made = run(Surrounding(PAIR, ACTORS, date(2019, 12, 31), "mine", TIES, stands, ["fog"]))
    tie = made.before.tie("PAK", "IND")
    assert (tie.value, tie.origin, tie.why) == (-1.25, Origin.SOURCE, "world mine: level 0.19 of 1 (-1.25)")
    assert made.after.tie("PAK", "IND").value == -0.5  # three quarters more
    dam = next(issue for issue in made.before.issues if issue.title == "The dam")
    assert (dam.stands["IND"].position.value, dam.stands["PAK"].position.value) == (85, 15)
    assert "“builds” (a text)" in dam.stands["IND"].position.why
    assert made.deal is not None
    assert [broker.id for broker in made.deal.brokers] == ["fog"]
    assert made.before.parties[2].size.origin is Origin.ASSUMPTION
    assert all(number.why for number in made.numbers())


@given(
    st.lists(st.text(min_size=1, max_size=40).filter(str.strip), min_size=1, max_size=5, unique=True),
    st.text(max_size=60),
)
@settings(max_examples=80, deadline=None)
def test_it_runs_whatever_issues_are_called(issues: list[str], words: str) -> None:
    stands = {issue: {"IND": Stood(None, words), "PAK": Stood(True, words)} for issue in [*issues, "Closeness"]}
    made = run(Surrounding(PAIR, ACTORS, date(2019, 12, 31), words or "w", TIES, stands))
    assert len(made.before.issues) == len(stands) + 1
