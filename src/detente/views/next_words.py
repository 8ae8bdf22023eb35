"""Words for what is next of an actor, alike in the terminal and the notebook."""

from __future__ import annotations

from datetime import date

from detente.forecast.next_events import NextEvents, PastAct, RankedActor, RankReason, RankRecord, TypeAhead
from detente.views.outlook_words import chance_words
from detente.views.wording import clean

RANK_IS = (
    "A rank supposes that such an event comes, and orders who it will be; it is no probability that the event comes. "
    "How likely one is within the month, with anybody, stands beside each type."
)

NUMBERS_ARE = (
    "Signed numbers are log odds by learned rules, against the average candidate (0.7 doubles the odds); small neural "
    "nets then put the best candidates in order. --json has all reasons and the ids of the events behind them."
)

STALE_DAYS = 7
"""Days from the last fact to the day asked from, beyond which the last fact's day is told."""

MOST_ACTS = 2
"""Past acts and paths that are told of a ranked actor, beside the sums of what rests on no single act."""

MOST_SUMS = 3

LEAST_LOG_ODDS = 0.1
"""Reasons that move the odds by less than a tenth are not told in words."""

PATH = "path"
SAME = "same"
"""The family under which, in words, a rule falls whose past act is the very one that is asked."""

ABOUT = {
    "never_met": "whether they ever met",
    "pair": "dealings of the two",
    SAME: "the same before",
    "role": "how often anybody's",
    "actor": "how busy it is",
    "group": "its state, organs and sector",
    PATH: "partners of both",
    "vector": "likeness to others at this end",
    "asked": "what else is asked of the day",
}


def title_words(told: NextEvents) -> str:
    """What is told."""
    name = clean(told.actor.name)
    return f"{name}: what is next, and to whom" if told.role == "source" else f"Who acts on {name} next, and how"


def next_basis_words(told: NextEvents) -> str:
    """What it rests on."""
    late = f" (feeds end there; asked was {_day(told.asked)})" if told.asked and told.asked > told.as_of else ""
    if told.since is None or told.until is None:
        return f"From what was published by {_day(told.as_of)}{late}: no dated event of two actors is known."
    until = f" until {_day(told.until)}" if (told.as_of - told.until).days > STALE_DAYS else ""
    only = f", from the latest {told.used:,} of {told.total:,} events" if told.used < told.total else ""
    slow = ""
    if told.late >= 0.01 and told.held_out is not None:
        slow = f" {told.late:.0%} became known over a day after the event; the past record takes them as known at once."
    return (
        f"From what was published by {_day(told.as_of)}{late}: {told.facts:,} facts (who did what to whom on a day) "
        f"since {_day(told.since)}{until}{only}; among {told.actors:,} actors.{slow}"
    )


def why_not_words(told: NextEvents) -> list[str]:
    """What cannot be told, and why."""
    reasons = []
    if told.why_not_rated:
        reasons.append(f"No model of how often events come: {told.why_not_rated}.")
    if told.why_not_ranked:
        listed = " What happened so far is listed instead." if any(kind.met for kind in told.types) else ""
        reasons.append(f"Nobody is ranked: {told.why_not_ranked}.{listed}")
    return reasons


def held_out_words(told: NextEvents) -> str:
    """What rankings were tried on."""
    if told.held_out is None:
        return ""
    held, end = told.held_out, "target" if told.role == "source" else "source"
    return (
        f"How good such rankings have been: the {end}s of {held.all_actors.scores.queries:,} events of "
        f"{_day(held.first)} to {_day(held.last)}, each ranked among all actors from the days before"
    )


def record_cells(record: RankRecord) -> tuple[list[str], list[str]]:
    """MRR and hits of rankings, and of the baseline."""
    rows = []
    for scores in (record.scores, record.baseline):
        rows.append([f"{scores.queries:,}", *(f"{share:.0%}" for share in scores.hits.values()), f"{scores.mrr:.3f}"])
    return rows[0], rows[1]


def record_rows(told: NextEvents) -> list[tuple[str, RankRecord]]:
    """The records that are told, with whose they are."""
    if told.held_out is None:
        return []
    held = told.held_out
    named = (
        ("all actors", held.all_actors),
        (f"all {_peers(told)}", held.peers),
        (f"{clean(told.actor.name)} alone", held.own),
    )
    return [(name, record) for name, record in named if record is not None]


def type_record_words(kind: TypeAhead, told: NextEvents) -> str:
    """How good rankings of one type have been."""
    whose = f"{kind.type} {'by' if told.role == 'source' else 'towards'} {_peers(told)}"
    if kind.record is None:
        return f"no {whose} came in the days that rankings were tried on: how good this one is, is not known"
    scores, plain = kind.record.scores, kind.record.baseline
    few = " (too few to tell much)" if scores.queries < FEW else ""
    return (
        f"of {scores.queries:,} {whose} tried{few}, the right one came first in {scores.hits[1]:.0%}, among the "
        f"first three in {scores.hits[3]:.0%}; by recurrency in {plain.hits[1]:.0%} and {plain.hits[3]:.0%}"
    )


FEW = 20
"""Rankings below which their record says little."""


def rate_words(kind: TypeAhead, months: int) -> str:
    """How likely the type is within a month, and how many are expected; `months` are those that feeds covered."""
    rate = kind.rate
    if rate is None:
        return f"{_number(kind.events, 'event')} so far; how likely one is within a month cannot be told"
    if rate.method == "count":
        return f"{rate.mean:.1f} a month so far, in {round(rate.probability * months)} of {months} months"
    return f"{chance_words(rate.probability)} by {_day(rate.until)}, {_expected(rate.mean, rate.low, rate.high)}"


def act_words(act: PastAct) -> str:
    """Who did what to whom, how often and when last.

    >>> from detente.forecast.next_events import ActorName
    >>> usa, chn = ActorName("USA", "United States"), ActorName("CHN", "China")
    >>> act_words(PastAct(usa, "CONSULT", chn, 12, (date(2009, 12, 3),)))
    'United States CONSULT China on 12 days, last 3 Dec 2009'
    """
    who = f"{clean(act.source.name)} {act.type} {clean(act.target.name)}"
    return f"{who} {_when(act)}"


def before_words(each: RankedActor) -> str:
    """How often the same came before."""
    return "never before" if each.before is None else _when(each.before)


def met_words(kind: TypeAhead, role: str) -> str:
    """With whom a type was so far."""
    others = (
        f"{clean((act.target if role == 'source' else act.source).name)} {_when(act)}" for act in kind.met
    )  # fmt: skip
    return "; ".join(others)


def reasons_words(each: RankedActor) -> list[str]:
    """A line with the sums of what rests on no single act, then one for each of the past acts that tell most."""
    sums: dict[str, float] = {}
    acts: list[RankReason] = []
    for reason in each.reasons:
        if reason.acts and not _is_before(reason, each):
            acts.append(reason)
        else:
            about = SAME if reason.acts else reason.about
            sums[about] = sums.get(about, 0.0) + reason.log_odds
    strong = sorted(
        ((odds, about) for about, odds in sums.items() if abs(odds) >= LEAST_LOG_ODDS), key=lambda each: -abs(each[0])
    )[:MOST_SUMS]
    lines = [", ".join(f"{odds:+.2f} {ABOUT.get(about, about)}" for odds, about in strong)] if strong else []
    told = [reason for reason in acts if abs(reason.log_odds) >= LEAST_LOG_ODDS][:MOST_ACTS]
    return [*lines, *(f"{reason.log_odds:+.2f} {_acts_words(reason)}" for reason in told)]


def _peers(told: NextEvents) -> str:
    return "states" if told.actor.is_state else "others than states"


def _is_before(reason: RankReason, each: RankedActor) -> bool:
    """Whether a rule rests on the very act that the actor's line tells already."""
    act, before = reason.acts[0], each.before
    if reason.about == PATH or before is None:
        return False
    return (act.source, act.type, act.target) == (before.source, before.type, before.target)


def _acts_words(reason: RankReason) -> str:
    acts = "; ".join(map(act_words, reason.acts))
    return f"over a common partner: {acts}" if reason.about == PATH else f"after {acts}"


def rest_words(kinds: list[TypeAhead]) -> str:
    """Types that are not told one by one."""
    return ", ".join(f"{kind.type} {_short(kind)}" for kind in kinds)


def _short(kind: TypeAhead) -> str:
    return f"({_number(kind.events, 'event')})" if kind.rate is None else chance_words(kind.rate.probability)


def _when(act: PastAct) -> str:
    if act.days == 1:
        return f"on {_day(act.last[0])}"
    return f"on {act.days:,} days, last {_day(act.last[0])}"


def _expected(mean: float | None, low: int | None, high: int | None) -> str:
    if mean is None:
        return ""
    told = f"{mean:,.0f}" if mean >= 10 else f"{mean:.1f}" if mean >= 0.1 else "under 0.1"
    return f"{told} expected (90 %: {low:,} to {high:,})"


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
