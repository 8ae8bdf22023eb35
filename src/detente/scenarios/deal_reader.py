"""A file's bargain: between whom, over what, what comes without it, and who might carry it."""

from __future__ import annotations

from detente.scenarios.checks import Checks, why_of
from detente.scenarios.form import DealForm
from detente.scenarios.scenario import BrokerAsked, Deal, Mediation, Setting
from detente.scenarios.yaml_tree import Path


def read_deal(checks: Checks, form: DealForm, after: Setting) -> Deal | None:
    """The deal over issues as they are after the change; None where its two are at fault."""
    there = [party.id for party in after.parties]
    two = checks.two(form.between, ("deal", "between"), there)
    issues = {issue.id: issue for issue in after.issues}
    for place, key in enumerate(form.issues):
        found = checks.one_of(key, list(issues), ("deal", "issues", place), "an issue")
        for actor in two or () if found else ():
            if actor not in issues[key].stands:
                checks.fault(
                    ("deal", "issues", place), f"is an issue on which {actor} has no position", "issues of both"
                )
    without = {}
    for key, number in form.without.items():
        at: Path = ("deal", "without", key)
        if checks.one_of(key, form.issues, at, "an issue of the deal") and key in issues:
            without[key] = checks.number(number, form, at, "position", (issues[key].low, issues[key].high))
    brokers = []
    for key, broker in form.brokers.items():
        at = ("deal", "brokers", key)
        if checks.one_of(key, [each for each in there if each not in (two or ())], at, "an actor besides the two"):
            holds = checks.number(broker.holds, broker, (*at, "holds"), "holds") if broker.holds else None
            record = tuple(Mediation(each.what, why_of(each), each.quote) for each in broker.record)
            brokers.append(BrokerAsked(key, holds, record))
    holds = checks.number(form.holds, form, ("deal", "holds"), "holds") if form.holds else None
    if two is None:
        return None
    return Deal(two, tuple(form.issues), without, form.power == "size", holds, tuple(brokers))
