import json
from itertools import combinations

import pytest
from rich.console import Console

from detente.pipeline.scenarios import EXAMPLES
from detente.scenarios.answer import Answered, answer
from detente.scenarios.model import Model
from detente.scenarios.pce import Election
from detente.scenarios.reader import read_scenario
from detente.scenarios.sensitivity import measure_sensitivity, sample
from detente.views.cli.scenario_lines import render_scenario
from detente.views.json_rows import json_line
from detente.views.scenario_rows import scenario_row
from scenarios.scenario_files import ROAD, facts, scenario


@pytest.fixture(scope="module")
def example() -> Answered:
    content = (EXAMPLES / "afghan-exit.yaml").read_bytes()
    return answer(read_scenario(content, "afghan-exit.yaml", facts()), draws=128)


def test_outcome_gain_and_blocs_of_a_small_scenario_by_hand() -> None:
    told = answer(
        scenario(ROAD + "change: {issues: {road: {positions: {CHN: {position: 100, salience: 50, source: x}}}}}\n"),
        draws=16,
    )
    (road,) = told.issues
    # before: (2*100*100 + 4*50*0) / (2*100 + 4*50) = 50; after: (200*100 + 200*0 + 4*50*100) / 600 = 66.67
    assert road.before is not None
    assert road.before.value == pytest.approx(50)
    assert road.after.value == pytest.approx(200 / 3)
    gains = {each.actor: each.change.value for each in told.gains}
    assert gains == pytest.approx({"PAK": 100 / 6, "IND": -50 / 6, "CHN": 50 / 6})
    assert set(map(frozenset, told.blocs_after.valleys[0].blocs)) == {frozenset({"PAK", "CHN"}), frozenset({"IND"})}
    assert told.blocs_after.valleys[0].energy == pytest.approx(2 * (-8 - 16))
    assert told.together_after is not None
    assert told.together_after.given
    around = {each.actor: each.after for each in told.gains}
    assert around["PAK"] is not None
    assert (around["PAK"].friendly, around["PAK"].hostile) == (4, 4)


def test_options_are_weighed_by_salience_and_size() -> None:
    told = answer(scenario(ROAD), draws=16)
    low, high = told.issues[0].options
    # both coalitions have 2*100 and 4*50: even chances
    assert (low.actors, high.actors) == (("IND",), ("PAK",))
    assert all(low.probability[each] == pytest.approx(0.5) for each in Election)


def test_a_deal_takes_what_is_given_for_no_deal_and_splits_by_nash() -> None:
    toll = """\
  toll:
    positions:
      PAK: {position: 0, salience: 50, source: x}
      IND: {position: 100, salience: 100, source: x}
"""
    deal = """\
deal:
  between: [PAK, IND]
  issues: [road, toll]
  without: {road: {value: 50, source: x}, toll: {value: 50, source: x}}
"""
    told = answer(scenario(ROAD + toll + deal), draws=16)
    road, tax = told.issues
    assert road.before == road.after
    assert road.after.value == 50
    assert road.deal is not None
    assert tax.deal is not None
    # each cares twice as much for one: mirror images, so the mix is even: (100*1 + 0*.5)/1.5 and (0*.5 + 100*1)/1.5
    assert road.deal.value == pytest.approx(200 / 3, abs=1e-3)
    assert tax.deal.value == pytest.approx(200 / 3, abs=1e-3)
    gains = {each.actor: each.deal for each in told.gains}
    assert gains["PAK"] is not None
    assert gains["PAK"].value == pytest.approx(100 / 6 - 50 / 6, abs=1e-3)
    assert told.deal_share == 1.0


def test_draws_stay_in_their_ranges_and_peak_at_the_value() -> None:
    model = Model(scenario(ROAD))
    drawn = sample(model, 1024)
    for number in model.numbers:
        column = model.of(drawn, number)
        assert number.low <= column.min()
        assert column.max() <= number.high
        assert column.mean() == pytest.approx((number.low + number.value + number.high) / 3, abs=0.01)


def test_shares_of_variance_of_a_sum_are_those_of_its_parts() -> None:
    # A single actor's position alone decides the outcome where the other has no weight; then two equal ones share it.
    text = """\
actors: {PAK: {size: {value: 1, source: x}}, IND: {size: {value: 1, source: x}}}
issues:
  road:
    positions:
      PAK: {position: {value: 50, range: [40, 60], assumption: x}, salience: {value: 50, source: x}}
      IND: {position: {value: 50, range: [30, 70], assumption: x}, salience: {value: 50, source: x}}
"""
    found = measure_sensitivity(Model(scenario(text)), draws=2048)
    shares = {each.number.field.split(".")[3]: each for each in found.influences["outcome after: road"]}
    # the outcome is the mean of the two: variances 1 : 4
    assert shares["IND"].total == pytest.approx(0.8, abs=0.03)
    assert shares["PAK"].first == pytest.approx(0.2, abs=0.03)
    assert (shares["IND"].at_low, shares["IND"].at_high) == pytest.approx((40, 60))
    ranged = found.ranges["outcome after: road"]
    assert ranged.low < 50 < ranged.high


def test_the_example_answers_both_questions_with_ranges(example: Answered) -> None:
    scenario = example.scenario
    assert scenario.pair == ("RUS", "PAK")
    asked = next(each for each in example.issues if each.issue.id == scenario.how_far)
    assert 0 < asked.after.low < asked.after.value < asked.after.high < 100
    assert asked.band is not None
    assert asked.moved_by[0].total >= asked.moved_by[1].total > 0
    gains = {each.actor: each for each in example.gains}
    for actor in ("RUS", "PAK"):
        assert gains[actor].deal is not None
        assert set(gains[actor].via) == {"RUS", "CHN"}
        assert gains[actor].moved_by
    deal = gains["PAK"].deal
    assert deal is not None
    assert deal.low > 0
    india = gains["IND"].deal
    assert india is not None
    assert india.high < 0
    (route,) = example.routes
    assert route.won == ("PAK",)
    assert not route.lost


def test_every_number_of_the_example_tells_its_origin(example: Answered) -> None:
    for number in example.scenario.numbers():
        assert number.why or number.quote, number.field


def test_a_broker_without_a_stake_leaves_the_bargain_as_it_is() -> None:
    text = ROAD + (
        "  toll:\n    positions:\n      PAK: {position: 0, salience: 50, source: x}\n"
        "      IND: {position: 100, salience: 90, source: x}\n"
        "deal: {between: [PAK, IND], issues: [road, toll], brokers: {CHN: {}}}\n"
    )
    told = answer(scenario(text), draws=16)
    (broker,) = told.brokers
    assert broker.stake == 0
    for each in told.gains:
        assert each.deal is not None
        assert each.via["CHN"].value == pytest.approx(each.deal.value, abs=1e-6)


def test_more_actors_than_are_looked_at_whole_are_searched() -> None:
    states = [
        *("USA", "RUS", "CHN", "IND", "PAK", "IRN", "AFG", "TUR", "SAU", "GBR", "FRA"),
        *("DEU", "ITA", "ESP", "POL", "UKR", "KAZ", "JPN", "KOR", "IDN", "BRA", "ZAF"),
    ]
    camp = {state: place < 11 for place, state in enumerate(states)}
    pairs = [
        f"{{between: [{a}, {b}], value: {1 if camp[a] == camp[b] else -1}, source: x}}"
        for a, b in combinations(states, 2)
    ]
    actors = ", ".join(f"{state}: {{}}" for state in states)
    text = f"question: {{pair: [USA, BRA]}}\nactors: {{{actors}}}\nties: {{pairs: [{', '.join(pairs)}]}}\n"
    told = answer(scenario(text), draws=16)
    assert not told.blocs_after.exact
    assert set(map(frozenset, told.blocs_after.valleys[0].blocs)) == {frozenset(states[:11]), frozenset(states[11:])}
    assert told.together_after is not None
    assert (told.together_after.given, told.together_after.share) == (False, 0.0)


@pytest.mark.parametrize(
    "text",
    [
        "actors: {PAK: {size: {value: 0, source: x}}, IND: {size: {value: 0, source: x}}}\n",  # nobody has any strength
        ROAD + "change: {leave: [PAK]}\n",  # the pair asked about is gone
        ROAD + "change: {issues: {toll: {positions: {PAK: {position: 1, salience: 0, assumption: x}}}}}\n",
        ROAD.replace("position: 0,", "position: 100,") + "deal: {between: [PAK, IND], issues: [road]}\n",  # no quarrel
        ROAD.replace("salience: 50", "salience: 0") + "deal: {between: [PAK, IND], issues: [road]}\n",
        "actors: {PAK.MIL: {size: {value: 1, source: x}}, a-b: {size: {value: 1, source: x}}, a: {size: {value: 1, "
        "source: x}}, b-c: {size: {value: 1, source: x}}}\nquestion: {pair: [a-b, a]}\n",
    ],
)
def test_odd_scenarios_are_answered_and_shown(text: str) -> None:
    read = scenario(text)
    told = answer(read, draws=16)
    assert len({number.field for number in read.numbers()}) == len(read.numbers())
    assert len(read.numbers()) >= len(read.before.parties) + len(read.before.ties)
    for each in told.issues:
        assert 0 <= each.after.low <= each.after.high <= 100
    shown = "\n".join(line.plain for line in render_scenario(told, Console(width=100), str))
    assert "nan" not in shown
    assert json.loads(json_line(scenario_row(told)))["scenario"] == "Test"
