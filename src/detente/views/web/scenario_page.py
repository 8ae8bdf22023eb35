"""A scenario's answer as its page tells it: the rows of the JSON, with each number's words and its least and most."""

from __future__ import annotations

from detente.scenarios.answer import Answered
from detente.scenarios.retold import limits
from detente.scenarios.scenario import Number
from detente.views.json_rows import Row
from detente.views.scenario_rows import number_row, scenario_row
from detente.views.scenario_words import field_words
from detente.views.wording import clean


def scenario_page_row(told: Answered) -> Row:
    """The answer; its numbers have words, and between what they may be set."""
    ends = limits(told.scenario)
    return scenario_row(told) | {
        "numbers": [_number(each, told, ends[each.field]) for each in told.scenario.numbers()],
    }


def _number(number: Number, told: Answered, ends: tuple[float, float]) -> Row:
    return number_row(number) | {
        "why": clean(number.why),
        "words": field_words(number, told.scenario),
        "short": field_words(number, told.scenario, short=True),
        "least": ends[0],
        "most": ends[1],
    }
