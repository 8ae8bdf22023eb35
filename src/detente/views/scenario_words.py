"""Words for the numbers of a scenario: their fields, origins, signs and ranges."""

from __future__ import annotations

from detente.scenarios.answer import Answered
from detente.scenarios.scenario import Number, Origin, Scenario
from detente.scenarios.sensitivity import Influence, Ranged
from detente.views.wording import clean


def signed(value: float) -> str:
    """A number with its sign; one that rounds to nothing is 0."""
    shown = f"{value:+.1f}"
    return "0" if shown in ("+0.0", "-0.0") else shown


def ranged_words(of: Ranged, *, with_sign: bool = False) -> str:
    """ "43 (36–52)"; with signs "+17 (7…27)", below 10 with a decimal; without a range the value alone."""
    if with_sign:
        large = max(abs(of.value), abs(of.low), abs(of.high)) >= 10
        value, low, high = (_whole(each) if large else signed(each) for each in (of.value, of.low, of.high))
        return value if low == high == value else f"{value} ({low.removeprefix('+')}…{high.removeprefix('+')})"
    value, low, high = (f"{each:.0f}" for each in (of.value, of.low, of.high))
    return value if low == high == value else f"{value} ({low}–{high})"


def _whole(value: float) -> str:
    shown = f"{value:+.0f}"
    return "0" if shown in ("+0", "-0") else shown


def field_words(number: Number, scenario: Scenario, *, short: bool = False) -> str:
    """What a number's field stands for: "Pakistan's position on “US exit”", or short "PAK position: passage"."""
    changed = number.field.startswith("change.")
    field = number.field.removeprefix("change.")
    after, changed_word = (" after the change", ", changed") if changed else ("", "")
    titles = {issue.id: issue.title for issue in (*scenario.before.issues, *scenario.after.issues)}
    section, _, rest = field.partition(".")

    def called(actor: str) -> str:
        return clean(actor if short else scenario.name(actor))

    if section == "actors":
        return f"size of {called(rest.removesuffix('.size'))}{after}"
    if section == "ties":
        return f"tie {'–'.join(map(called, rest.split(' & ')))}{after}"
    if section == "issues":
        issue, _, stand = rest.partition(".positions.")
        actor, _, what = stand.rpartition(".")
        if short:
            return f"{clean(actor)} {what}: {clean(issue)}{changed_word}"
        return f"{called(actor)}'s {what} on “{clean(titles.get(issue, issue))}”{after}"
    if field.startswith("deal.without."):
        issue = field.removeprefix("deal.without.")
        return f"no deal: {clean(issue)}" if short else f"“{clean(titles.get(issue, issue))}” without a deal"
    if field == "deal.holds":
        return "chance that the deal holds"
    if field.startswith("deal.brokers."):
        return f"chance that it holds via {called(field.removeprefix('deal.brokers.').removesuffix('.holds'))}"
    return number.field


def origin_words(number: Number, *, short: bool = False) -> str:
    """Where a number comes from: "assumption: ..."."""
    word = {
        Origin.ASSUMPTION: "assumption",
        Origin.SOURCE: "source",
        Origin.TABLE: "table",
        Origin.WORLD: "world",
    }[number.origin]
    return word if short or not number.why else f"{word}: {clean(number.why)}"


def deal_words(told: Answered) -> str:
    """Whether the two find a deal; "" where none is asked about."""
    deal = told.scenario.deal
    if deal is None or told.deal_given is None or told.deal_share is None:
        return ""
    a, b = (clean(told.scenario.name(each)) for each in deal.between)
    share = f"{told.deal_share:.0%} of the draws"
    if told.deal_given:
        return f"Alone {a} and {b} find a deal with the numbers as given, and in {share}."
    return (
        f"With the numbers as given no deal leaves both {a} and {b} better off, so that nothing changes with it; "
        f"in {share} one does."
    )


def moved_answers(told: Answered) -> list[tuple[str, tuple[Influence, ...]]]:
    """The answers that a reader asks first, in words, with what moves each: how far, one bloc or not, the two's gains.

    Where nobody is asked about, the first issue and those who gain or lose most stand for them.
    """
    scenario = told.scenario
    asked = [each for each in told.issues if each.issue.id == scenario.how_far] or list(told.issues[:1])
    found = [(f"how far: {clean(each.issue.title)}", each.moved_by) for each in asked]
    found.append(("one bloc or not", told.together_moved_by))
    pair = scenario.pair or ()
    most = sorted(told.gains, key=lambda each: (each.actor not in pair, -abs((each.deal or each.change).value)))
    found += [(f"gain of {clean(scenario.name(each.actor))}", each.moved_by) for each in most[: len(pair) or 3]]
    return [(what, influences) for what, influences in found if influences]
