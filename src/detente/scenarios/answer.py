"""A scenario answered: outcomes before and after, gains, blocs, brokers, routes, and what moves the answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from detente.scenarios.blocs import Blocs, find_blocs
from detente.scenarios.brokers import BrokerAnswer, worth
from detente.scenarios.compromise import Floats
from detente.scenarios.deu3_band import error_band
from detente.scenarios.gains import ActorGain, RouteGain, around, route_gains
from detente.scenarios.model import Model, gained
from detente.scenarios.pce import Election, coalitions, option_probabilities
from detente.scenarios.scenario import BrokerAsked, Deal, Issue, Mediation, Scenario, Setting
from detente.scenarios.sensitivity import (
    BROKER_DRAWS,
    DRAWS,
    HIGH,
    LOW,
    Influence,
    Progress,
    Ranged,
    Sensitivity,
    measure_sensitivity,
    sample,
)
from detente.shown import Shown


@dataclass(frozen=True, slots=True)
class Option:
    """A position that somebody holds, 0 to 100, who holds it, and its probability by each variant of the election."""

    position: float
    actors: tuple[str, ...]
    probability: Mapping[Election, float]


@dataclass(frozen=True, slots=True)
class IssueAnswer:
    """Where an issue ends, on its scale as 0 to 100.

    Attributes:
        issue: As it is after the change.
        before: The compromise of all before; None for an issue that comes with the change.
        after: The same afterwards, or what is given for the case that there is no deal.
        deal: Where the deal puts it; None outside the deal.
        band: Where outcomes of DEU III lay around such a compromise; None where `after` is given, not reckoned.
        options: Positions with their probability after the change, the lowest position first.
        moved_by: The numbers that move the last of before, after and deal most.
    """

    issue: Issue
    before: Ranged | None
    after: Ranged
    deal: Ranged | None
    band: tuple[float, float] | None
    options: tuple[Option, ...]
    moved_by: tuple[Influence, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """Whether the two asked about share a bloc: with the numbers as given, and in which share of the draws."""

    given: bool
    share: float


@dataclass(frozen=True, slots=True, eq=False)
class Answered(Shown):
    """A scenario and its answer."""

    scenario: Scenario
    issues: tuple[IssueAnswer, ...]
    gains: tuple[ActorGain, ...]
    blocs_before: Blocs
    blocs_after: Blocs
    together_before: Together | None
    together_after: Together | None
    together_moved_by: tuple[Influence, ...]
    deal_given: bool | None
    """Whether there is a deal that leaves both better off at the values given; None where none is asked about."""
    deal_share: float | None
    """In which share of the draws there is."""
    brokers: tuple[BrokerAnswer, ...]
    routes: tuple[RouteGain, ...]
    sensitivity: Sensitivity


def answer(
    scenario: Scenario,
    *,
    draws: int = DRAWS,
    mediations: Mapping[str, tuple[Mediation, ...]] | None = None,
    progress: Progress = lambda done, of: None,
) -> Answered:
    """Answer a scenario.

    Args:
        scenario: As the reader made it.
        draws: Rows of each sample of the sensitivity.
        mediations: What a world tells of mediations, by broker.
        progress: Told how far the sensitivity has come.
    """
    model = Model(scenario)
    moved = measure_sensitivity(model, draws=draws, progress=progress)
    before, after = find_blocs(scenario.before), find_blocs(scenario.after)
    brokers, via = _brokers(model, mediations or {})
    together = [_together(moved, when) for when in ("before", "after")]
    return Answered(
        scenario=scenario,
        issues=tuple(_issue(issue, scenario, moved) for issue in scenario.after.issues),
        gains=tuple(_gain(model, party.id, moved, via, (before, after)) for party in scenario.after.parties),
        blocs_before=before,
        blocs_after=after,
        together_before=together[0],
        together_after=together[1],
        together_moved_by=moved.influences.get("together after", ()),
        deal_given=moved.ranges["agreed"].value > 0.5 if "agreed" in moved.ranges else None,
        deal_share=moved.ranges["agreed"].low if "agreed" in moved.ranges else None,
        brokers=brokers,
        routes=route_gains(scenario.before, scenario.after, scenario.as_of),
        sensitivity=moved,
    )


def _together(moved: Sensitivity, when: str) -> Together | None:
    found = moved.ranges.get(f"together {when}")
    return None if found is None else Together(found.value > 0.5, found.low)


def _issue(issue: Issue, scenario: Scenario, moved: Sensitivity) -> IssueAnswer:
    key, deal = issue.id, scenario.deal
    given = deal is not None and key in deal.without
    after = moved.ranges[f"outcome after: {key}"]
    in_deal = moved.ranges.get(f"outcome deal: {key}")
    last = f"outcome {'deal' if in_deal is not None else 'after'}: {key}"
    return IssueAnswer(
        issue=issue,
        before=moved.ranges.get(f"outcome before: {key}"),
        after=after,
        deal=in_deal,
        band=None if given else error_band(after.value),
        options=_options(issue, scenario.after),
        moved_by=moved.influences.get(last, ()),
    )


def _options(issue: Issue, setting: Setting) -> tuple[Option, ...]:
    """Positions as options: a linear loss on the scale, weighed by salience times size, by proportional voting."""
    sizes = {party.id: party.size.value for party in setting.parties}
    position = {actor: float(issue.share(stand.position.value)) for actor, stand in issue.stands.items()}
    places = sorted(set(position.values()))
    weights = np.array([stand.salience.value * sizes[actor] for actor, stand in issue.stands.items()])
    utility = -np.abs(np.array(list(position.values()))[:, None] - np.array(places)[None, :]) / 100
    strength = coalitions(weights, utility)
    chances = {election: option_probabilities(strength, election) for election in Election}
    return tuple(
        Option(
            place,
            tuple(actor for actor, held in position.items() if held == place),
            {election: float(chance[number]) for election, chance in chances.items()},
        )
        for number, place in enumerate(places)
    )


def _gain(
    model: Model,
    actor: str,
    moved: Sensitivity,
    via: Mapping[str, Mapping[str, Ranged]],
    blocs: tuple[Blocs, Blocs],
) -> ActorGain:
    scenario = model.scenario
    change = moved.ranges.get(f"gain: {actor}", Ranged(0.0, 0.0, 0.0))
    deal = moved.ranges.get(f"gain deal: {actor}")
    outcomes = model.outcomes(model.base(), deals=False).before if scenario.before.issues else {}
    through = {broker: found[actor] for broker, found in via.items()}
    asked = scenario.deal
    holds = asked.holds.value if asked and asked.holds else None
    brokered = {each.id: each.holds.value for each in (asked.brokers if asked else ()) if each.holds is not None}
    return ActorGain(
        actor=actor,
        loss_before=float(model.losses(model.base(), outcomes)[actor][0]),
        change=change,
        deal=deal,
        via=through,
        expected=None if holds is None or deal is None else holds * deal.value + (1 - holds) * change.value,
        expected_via={
            broker: share * through[broker].value + (1 - share) * change.value for broker, share in brokered.items()
        },
        before=around(scenario.before, actor),
        after=around(scenario.after, actor),
        bloc_before=blocs[0].bloc_of(actor),
        bloc_after=blocs[1].bloc_of(actor),
        moved_by=moved.influences.get(f"gain deal: {actor}" if deal is not None else f"gain: {actor}", ()),
    )


def _brokers(
    model: Model, mediations: Mapping[str, tuple[Mediation, ...]]
) -> tuple[tuple[BrokerAnswer, ...], dict[str, dict[str, Ranged]]]:
    deal = model.scenario.deal
    if deal is None:
        return (), {}
    found, via = [], {}
    for asked in deal.brokers:
        told, gains = _broker(model, deal, asked)
        found.append(replace(told, record=(*asked.record, *mediations.get(asked.id, ()))))
        via[asked.id] = gains
    return tuple(found), via


def _broker(model: Model, deal: Deal, asked: BrokerAsked) -> tuple[BrokerAnswer, dict[str, Ranged]]:
    """One broker at the table: the bargain at the values given, and each actor's gain over the draws."""
    scenario = model.scenario
    seat = asked.id if model.has_stake(asked, deal) else None
    actors = [party.id for party in scenario.after.parties]
    base, drawn = model.base(), sample(model, BROKER_DRAWS)
    points, agreed, gains, squared = _with(model, deal, seat, base, fine=True)
    _, _, many, _ = _with(model, deal, seat, drawn, fine=False)
    _, _, alone, _ = _with(model, deal, None, base, fine=True)
    no_deal = _without(model, base)
    own, alone = gained(gains, no_deal, deal.between), gained(alone, no_deal, deal.between)
    ranges = {
        actor: Ranged(float(gains[actor][0]), *map(float, np.quantile(many[actor], [LOW, HIGH]))) for actor in actors
    }
    ties = tuple(scenario.after.tie(asked.id, each).value for each in deal.between)
    stands = [issue.stands.get(asked.id) for issue in scenario.after.issues if issue.id in deal.issues]
    whole = sum(squared.values()) or 1.0
    told = BrokerAnswer(
        broker=asked.id,
        ties=(ties[0], ties[1]),
        to_both=min(ties) > 0,
        stake=sum(stand.salience.value / 100 for stand in stands if stand is not None),
        agreed=agreed,
        outcomes=points,
        share={actor: part / whole for actor, part in squared.items()} if agreed else {},
        worth={each: worth(float(alone[each][0]), float(own[each][0])) if agreed else None for each in deal.between},
        holds=None if asked.holds is None else asked.holds.value,
        record=asked.record,
    )
    return told, ranges


def _without(model: Model, rows: Floats) -> dict[str, Floats]:
    """Each actor's gain from the change when there is no deal."""
    got = model.outcomes(rows, deals=False)
    both = [key for key in got.after if key in got.before]
    actors = [party.id for party in model.scenario.after.parties]
    return gained(model.losses(rows, got.before, both), model.losses(rows, got.after, both), actors)


def _with(
    model: Model, deal: Deal, seat: str | None, rows: Floats, *, fine: bool
) -> tuple[dict[str, float], bool, dict[str, Floats], dict[str, float]]:
    """A bargain with or without somebody at the table.

    Returns:
        Its points and whether there is one, both of the first draw; each actor's gain over before, by draw; and the
        squared loss that those at the table avoid in the first draw.
    """
    got = model.outcomes(rows, deals=False)
    without = model.without(rows, deal, got.after)
    points, agreed = model.bargain(rows, deal, without, seat, fine=fine)
    both = [key for key in got.after if key in got.before]
    start = model.losses(rows, got.before, both)
    actors = [party.id for party in model.scenario.after.parties]
    gains = gained(start, model.losses(rows, {**got.after, **without, **points}, both), actors)
    squared = {}
    for actor in (*deal.between, *([seat] if seat else [])):
        stands = {
            issue.id: issue
            for issue in model.scenario.after.issues
            if issue.id in deal.issues and actor in issue.stands
        }
        squared[actor] = sum(
            issue.stands[actor].salience.value
            / 100
            * (
                (float(without[key][0]) - float(issue.share(issue.stands[actor].position.value))) ** 2
                - (float(points[key][0]) - float(issue.share(issue.stands[actor].position.value))) ** 2
            )
            for key, issue in stands.items()
        )
    return {key: float(each[0]) for key, each in points.items()}, bool(agreed[0]), gains, squared
