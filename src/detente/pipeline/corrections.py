"""Corrections as users ask for them: names and codes are looked up in registry and world before anything is stored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from detente.actors.candidates import find_argument
from detente.actors.names import key
from detente.actors.registry import Registry
from detente.engines.holdings import NamedActor
from detente.engines.standing import Naming, actors_of_statements, events_of_ids, namings
from detente.errors import CorrectionError, UnknownActorError
from detente.ontology.cameo import cameo_for
from detente.ontology.goldstein import goldstein
from detente.ontology.plover import quad_class_of
from detente.pipeline.corrected import corrected
from detente.pipeline.overview import actors_of
from detente.records import ActorKind
from detente.relations.events import RelationEvent
from detente.world.correction import Correction, CorrectionKind
from detente.world.corrections import add_correction, in_force, read_corrections
from detente.world.held import remembered
from detente.world.reading_back import connected

MOST_NAMINGS: Final = 200
_SHOWN: Final = 5
_LEAST_LIKENESS: Final = 60.0
"""rapidfuzz WRatio, 0 to 100, below which a name is no candidate."""


@dataclass(frozen=True, slots=True)
class Signed:
    """Who corrects, and why."""

    made_by: str
    why: str


@dataclass(frozen=True, slots=True)
class Standing:
    """An actor as the world has it now, and by which words and codes it is named there."""

    actor: NamedActor
    namings: tuple[Naming, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """A correction that was made: whether it is in force, and the correction that took it back where one did."""

    correction: Correction
    is_in_force: bool
    undone_by: Correction | None


def merge(root: Path, actor: str, into: str, signed: Signed, user_actors: Sequence[Path] = ()) -> Correction:
    """Make all that an actor did another's.

    Args:
        root: The world's directory.
        actor: Who is to go, by id or name, as the world has it.
        into: Who is meant: a name, id or code of the registry, or an actor that only this world has.
        signed: Who corrects, and why.
        user_actors: YAML files with actors of the user's own.

    Raises:
        UnknownActorError: Nobody is meant; the message lists the nearest.
        CorrectionError: Both are the same, or merges would lead in a circle.
        WorldError: The world cannot be written.
    """
    registry = Registry.load(user_actors)
    gone, meant = _standing(root, actor, registry), _meant(root, into, registry)
    return _add(root, CorrectionKind.MERGE, signed, actor_id=gone.id, **_into(meant))


def split(root: Path, actor: str, text: str, into: str, signed: Signed, user_actors: Sequence[Path] = ()) -> Correction:
    """Let certain words (or a feed's code) that named one actor mean another; see `merge`.

    Raises:
        CorrectionError: The actor is nowhere named by these words; the message lists the nearest that do name it.
    """
    registry = Registry.load(user_actors)
    whole, meant = _standing(root, actor, registry), _meant(root, into, registry)
    if whole.id == meant.id:
        raise CorrectionError(f"{whole.name} ({whole.id}) is who {text!r} means already; name somebody else.")
    known = [naming.words for naming in namings_of(root, whole.id)]
    if text not in known:
        near = ", ".join(repr(each) for each in _nearest(text, known) or known[:_SHOWN]) or "none"
        raise CorrectionError(f"{whole.name} ({whole.id}) is nowhere named {text!r}. It is named: {near}.")
    return _add(root, CorrectionKind.SPLIT, signed, actor_id=whole.id, text=text, **_into(meant))


def rename(root: Path, actor: str, name: str, signed: Signed, user_actors: Sequence[Path] = ()) -> Correction:
    """Call an actor by another name wherever it is shown; its id stays. See `merge`."""
    standing = _standing(root, actor, Registry.load(user_actors))
    return _add(root, CorrectionKind.RENAME, signed, actor_id=standing.id, into_name=name)


def reject(root: Path, event: str, signed: Signed) -> Correction:
    """Take an event out of every count and list.

    Args:
        root: The world's directory.
        event: `article:ARTICLE:STATEMENT` or `FEED:REFERENCE`.
        signed: Who corrects, and why.

    Raises:
        CorrectionError: The world has no such event, or it is rejected already.
        WorldError: The world cannot be written.
    """
    return _add(root, CorrectionKind.REJECT, signed, event=event_as_corrected(root, event).id)


def recode(root: Path, event: str, plover_type: str, mode: str | None, signed: Signed) -> Correction:
    """Code an event anew; CAMEO code, quad class and Goldstein score follow from PLOVER type and mode. See `reject`.

    Raises:
        UnknownCodeError: There is no such type or mode; the message names the nearest.
    """
    code = cameo_for(plover_type, mode)
    return _add(
        root, CorrectionKind.RECODE, signed, event=event_as_corrected(root, event).id, plover_type=plover_type,
        plover_mode=mode, cameo_code=code, quad_class=int(quad_class_of(plover_type)),
        goldstein=goldstein(code),
    )  # fmt: skip


def undo(root: Path, correction_id: str, signed: Signed) -> Correction:
    """Take a correction back; of an undo, put in force again what it took back.

    Raises:
        CorrectionError: There is no such correction, or it is undone already.
        WorldError: The world cannot be written.
    """
    return _add(root, CorrectionKind.UNDO, signed, undoes=correction_id)


def history(root: Path) -> list[Made]:
    """Every correction, the newest first, with what became of it.

    Raises:
        WorldError: The world cannot be read.
    """
    every = read_corrections(root)
    held = in_force(every, undos=True)
    ids = {each.id for each in held}
    undone_by = {each.undoes: each for each in held if each.kind is CorrectionKind.UNDO}
    return [Made(each, each.id in ids, undone_by.get(each.id)) for each in reversed(every)]


def standing(root: Path, actor: str, user_actors: Sequence[Path] = ()) -> Standing:
    """An actor of the world, by id or name, with the words that name it.

    Raises:
        UnknownActorError: The world has no such actor; the message lists the nearest that it has.
        WorldError: The world cannot be read.
    """
    found = _standing(root, actor, Registry.load(user_actors))
    return Standing(found, tuple(namings_of(root, found.id)))


def namings_of(root: Path, actor_id: str) -> list[Naming]:
    """By which words and codes an actor is named in what was stored, corrections aside: a split is of these."""
    with connected(root, as_corrected=False) as connection:
        return namings(connection, actor_id, MOST_NAMINGS)


def event_as_corrected(root: Path, event_id: str) -> RelationEvent:
    """One event as it now stands.

    Raises:
        CorrectionError: The world has none of this id, or it is rejected.
        WorldError: The world cannot be read.
    """
    with connected(root) as connection:
        found = events_of_ids(connection, [event_id]).get(event_id)
    if found is not None:
        return found
    for each in in_force(read_corrections(root)):
        if each.kind is CorrectionKind.REJECT and each.event == event_id:
            raise CorrectionError(f"Event {event_id!r} is rejected already, by {each.made_by}: undo that first.")
    raise CorrectionError(
        f"The world has no event {event_id!r}. Expected article:ARTICLE:STATEMENT or FEED:REFERENCE, as the lists of "
        "events have it."
    )


def events_as_stored(root: Path, ids: Iterable[str]) -> dict[str, RelationEvent]:
    """Events as they were read or imported, corrections aside, by id; those that the world does not hold are not in it.

    Raises:
        WorldError: The world cannot be read.
    """
    with connected(root, as_corrected=False) as connection:
        return events_of_ids(connection, list(ids))


def rejected_in(root: Path, article_id: str) -> int:
    """How many statements of an article users have rejected."""
    held = in_force(read_corrections(root))
    return sum(
        each.kind is CorrectionKind.REJECT and str(each.event).startswith(f"article:{article_id}:") for each in held
    )


def _add(root: Path, kind: CorrectionKind, signed: Signed, **fields: str | int | float | None) -> Correction:
    made = Correction(kind, signed.made_by, signed.why, **fields)  # type: ignore[arg-type]  # each kind has its own
    return add_correction(root, made)


def _into(meant: NamedActor) -> dict[str, str | None]:
    return {"into_id": meant.id, "into_name": meant.name, "into_kind": meant.kind, "into_state": meant.state}


def _standing(root: Path, argument: str, registry: Registry) -> NamedActor:
    """The actor of the world that an argument means."""
    found = _in_world(root, argument, registry)
    if found is not None:
        return found
    meant = find_argument(registry, argument)
    told = corrected(root).stands_for(argument.strip() if meant is None else meant.id)
    if told is not None:
        raise CorrectionError(f"{argument} was merged into {told.into_name} ({told.into_id}) already: undo that first.")
    names = {f"{actor.name} ({actor.id})": actor.name for actor in _actors(root).values()}
    near = _nearest(argument, names.values())
    shown = [label for name in near for label, of in names.items() if of == name][:_SHOWN]
    raise UnknownActorError(
        f"The world names no actor {argument!r}; expected an id or name as its events and statements have it. "
        + (f"Nearest: {', '.join(shown)}." if shown else "No name in it is like that.")
    )


def _meant(root: Path, argument: str, registry: Registry) -> NamedActor:
    """The actor that an argument means: of the registry, or else of the world."""
    actor = find_argument(registry, argument)
    if actor is None:
        found = _in_world(root, argument, registry)
        if found is not None:
            return found
        actor = registry.resolve(argument)  # raises, with the nearest names
    return NamedActor(actor.id, actor.name, actor.kind.value, actor.state_on(None), 0)


def _in_world(root: Path, argument: str, registry: Registry) -> NamedActor | None:
    actors = _actors(root)
    text = argument.strip()
    if text in actors:
        return actors[text]
    meant = find_argument(registry, text)
    if meant is not None and meant.id in actors:
        return actors[meant.id]
    wanted = key(text)
    return next((actor for actor in actors.values() if key(actor.name) == wanted), None)


def _actors(root: Path) -> dict[str, NamedActor]:
    """Every actor of the world's events and statements by id, the busiest in events first."""

    def find() -> dict[str, NamedActor]:
        with connected(root) as connection:
            said = actors_of_statements(connection)
        known = {actor.id: actor for actor in actors_of(root)}
        others = {actor.id: actor for actor in said if actor.id not in known}
        every = known | {id_: NamedActor(id_, each.name, each.kind, each.state, 0) for id_, each in others.items()}
        return {id_: _with_kind(actor) for id_, actor in every.items()}

    return remembered(root, "standing actors", find)


def _with_kind(actor: NamedActor) -> NamedActor:
    """A feed may leave the kind open; whoever something is merged into needs one."""
    return NamedActor(actor.id, actor.name, actor.kind or ActorKind.ORGANISATION.value, actor.state, actor.events)


def _nearest(text: str, known: Iterable[str]) -> list[str]:
    from rapidfuzz import fuzz, process

    spelt = {each: key(each) for each in known}
    found = process.extract(key(text), spelt, scorer=fuzz.WRatio, limit=_SHOWN, score_cutoff=_LEAST_LIKENESS)
    return [name for _, _, name in found]
