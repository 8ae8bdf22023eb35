"""The rule by which a prediction can be resolved: an event type between actors by a date, where a text gives these."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from detente.forecast.ledger.entries import DETENTE, Entry, Rule
from detente.records import ActorMention, Polarity, Statement
from detente.world.prediction import Prediction

_IN_A_STATE: Final = frozenset({"ASSAULT", "MOBILIZE", "RETREAT", "AID"})
"""What is done to the state on whose land it is done; talks are not had with where they are held."""


def entry_of_statement(
    statement: Statement,
    published: date | None,
    outlet: str | None,
    conditions: Iterable[Statement],
    *,
    within: int | None = None,
) -> Entry:
    """A prediction of a text as an entry.

    Args:
        statement: Of kind prediction, or an event that is predicted or possible.
        published: The last day that its text can have appeared.
        outlet: Where it appeared.
        conditions: The conditions that the text states.
        within: Days that are assumed where the text tells no day; None assumes nothing.
    """
    rule, why_not = _rule(statement, published, within)
    start, end = statement.evidence.start, statement.evidence.end
    held = next((each for each in conditions if each.evidence.start < end and start < each.evidence.end), None)
    speaker = statement.speaker
    author = speaker.name == "the author"
    name = f"the author ({outlet})" if author and outlet else speaker.name
    return Entry(
        id=f"article:{statement.evidence.article_id}:{statement.id}",
        speaker=f"author:{outlet or statement.evidence.article_id}" if author else speaker.id or speaker.name,
        speaker_name=name,
        said=published,
        wording=statement.evidence.quote,
        condition=None if held is None else held.evidence.quote,
        status=str(statement.status),
        probability=None,
        baselines={},
        rule=rule,
        why_not=why_not,
        actors=_named(statement, rule),
    )


def _named(statement: Statement, rule: Rule | None) -> tuple[str, ...]:
    sides = (rule.source, rule.target) if rule is not None else ()
    mentioned = (statement.source, statement.target, *statement.actors, *statement.about)
    return tuple(dict.fromkeys((*sides, *(_id(actor) for actor in mentioned if actor is not None))))


def entry_of_prediction(kept: Prediction) -> Entry:
    """A forecast of Detente's that was kept."""
    rule = Rule(
        kept.first,
        kept.first_is_state,
        kept.second,
        kept.second_is_state,
        kept.target,
        directed=False,
        after=kept.as_of,
        until=kept.until,
    )
    return Entry(
        id=kept.id,
        speaker=DETENTE,
        speaker_name=DETENTE,
        said=kept.as_of,
        wording=f"at least one event: {rule.words}",
        condition=None,
        status="predicted",
        probability=kept.probability,
        baselines={"climatology": kept.climatology, "own_rate": kept.own_rate},
        rule=rule,
        why_not=None,
        actors=(kept.first, kept.second),
    )


def _rule(statement: Statement, published: date | None, within: int | None) -> tuple[Rule | None, str | None]:
    if statement.type is None:
        return None, "its words name no event type"
    sides = _sides(statement)
    if isinstance(sides, str):
        return None, sides
    if published is None:
        return None, "nobody knows when it was said"
    when = statement.event_date
    until = when.end if when is not None else None
    if until is not None and until < published:
        return None, f"the time it tells of ends {until}, before it was said"
    assumed = until is None and within is not None
    return (
        Rule(
            sides.source,
            sides.source_is_state,
            sides.target,
            sides.target_is_state,
            statement.type,
            directed=sides.directed,
            after=published,
            until=published + timedelta(days=within) if assumed and within is not None else until,
            assumed=assumed,
            negated=statement.polarity is not Polarity.POSITIVE,
            supplied=sides.supplied,
        ),
        None,
    )


@dataclass(frozen=True, slots=True)
class _Sides:
    source: str
    source_is_state: bool
    target: str
    target_is_state: bool
    directed: bool = True
    supplied: tuple[str, ...] = ()


def _sides(statement: Statement) -> _Sides | str:
    """Between whom the event is to come, or why nobody can tell."""
    source, target = statement.source, statement.target
    named = {_id(actor): actor for actor in (*statement.actors, *statement.about) if _id(actor)}
    if source is None and target is None:
        if len(named) != 2:
            return "it does not name two actors, the one and the other"
        first, second = named.values()
        told = ("who does it to whom is not told",)
        return _Sides(_id(first), first.state is not None, _id(second), second.state is not None, False, told)
    known = source or target
    if known is None or not _id(known):
        return "it does not name two actors, the one and the other"
    others = [actor for id_, actor in named.items() if id_ != _id(known)]
    if source is not None and target is not None:
        others = [target] if _id(target) != _id(source) else []
        if not others:
            return "both actors belong to the same state"
    if len(others) > 1:
        return f"it names more than one other actor: {', '.join(actor.name for actor in others)}"
    if others:
        (other,) = others
        sides = _Sides(_id(known), known.state is not None, _id(other), other.state is not None)
        return sides if source is not None else _turned(sides)
    place = statement.place.iso3 if statement.place is not None else None
    if source is not None and place is not None and place != _id(source) and statement.type in _IN_A_STATE:
        told = (f"{place} is where it is to happen",)
        return _Sides(_id(source), source.state is not None, place, True, True, told)
    return f"it names no other actor than {known.name}"


def _turned(sides: _Sides) -> _Sides:
    return _Sides(sides.target, sides.target_is_state, sides.source, sides.source_is_state, sides.directed)


def _id(actor: ActorMention) -> str:
    """The state that an actor belongs to, else its own id: a President will meet, and a minister does."""
    return actor.state or actor.id
