"""What a draft of a scenario gathers from a text, and the small rows that it is made of."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from detente.records import ActorKind, ActorMention, Reading, Statement
from detente.relations.routes.land_map import landlocked
from detente.relations.routes.records import RouteError

QUOTE: Final = 300
_STATE_LIKE: Final = frozenset(
    {ActorKind.STATE, ActorKind.GOVERNMENT, ActorKind.MILITARY, ActorKind.PERSON, ActorKind.POPULATION}
)
"""Whom a state's own acts and stances come from."""
_OWN: Final = frozenset({ActorKind.ARMED_GROUP, ActorKind.BLOC, ActorKind.ORGANISATION, ActorKind.PARTY})

Pair = tuple[str, str]
Row = dict[str, Any]


@dataclass(slots=True)
class Draft:
    """What has been gathered."""

    source: str
    as_of: date
    names: dict[str, str] = field(default_factory=dict)
    mentions: Counter[str] = field(default_factory=Counter)
    ties: dict[Pair, Row] = field(default_factory=dict)
    stated: set[Pair] = field(default_factory=set)
    moved: dict[Pair, Row] = field(default_factory=dict)
    issues: dict[str, Row] = field(default_factory=dict)
    later: dict[str, Row] = field(default_factory=dict)
    routes: list[Row] = field(default_factory=list)
    deal: Row | None = None
    pair: Pair | None = None


def party_of(actor: ActorMention | None) -> str | None:
    """Whom an actor counts for in a scenario: its state, itself, or nobody."""
    if actor is None:
        return None
    if actor.state and actor.kind in _STATE_LIKE:
        return actor.state
    if actor.kind is ActorKind.REGION:  # a territory that acts has a code of its own; a town or valley has none
        return actor.id if len(actor.id) == 3 and actor.id.isupper() else None
    own = actor.kind in _OWN or actor.kind is ActorKind.STATE
    return actor.id if own and "&" not in actor.id else None  # & stands between two in the names of ties


def tie_row(value: float, by: float, statement: Statement, draft: Draft, words: str) -> Row:
    return _within(value, by, (-2.0, 2.0)) | told_row(statement, draft, words)


def chance_row(value: float, by: float, statement: Statement, draft: Draft, words: str) -> Row:
    return _within(value, by, (0.0, 1.0)) | told_row(statement, draft, words)


def _within(value: float, by: float, ends: tuple[float, float]) -> Row:
    low, high = max(value - by, ends[0]), min(value + by, ends[1])
    return {"value": round(value, 2), "range": [round(low, 2), round(high, 2)]}


def told_row(statement: Statement, draft: Draft, words: str) -> Row:
    return {"source": draft.source, "quote": quote_of(statement), "assumption": words}


def stand_row(position: int, salience: int, statement: Statement, draft: Draft, words: str) -> Row:
    row = assumed_row(position, salience, words)
    return row | told_row(statement, draft, words)


def assumed_row(position: int, salience: int, words: str) -> Row:
    return {
        "position": {"value": position, "range": [max(position - 20, 0), min(position + 20, 100)]},
        "salience": {"value": salience, "range": [max(salience - 25, 0), min(salience + 25, 100)]},
        "assumption": words,
    }


def scale_row(low: str, high: str) -> Row:
    return {"low": 0, "high": 100, "low_means": low, "high_means": high}


def tie_of(ties: dict[Pair, Row], a: str, b: str) -> float:
    found = ties.get((a, b)) or ties.get((b, a))
    return float(found["value"]) if found else 0.0


def pair_of(statement: Statement) -> Pair | None:
    """The two that a statement is about, in alphabetical order; None for one or three and more."""
    ends = [party_of(statement.source), party_of(statement.target)]
    if None in ends:
        ends = [party_of(actor) for actor in statement.actors]
    named = sorted({each for each in ends if each is not None})
    return (named[0], named[1]) if len(named) == 2 else None


def is_past(statement: Statement, day: date) -> bool:
    """Whether it is told of a time more than two years before."""
    when = statement.event_date
    if when is None:
        return False
    end = when.end or when.start
    return end is None or (day - end).days > 730


def overlap(one: Statement, other: Statement) -> bool:
    a, b = one.evidence, other.evidence
    return one is not other and a.article_id == b.article_id and min(a.end, b.end) > max(a.start, b.start)


def quote_of(statement: Statement) -> str:
    plain = " ".join(statement.evidence.quote.split())
    return plain if len(plain) <= QUOTE else plain[: QUOTE - 1] + "…"


def called(reading: Reading) -> str:
    article = reading.article
    names = [part for part in (article.title, article.outlet) if part]
    return " ".join((", ".join(names) or article.origin.rsplit("/", 1)[-1]).split())[:200]


def day_of(reading: Reading) -> date:
    published = reading.article.published
    return published.end or published.start or reading.read_at.date()


def landlocked_on(day: date) -> frozenset[str]:
    try:
        return landlocked(day)
    except RouteError:
        return frozenset()


def named(draft: Draft, party: str) -> str:
    return draft.names.get(party, party)


def slug(text: str) -> str:
    kept = "".join(char if char.isalnum() else "-" for char in text.casefold())
    return "-".join(part for part in kept.split("-") if part)[:60] or "issue"
