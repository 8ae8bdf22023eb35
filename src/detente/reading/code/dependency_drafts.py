"""Dependencies as drafts, and the words that several ways of telling them share."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from detente.reading.code.drafts import Draft, Sentence, trimmed, unique
from detente.reading.syntax.words import word_set
from detente.records import ActorKind, ActorMention, StatementKind

SHARES = word_set("half most third quarter bulk majority all much percent % nearly two-thirds lion fifth tenth")
NOT_NEEDY = frozenset({ActorKind.PROJECT, ActorKind.REGION})  # unless they belong to a state, or are named


def is_share(token: Token) -> bool:
    """Whether a word tells how much of a thing: "half", "80 percent", "$2 billion"."""
    return token.lower_ in SHARES or token.lemma_ in SHARES or token.like_num or token.ent_type_ in {"PERCENT", "MONEY"}


def dependency_drafts(
    sentence: Sentence,
    head: Token,
    needy: tuple[ActorMention, ...],
    helpers: tuple[ActorMention, ...],
    rule: str,
    about: tuple[ActorMention, ...] = (),
    *,
    anybody: bool = False,
) -> Iterator[Draft]:
    """One draft for each who depends on each other; on nobody named ("relies on imports") one with no target.

    With `anybody`, also one without source where nobody is named who depends ("several African countries rely on X").
    """
    start, end = trimmed(sentence.doc, head.left_edge.i, head.right_edge.i + 1)
    needy = tuple(one for one in needy if one.kind not in NOT_NEEDY or one.state or one.text[:1].isupper())
    helpers = tuple(other for other in helpers if other.kind is not ActorKind.REGION or other.state)
    nobody = (None,) if anybody and helpers else ()
    for one in needy[:2] or nobody:
        for other in helpers[:2] or (None,):
            if other is None or one is None or one.id != other.id:
                yield Draft(
                    StatementKind.DEPENDENCY,
                    head,
                    start,
                    end,
                    source=one,
                    target=other,
                    actors=unique((one, other)),
                    about=about,
                    confidence=0.7 if one and other else 0.5,
                    rule=rule,
                )
