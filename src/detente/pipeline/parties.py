"""Which actor of a world an argument means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from detente.actors.candidates import find_argument
from detente.actors.model import Actor
from detente.actors.registry import Registry
from detente.errors import DetenteError
from detente.pipeline.corrected import corrected
from detente.records import ActorKind
from detente.relations.pair import Party
from detente.relations.relation import PartyName
from detente.world.held import asked_world, remembered
from detente.world.reading_back import connected


def find_pair(root: Path, first: str, second: str, user_actors: Sequence[Path] = ()) -> tuple[PartyName, PartyName]:
    """The two parties that the arguments mean.

    Raises:
        UnknownActorError: One means nobody; the message lists the nearest names.
        DetenteError: Both mean the same.
    """
    a, b = (find_party(root, argument, user_actors) for argument in (first, second))
    if a.id == b.id:
        raise DetenteError(f"{first!r} and {second!r} both mean {a.name} ({a.id}); a relation needs two.")
    return a, b


def find_party(root: Path, argument: str, user_actors: Sequence[Path] = ()) -> PartyName:
    """The actor of the registry that a name, id or code means, or one that only this world knows, by its id or name.

    Of an actor that a user merged into another, that other; of one that a user renamed, the new name.

    Raises:
        UnknownActorError: Nobody is meant.
    """
    registry = Registry.load(user_actors)
    actor = find_argument(registry, argument)
    if actor is None:
        known = _of_world(root, argument)
        if known is not None:
            return _as_corrected(root, known, registry)
        gone = argument.strip()
        if corrected(root).stands_for(gone) is not None:
            return _as_corrected(root, PartyName(gone, gone, "unknown", is_state=False), registry)
        actor = registry.resolve(argument)  # raises, with the nearest names
    return _as_corrected(root, _party_name(actor), registry)


def _as_corrected(root: Path, found: PartyName, registry: Registry) -> PartyName:
    told = corrected(root)
    merged = told.stands_for(found.id)
    if merged is not None:
        into = registry.get(str(merged.into_id))
        found = (
            _party_name(into)
            if into is not None
            else PartyName(str(merged.into_id), str(merged.into_name), str(merged.into_kind), is_state=False)
        )
    renamed = told.name_of(found.id)
    return found if renamed is None else replace(found, name=renamed)


def _party_name(actor: Actor) -> PartyName:
    is_state = actor.kind is ActorKind.STATE or any(each.value == actor.id for each in actor.state)
    return PartyName(actor.id, actor.name, actor.kind.value, is_state)


def party(name: PartyName) -> Party:
    """The party as events are picked by."""
    return Party(name.id, name.is_state)


def _of_world(root: Path, argument: str) -> PartyName | None:
    """An actor of the world's events that has this id or name; where several have, the one with most events."""
    wanted = argument.strip()
    if asked_world(root) is not None:
        named = remembered(root, "named sides", lambda: _by_name(_sides(root, "true", [])))
        found = max(
            (named[key] for key in {wanted, f"name {wanted.lower()}"} & named.keys()), key=_events, default=None
        )
    else:
        found = max(_sides(root, "id = $1 OR lower(name) = lower($1)", [wanted]), key=_events, default=None)
    return None if found is None else PartyName(found[1], found[2] or found[1], found[3] or "unknown", is_state=False)


_Side = tuple[int, str, str | None, str | None]
"""In how many events an actor takes part, its id, name and kind as they have it."""


def _events(side: _Side) -> int:
    return side[0]


def _sides(root: Path, test: str, values: list[str]) -> list[_Side]:
    with connected(root) as connection:
        return connection.execute(
            f"""
            SELECT count(*), id, name, kind FROM (
                SELECT source_id AS id, source_name AS name, source_kind AS kind FROM events
                UNION ALL SELECT target_id, target_name, target_kind FROM events
            ) WHERE id IS NOT NULL AND ({test}) GROUP BY ALL
            """,
            values,
        ).fetchall()


def _by_name(sides: list[_Side]) -> dict[str, _Side]:
    """The sides by id, and by `name` and their name in small letters; of several the one with most events."""
    found: dict[str, _Side] = {}
    for side in sorted(sides, key=_events):
        found[side[1]] = side
        if side[2]:
            found[f"name {side[2].lower()}"] = side
    return found
