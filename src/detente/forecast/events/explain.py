"""Why an actor is ranked where it is: the rules and past events that speak for it, and what the nets made of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from detente.forecast.events.clues import MOST_TRIPLES, Family
from detente.forecast.events.counting import NUMBER
from detente.forecast.events.hashing import EMPTY
from detente.forecast.events.past import (
    EVENT,
    EVENT_BEFORE,
    KIND,
    NEXT_OF_PAIR,
    PAIR,
    PAIR_FIRST,
    STEP,
    TARGET,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from detente.forecast.events.forecaster import EventForecaster
    from detente.forecast.events.past import Past
    from detente.forecast.events.work import Work

_EVENTS: Final = 3
"""Latest events named of each rule."""
_SMALL: Final = 0.005
"""Log odds below this are not told."""


@dataclass(frozen=True, slots=True)
class PastEvents:
    """A triple that happened: kind (type + n_types when seen from its target), how often, and its latest steps."""

    source: int
    kind: int
    target: int
    number: int
    steps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule that spoke for the candidate.

    Attributes:
        family: What it is about: a `Family` in lower case.
        weight: Log odds that it added; below 0 it spoke against.
        events: The past events it rests on, none where it is about frequencies or vectors.
    """

    family: str
    weight: float
    events: tuple[PastEvents, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """A ranked actor and why.

    Attributes:
        actor: Its number.
        rank: 1 is best, among all actors.
        probability: By the weights alone, over the candidates; 0 to 1.
        reasons: By weight, the strongest first. Sums over the rules of a family that rests on no single event are
            relative to the average candidate.
        nets: What the nets added to its score beyond that of the average candidate, by feature, the largest first.
    """

    actor: int
    rank: int
    probability: float
    reasons: tuple[Reason, ...]
    nets: tuple[tuple[str, float], ...]


def explain_query(
    forecaster: EventForecaster, source: int, kind: int, step: int, *, most: int = 3
) -> list[Explanation]:
    """Explain the best-ranked actors of one query.

    Args:
        forecaster: As of before the step.
        source: Who acts; with a mirrored kind, who is acted on.
        kind: Type, or type + n_types.
        step: The step asked for.
        most: How many actors.

    Returns:
        The best first; fewer where the past names fewer.
    """
    model = forecaster.model
    order, features = forecaster.ordered(source, kind, step)
    with model.inspected(source, kind, step) as (n, work):
        sums = _family_sums(model.learned.weights, n, work)
        chances = work.probability[:n].astype(np.float64)
        beyond = sums - chances @ sums
        found = []
        for rank, actor in enumerate(order[:most]):
            place = int(work.place[actor])
            reasons = [*_rules(model.history.past, model.learned.weights, source, place, work)]
            for family in Family:
                value = float(beyond[place, family])
                if family == Family.RULE or abs(value) < _SMALL:
                    continue
                events = _legs(model.history.past, source, int(actor), work) if family == Family.PATH else ()
                reasons.append(Reason(family.name.lower(), value, events))
            reasons.sort(key=lambda reason: -abs(reason.weight))
            nets = forecaster.net_parts(features, rank, kind)
            found.append(Explanation(int(actor), rank + 1, float(chances[place]), tuple(reasons), nets))
    return found


def _family_sums(weights: NDArray[np.float32], n: int, work: Work) -> NDArray[np.float64]:
    """(n, N_FAMILIES): each candidate's weights by family."""
    sums = np.zeros((n, len(Family)))
    clues = slice(0, int(work.first_clue[n]))
    owner = np.repeat(np.arange(n), np.diff(work.first_clue[: n + 1]))
    np.add.at(sums, (owner, work.family[clues]), weights[work.clue[clues], 0])
    return sums


def _rules(past: Past, weights: NDArray[np.float32], source: int, place: int, work: Work) -> Iterator[Reason]:
    """A reason for each of the pair's latest triples, which have two clues each, in the order of `describe`."""
    pair, first = int(work.pair[place]), int(work.first_clue[place])
    if pair == EMPTY:
        return
    triple = int(past.pair_links[pair, PAIR_FIRST])
    for at in range(MOST_TRIPLES):
        if triple == EMPTY:
            return
        both = work.clue[first + 2 * at : first + 2 * at + 2]
        weight = float(weights[both, 0].sum())
        if abs(weight) >= _SMALL:
            yield Reason(Family.RULE.name.lower(), weight, (_told(past, source, triple),))
        triple = int(past.triple_links[triple, NEXT_OF_PAIR])


def _legs(past: Past, source: int, actor: int, work: Work) -> tuple[PastEvents, ...]:
    """The latest events on both legs of the heaviest path."""
    first, second = (int(pair) for pair in work.leg[actor])
    if first == EMPTY:
        return ()
    partner = int(past.pair_links[first, TARGET])
    return tuple(
        _told(past, who, int(past.pair_links[pair, PAIR_FIRST])) for who, pair in ((source, first), (partner, second))
    )


def _told(past: Past, source: int, triple: int) -> PastEvents:
    links = past.triple_links[triple]
    steps: list[int] = []
    event = int(links[EVENT])
    while event != EMPTY and len(steps) < _EVENTS:
        steps.append(int(past.events[event, STEP]))
        event = int(past.events[event, EVENT_BEFORE])
    target = int(past.pair_links[links[PAIR], TARGET])
    return PastEvents(source, int(links[KIND]), target, int(past.triple[triple, NUMBER]), tuple(steps))
