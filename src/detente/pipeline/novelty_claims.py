"""What the texts claim to be a first ("for the first time in their history"), held against what a world records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from detente.engines.coverage import world_coverage
from detente.engines.pairs import open_pair
from detente.pipeline.parties import find_party, party
from detente.records import ActorMention, Statement
from detente.relations.acts import Act
from detente.relations.events import MOST_EVENTS
from detente.relations.novelty.claims import Verdict, check_claim
from detente.relations.novelty.record import Record
from detente.relations.panel import PanelSpec

MOST_PAIRS: Final = 8
"""Pairs that are looked up for one text; claims about more are not held against the record."""


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """A statement's claim to be a first, and what the record says; `pair` are the ids of the two it is about."""

    statement_id: str
    claim: str
    verdict: Verdict
    reason: str
    pair: tuple[str, str] | None


def check_claims(root: Path, statements: Iterable[Statement], user_actors: Sequence[Path] = ()) -> list[CheckedClaim]:
    """Hold every claim of novelty among some statements, stored or not, against the world at `root`.

    Raises:
        WorldError: The world cannot be read.
    """
    records: dict[tuple[str, str], Record] = {}
    return [
        _checked(root, statement, records, user_actors) for statement in statements if statement.novelty is not None
    ]


def party_of(actor: ActorMention | None) -> str | None:
    """The party that an actor counts for: the state it belongs to, else itself.

    >>> party_of(None) is None
    True
    """
    return None if actor is None else actor.state or actor.id


def _checked(
    root: Path, statement: Statement, records: dict[tuple[str, str], Record], user_actors: Sequence[Path]
) -> CheckedClaim:
    claim = statement.novelty or ""
    first, second = party_of(statement.source), party_of(statement.target)
    when = statement.event_date
    day = None if when is None else when.start or when.end
    pair = (min(first, second), max(first, second)) if first and second and first != second else None
    if pair is None or day is None:
        why = "it is not about two known parties" if pair is None else "it is not dated"
        return CheckedClaim(statement.id, claim, Verdict.CANNOT_TELL, why, pair)
    if pair not in records and len(records) >= MOST_PAIRS:
        why = f"claims about the first {MOST_PAIRS} pairs of a text are looked up"
        return CheckedClaim(statement.id, claim, Verdict.CANNOT_TELL, why, pair)
    if pair not in records:
        records[pair] = _record(root, pair, user_actors)
    act = Act(
        id=f"article:{statement.evidence.article_id}:{statement.id}",
        day=day,
        source=first or "",
        target=second or "",
        plover_type=statement.type,
        mode=statement.mode,
        cameo_code=statement.cameo_code,
        quad_class=statement.quad_class,
        goldstein=statement.goldstein,
        novelty=claim,
    )
    checked = check_claim(act, records[pair])
    assert checked is not None, "the statement has a claim"
    return CheckedClaim(statement.id, claim, checked.verdict, checked.reason, pair)


def _record(root: Path, pair: tuple[str, str], user_actors: Sequence[Path]) -> Record:
    first, second = (find_party(root, id_, user_actors) for id_ in pair)
    with open_pair(root, party(first), party(second)) as opened:
        acts = opened.acts(PanelSpec("actor", directed=False), limit=MOST_EVENTS)
        return Record(acts, world_coverage(opened.connection))
