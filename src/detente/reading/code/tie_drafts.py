"""Drafts of ties: one shape for all the constructions that tell of one."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from detente.reading.code.drafts import Draft, core_range
from detente.records import ActorMention, Polarity, StatementKind, Tie

CONFIDENCE = 0.7  # of a tie that a sentence tells by its verb; measured on none, an ordering only
IN_PASSING = 0.75  # of one that a noun phrase takes for granted: "Russia's ally Serbia"

Ends = tuple[ActorMention, ActorMention]


def tie_draft(
    head: Token,
    ends: Ends,
    tie: Tie,
    rule: str,
    *,
    former: bool = False,
    within: tuple[int, int] | None = None,
) -> Draft:
    """The draft of a tie between two actors.

    Args:
        head: The word that tells of it.
        ends: Who stands, or moves, so to whom.
        tie: The tie.
        rule: What has told so, for a reader of the rules.
        former: Whether the tie is told as one that held once; it is then negated and dated to a vague past.
        within: Tokens of the evidence where the head's own clause is not meant: a noun phrase.
    """
    start, end = within or core_range(head)
    return Draft(
        StatementKind.TIE,
        head,
        start,
        end,
        source=ends[0],
        target=ends[1],
        actors=ends,
        tie=tie,
        past=former,
        polarity=Polarity.NEGATIVE if former else None,
        confidence=IN_PASSING if within else CONFIDENCE,
        rule=rule,
    )


def once(drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts without those of the same actors and tie as an earlier one."""
    found: dict[tuple[frozenset[str], Tie | None], Draft] = {}
    for draft in drafts:
        found.setdefault((frozenset(actor.id for actor in draft.actors), draft.tie), draft)
    return list(found.values())
