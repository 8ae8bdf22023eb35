"""A world asked for a page of the events of two actors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from detente.engines.pairs import Where, open_pair
from detente.pipeline.parties import find_pair, party
from detente.relations.events import RelationEvent
from detente.relations.panel import PanelSpec
from detente.relations.relation import PartyName


@dataclass(frozen=True, slots=True)
class PairEvents:
    """A page of two actors' events, the latest first, out of so many that fit what was asked for."""

    first: PartyName
    second: PartyName
    in_all: int
    events: tuple[RelationEvent, ...]


def pair_events(
    root: Path, first: str, second: str, where: Where, *, offset: int, most: int, user_actors: Sequence[Path] = ()
) -> PairEvents:
    """The events of two actors that are asked for, also those that are not counted.

    Args:
        root: The world's directory.
        first: A name, id or code.
        second: Another's.
        where: Which events.
        offset: How many of the latest are passed over.
        most: How many are told.
        user_actors: YAML files with actors of the user's own.

    Raises:
        UnknownActorError: A name means nobody.
        WorldError: The world cannot be read.
    """
    a, b = find_pair(root, first, second, user_actors)
    with open_pair(root, party(a), party(b), start=where.start, end=where.end) as pair:
        in_all, events = pair.page(PanelSpec("actor", directed=False), where, offset=offset, most=most)
    return PairEvents(a, b, in_all, tuple(events))
