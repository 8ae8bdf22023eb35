"""A scenario's answer as its page tells it: the rows of the JSON, with each number's words and its least and most."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from detente.scenarios.answer import Answered
from detente.scenarios.gains import RouteGain
from detente.scenarios.retold import limits
from detente.scenarios.scenario import Number
from detente.views.json_rows import Row
from detente.views.scenario_rows import number_row, scenario_row
from detente.views.scenario_words import field_words
from detente.views.wording import clean


def scenario_page_row(told: Answered, name: Callable[[str], str]) -> Row:
    """The answer; its numbers have words, and between what they may be set; states on the way have names."""
    ends = limits(told.scenario)
    row = scenario_row(told)
    ways = [state for each in told.routes for state in _states(each)]
    return row | {
        "actors": {state: name(state) for state in ways} | row["actors"],
        "numbers": [_number(each, told, ends[each.field]) for each in told.scenario.numbers()],
    }


def _states(route: RouteGain) -> Iterator[str]:
    yield route.question.of
    for ways in (route.before, route.after):
        yield from (*ways.exits, *ways.closing)


def _number(number: Number, told: Answered, ends: tuple[float, float]) -> Row:
    return number_row(number) | {
        "why": clean(number.why),
        "own": number.value if number.own is None else number.own,
        "words": field_words(number, told.scenario),
        "short": field_words(number, told.scenario, short=True),
        "least": ends[0],
        "most": ends[1],
    }
