"""The rule by which a prediction can be resolved: an event type between actors by a date, where a text gives these."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from detente.forecast.ledger.entries import DETENTE, Entry, Rule
from detente.records import ActorMention, Polarity, Statement
from detente.world.prediction import Prediction


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
    )


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
    )


def _rule(statement: Statement, published: date | None, within: int | None) -> tuple[Rule | None, str | None]:
    if statement.type is None:
        return None, "its words name no event type"
    if statement.polarity is not Polarity.POSITIVE:
        return None, "it says that something will not be, and no day by which that could be told"
    source = statement.source
    others = [actor for actor in statement.actors if source is None or _id(actor) != _id(source)]
    target = statement.target or (others[0] if len(others) == 1 else None)
    if source is None or target is None or _id(source) is None or _id(target) is None:
        return None, "it does not name two actors, the one and the other"
    if _id(source) == _id(target):
        return None, "both actors belong to the same state"
    if published is None:
        return None, "nobody knows when it was said"
    when = statement.event_date
    until = when.end if when is not None else None
    if until is not None and until < published:
        return None, f"the time it tells of ends {until}, before it was said"
    assumed = until is None and within is not None
    return (
        Rule(
            str(_id(source)),
            source.state is not None,
            str(_id(target)),
            target.state is not None,
            statement.type,
            directed=True,
            after=published,
            until=published + timedelta(days=within) if assumed and within is not None else until,
            assumed=assumed,
        ),
        None,
    )


def _id(actor: ActorMention) -> str | None:
    """The state that an actor belongs to, else its own id: a President will meet, and a minister does."""
    return actor.state or actor.id
