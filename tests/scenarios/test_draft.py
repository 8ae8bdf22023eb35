import json
from datetime import date
from pathlib import Path

import pytest

from detente.reading.intake.inputs import Input
from detente.records import Reading
from detente.scenarios.answer import answer
from detente.scenarios.draft import draft_scenario
from detente.scenarios.reader import read_scenario
from detente.scenarios.scenario import Origin, Scenario, ScenarioError
from readings import reader
from scenarios.scenario_files import facts

TEXTS = Path(__file__).parents[2] / "benchmarks/reading/texts/dev"


def read(text: str) -> Reading:
    return reader().read(Input("test", text.encode()), published=date(2020, 6, 15))


def drafted(reading: Reading) -> Scenario:
    return read_scenario(draft_scenario(reading, facts()).encode(), "draft.yaml", facts())


@pytest.mark.parametrize("name", ["wire_doklam", "oped_qatar"])
def test_drafts_of_other_texts_run_and_every_number_is_a_marked_assumption(name: str) -> None:
    reading = reader().read(Input(name, (TEXTS / f"{name}.txt").read_bytes()), published=None)
    scenario = drafted(reading)
    article = " ".join(reading.article.text.split())
    assert all(number.origin in (Origin.ASSUMPTION, Origin.TABLE) for number in scenario.numbers())
    quotes = [number.quote for number in scenario.numbers() if number.quote]
    assert quotes
    assert all(quote.rstrip("…") in article for quote in quotes)
    told = answer(scenario, draws=16)
    assert told.issues
    assert told.blocs_after.valleys


def test_stances_ties_and_their_direction_are_taken_from_the_sentences() -> None:
    scenario = drafted(
        read(
            "The canal project divides the region.\n\nPeru and Chile are allies. Bolivia and Chile are enemies. "
            "Peru supports the Pan-Andean Canal Project. Bolivia opposes the Nord Stream 2 pipeline. "
            "Chile supports the Nord Stream 2 pipeline.\n"
        )
    )
    ties = {frozenset(two): number for two, number in scenario.before.ties.items()}
    assert ties[frozenset({"PER", "CHL"})].value > 0 > ties[frozenset({"BOL", "CHL"})].value
    assert ties[frozenset({"BOL", "CHL"})].quote == "Bolivia and Chile are enemies"
    pipeline = next(issue for issue in scenario.after.issues if "nord-stream" in issue.id)
    assert pipeline.stands["BOL"].position.value < 50 < pipeline.stands["CHL"].position.value


def test_a_text_without_two_actors_has_no_draft() -> None:
    with pytest.raises(ScenarioError, match="fewer than two actors"):
        draft_scenario(read("The weather was fine in the valley, and nobody did anything at all.\n"), facts())


def test_a_draft_has_no_aliases_and_holds_hostile_words_as_text() -> None:
    reading = read("Peru and Chile are allies. Bolivia and \x1b[2J Chile are enemies: &x *x !!python {{ }} # ok.\n")
    text = draft_scenario(reading, facts())
    assert "\x1b" not in text
    assert json.dumps(drafted(reading).title)
