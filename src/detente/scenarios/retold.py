"""A scenario with some of its numbers set to other values, as somebody who tries them out asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from detente.scenarios.checks import LIMITS
from detente.scenarios.problems import nearest
from detente.scenarios.scenario import Issue, Number, Origin, Scenario, ScenarioError, Setting

MOST_SET: Final = 200
"""Numbers that are set at once."""

_Numbers = Callable[[Number], Number]


def with_values(scenario: Scenario, values: Mapping[str, float]) -> Scenario:
    """The scenario with these values in place of its own.

    What is set is taken as certain, so that ranges tell what the other numbers leave open; it is an assumption,
    whatever the number came from, and says what the file has.

    Args:
        scenario: As the reader made it.
        values: Values by the numbers' fields, as `Scenario.numbers` has them.

    Raises:
        ScenarioError: There is no such number, its value is out of bounds, or there are more than MOST_SET.
    """
    if not values:
        return scenario
    if len(values) > MOST_SET:
        raise ScenarioError(f"{len(values)} numbers are set; at most {MOST_SET} can be at once.")
    numbers = {number.field: number for number in scenario.numbers()}
    ends = limits(scenario)
    for field, value in values.items():
        if field not in numbers:
            meant = nearest(field, numbers)
            hint = f" Did you mean {meant!r}?" if meant else ""
            raise ScenarioError(f"The scenario has no number {field[:120]!r}.{hint}")
        low, high = ends[field]
        if not low <= value <= high:
            raise ScenarioError(f"{field} is set to {value:g}; allowed: {low:g} to {high:g}.")

    def of(number: Number) -> Number:
        return _set(number, values[number.field]) if number.field in values else number

    deal = scenario.deal
    return replace(
        scenario,
        before=_setting(scenario.before, of),
        after=_setting(scenario.after, of),
        deal=None
        if deal is None
        else replace(
            deal,
            without={key: of(number) for key, number in deal.without.items()},
            holds=None if deal.holds is None else of(deal.holds),
            brokers=tuple(
                replace(broker, holds=None if broker.holds is None else of(broker.holds)) for broker in deal.brokers
            ),
        ),
    )


def limits(scenario: Scenario) -> dict[str, tuple[float, float]]:
    """The least and the most that each number may be, by its field."""
    found: dict[str, tuple[float, float]] = {}
    for setting in (scenario.before, scenario.after):
        found |= {party.size.field: LIMITS["size"] for party in setting.parties}
        found |= {number.field: LIMITS["tie"] for number in setting.ties.values()}
        for issue in setting.issues:
            for stand in issue.stands.values():
                found |= {stand.position.field: (issue.low, issue.high), stand.salience.field: LIMITS["salience"]}
    if scenario.deal is not None:
        issues = {issue.id: issue for issue in scenario.after.issues}
        found |= {number.field: (issues[key].low, issues[key].high) for key, number in scenario.deal.without.items()}
        chances = (scenario.deal.holds, *(broker.holds for broker in scenario.deal.brokers))
        found |= {number.field: LIMITS["holds"] for number in chances if number is not None}
    return found


def _set(number: Number, value: float) -> Number:
    said = f"{number.origin.value}: {number.why}" if number.why else number.origin.value
    why = f"set to {value:g} to try it; the file has {number.value:g} ({said})"
    return replace(number, value=value, low=value, high=value, origin=Origin.ASSUMPTION, why=why, own=number.value)


def _setting(setting: Setting, of: _Numbers) -> Setting:
    return replace(
        setting,
        parties=tuple(replace(party, size=of(party.size)) for party in setting.parties),
        ties={pair: of(number) for pair, number in setting.ties.items()},
        issues=tuple(_issue(issue, of) for issue in setting.issues),
    )


def _issue(issue: Issue, of: _Numbers) -> Issue:
    stands = {
        actor: replace(stand, position=of(stand.position), salience=of(stand.salience))
        for actor, stand in issue.stands.items()
    }
    return replace(issue, stands=stands)
