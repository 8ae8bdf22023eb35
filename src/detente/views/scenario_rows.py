"""An answered scenario as JSON rows: the stable form that `scenario --json` prints and docs/schema describes."""

from __future__ import annotations

from detente.scenarios.answer import Answered, IssueAnswer, Together
from detente.scenarios.blocs import Blocs
from detente.scenarios.brokers import BrokerAnswer
from detente.scenarios.deu3_band import SHARE, WARNING
from detente.scenarios.gains import ActorGain, Around, RouteGain, Ways
from detente.scenarios.scenario import Number, Setting
from detente.scenarios.sensitivity import HIGH, LOW, Influence, Ranged
from detente.views.json_rows import Row
from detente.views.json_values import number

MOVERS = 10
"""Numbers that each answer lists with how they move it."""


def scenario_row(told: Answered) -> Row:
    """An answered scenario as one object; what is not known is null."""
    scenario = told.scenario
    return {
        "scenario": scenario.title,
        "file": scenario.file,
        "as_of": scenario.as_of.isoformat(),
        "about": scenario.about,
        "change": scenario.change,
        "changed": list(scenario.changed),
        "pair": None if scenario.pair is None else list(scenario.pair),
        "how_far": scenario.how_far,
        "actors": {party.id: party.name for party in (*scenario.before.parties, *scenario.after.parties)},
        "draws": told.sensitivity.draws,
        "range": {"low": LOW, "high": HIGH},
        "issues": [issue_row(each) for each in told.issues],
        "band": {"share": SHARE, "warning": WARNING},
        "gains": [gain_row(each) for each in told.gains],
        "blocs": {"before": blocs_row(told.blocs_before), "after": blocs_row(told.blocs_after)},
        "together": {
            "before": _together(told.together_before),
            "after": _together(told.together_after),
            "moved_by": _moved(told.together_moved_by),
        },
        "deal": None
        if scenario.deal is None
        else {
            "between": list(scenario.deal.between),
            "issues": list(scenario.deal.issues),
            "agreed": bool(told.deal_given),
            "agreed_in_draws": number(told.deal_share or 0.0),
            "holds": None if scenario.deal.holds is None else number_row(scenario.deal.holds),
        },
        "brokers": [broker_row(each) for each in told.brokers],
        "routes": [_route(each) for each in told.routes],
        "said": [{"text": each.text, "why": each.why, "quote": each.quote} for each in scenario.said],
        "numbers": [number_row(each) for each in scenario.numbers()],
        "settings": {"before": _setting(scenario.before), "after": _setting(scenario.after)},
    }


def number_row(of: Number) -> Row:
    """A number with its range and where it comes from."""
    return {
        "field": of.field,
        "value": number(of.value),
        "low": number(of.low),
        "high": number(of.high),
        "origin": of.origin.value,
        "why": of.why,
        "quote": of.quote,
        "evidence": list(of.evidence),
        "line": of.line,
    }


def issue_row(told: IssueAnswer) -> Row:
    """An issue's outcomes, 0 to 100 on its scale."""
    issue = told.issue
    return {
        "id": issue.id,
        "title": issue.title,
        "scale": {"low": issue.low, "high": issue.high, "low_means": issue.low_means, "high_means": issue.high_means},
        "before": _ranged(told.before),
        "after": _ranged(told.after),
        "deal": _ranged(told.deal),
        "band": None if told.band is None else [number(end) for end in told.band],
        "options": [
            {
                "position": number(option.position),
                "actors": list(option.actors),
                "probability": {election.value: number(each) for election, each in option.probability.items()},
            }
            for option in told.options
        ],
        "moved_by": _moved(told.moved_by),
    }


def gain_row(told: ActorGain) -> Row:
    """What an actor gains, in points of salience-weighted distance."""
    return {
        "actor": told.actor,
        "loss_before": number(told.loss_before),
        "change": _ranged(told.change),
        "deal": _ranged(told.deal),
        "via": {broker: _ranged(each) for broker, each in told.via.items()},
        "expected": None if told.expected is None else number(told.expected),
        "expected_via": {broker: number(each) for broker, each in told.expected_via.items()},
        "around": {"before": _around(told.before), "after": _around(told.after)},
        "bloc": {"before": list(told.bloc_before), "after": list(told.bloc_after)},
        "moved_by": _moved(told.moved_by),
    }


def broker_row(told: BrokerAnswer) -> Row:
    """What a broker would mean for the two."""
    return {
        "broker": told.broker,
        "ties": [number(tie) for tie in told.ties],
        "to_both": told.to_both,
        "stake": number(told.stake),
        "agreed": told.agreed,
        "outcomes": {key: number(each) for key, each in told.outcomes.items()},
        "share": {actor: number(each) for actor, each in told.share.items()},
        "worth": {actor: None if each is None else number(each) for actor, each in told.worth.items()},
        "holds": None if told.holds is None else number(told.holds),
        "record": [
            {"what": each.what, "why": each.why, "quote": each.quote, "evidence": list(each.evidence)}
            for each in told.record
        ],
    }


def blocs_row(blocs: Blocs) -> Row:
    """Local minima of a landscape."""
    return {
        "minima": [
            {"blocs": [list(side) for side in each.blocs], "energy": number(each.energy), "basin": number(each.basin)}
            for each in blocs.valleys
        ],
        "count": blocs.count,
        "exact": blocs.exact,
        "starts": blocs.starts,
    }


def _setting(setting: Setting) -> Row:
    return {
        "sizes": {party.id: party.size.field for party in setting.parties},
        "ties": [[a, b, number_.field] for (a, b), number_ in setting.ties.items()],
        "positions": {
            issue.id: {
                actor: {"position": stand.position.field, "salience": stand.salience.field}
                for actor, stand in issue.stands.items()
            }
            for issue in setting.issues
        },
    }


def _ranged(of: Ranged | None) -> Row | None:
    return None if of is None else {name: number(getattr(of, name)) for name in ("value", "low", "high")}


def _around(of: Around | None) -> Row | None:
    return None if of is None else {"friendly": number(of.friendly), "hostile": number(of.hostile)}


def _together(of: Together | None) -> Row | None:
    return None if of is None else {"given": of.given, "share": number(of.share)}


def _moved(influences: tuple[Influence, ...]) -> list[Row]:
    return [
        {
            "field": each.number.field,
            "at_low": number(each.at_low),
            "at_high": number(each.at_high),
            "first": number(each.first),
            "total": number(each.total),
        }
        for each in influences[:MOVERS]
    ]


def _route(told: RouteGain) -> Row:
    return {
        "of": told.question.of,
        "user": told.question.user,
        "unusable": sorted(told.question.unusable),
        "why": told.question.why,
        "before": _ways(told.before),
        "after": _ways(told.after),
        "won": list(told.won),
        "lost": list(told.lost),
    }


def _ways(ways: Ways) -> Row:
    return {
        "exits": list(ways.exits),
        "gateways": list(ways.gateways),
        "closing_set": list(ways.closing),
        "why_none": ways.why or None,
    }
