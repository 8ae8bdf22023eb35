"""GET and POST /api/corrections: what users put right, kept with who, when and why; and what a form needs to ask."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Query
from pydantic import AfterValidator, BaseModel, Field, StringConstraints
from starlette.responses import Response

from detente.ontology.plover import modes_of, plover_entry, plover_types
from detente.pipeline import corrections as correcting
from detente.pipeline.corrections import Signed
from detente.views.correction_rows import correction_row
from detente.views.json_rows import Row
from detente.views.web.answers import Answers, Asked
from detente.views.web.api.rows import Name, ToldEvent
from detente.views.web.sentences import told_events
from detente.views.wording import clean
from detente.world.correction import Correction

router = APIRouter(tags=["corrections"])

_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def _plain(text: str) -> str:
    if _CONTROL.search(text):
        raise ValueError("holds control or direction characters; leave them out")
    return text


def _whole(text: str) -> str:
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise ValueError("holds half a character (a lone surrogate)")
    return text


Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500), AfterValidator(_plain)]
EventId = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=300), AfterValidator(_plain)]


class Signature(BaseModel):
    """Who corrects, as they call themselves, and why."""

    made_by: Annotated[Line, Field(max_length=100)]
    why: Line


class Merge(Signature):
    """All that `actor` did becomes `into`'s; names, ids or codes."""

    kind: Literal["merge"]
    actor: Name
    into: Name


class Split(Signature):
    """Where `actor` is named by `text` (or by that code of a feed), `into` is meant."""

    kind: Literal["split"]
    actor: Name
    text: Annotated[str, StringConstraints(min_length=1, max_length=500), AfterValidator(_whole)]
    into: Name


class Rename(Signature):
    """`actor` is called `name`."""

    kind: Literal["rename"]
    actor: Name
    name: Annotated[Line, Field(max_length=200)]


class Reject(Signature):
    """The event did not happen, or is none."""

    kind: Literal["reject"]
    event: EventId


class Recode(Signature):
    """The event is of another type; its CAMEO code, quad class and score follow from PLOVER type and mode."""

    kind: Literal["recode"]
    event: EventId
    type: Annotated[str, StringConstraints(max_length=40), AfterValidator(_plain)]
    mode: Annotated[str, StringConstraints(max_length=40), AfterValidator(_plain)] | None = None


class Undo(Signature):
    """The correction `undoes` is taken back; of an undo, what it took back is in force again."""

    kind: Literal["undo"]
    undoes: EventId


Asking = Annotated[Merge | Split | Rename | Reject | Recode | Undo, Field(discriminator="kind")]


class UndoneBy(BaseModel):
    """Who took a correction back, and why."""

    made_by: str
    why: str


class CorrectionRow(BaseModel):
    """A correction: `what` it did in words; who made it, when (UTC) and why; whether it is in force."""

    id: str
    kind: Literal["merge", "split", "rename", "reject", "recode", "undo"]
    what: str
    made_by: str
    made_at: datetime
    why: str
    actor: str | None
    into: str | None
    event: str | None
    undoes: str | None
    is_in_force: bool
    undone_by: UndoneBy | None


class Corrections(BaseModel):
    """Corrections, the newest first; undone ones stay."""

    in_all: int
    in_force: int
    corrections: list[CorrectionRow]


class NamingRow(BaseModel):
    """Words or a code by which an actor is named, in texts (`article`) or a feed, and how often."""

    words: str
    feed: str
    times: int


class StandingActor(BaseModel):
    """An actor as the world has it now."""

    id: str
    name: str
    kind: str | None
    state: str | None
    events: int
    namings: list[NamingRow]


class Mode(BaseModel):
    """A mode of an event type; `definition` completes "the source ..."."""

    name: str
    definition: str


class Coding(BaseModel):
    """A PLOVER event type with its modes."""

    type: str
    definition: str
    quad_class: int
    modes: list[Mode]


class Codings(BaseModel):
    """Every event type, from verbal cooperation to material conflict."""

    types: list[Coding]


@router.get("/corrections", response_model=Corrections)
def corrections(of: Asked, most: Annotated[int, Query(ge=1, le=500)] = 100) -> Response:
    """What was corrected, by whom, when and why."""
    return of.json(Corrections, (most,), lambda: _history(of, most), waits_its_turn=False)


@router.post("/corrections")
def correct(of: Asked, asked: Asking) -> CorrectionRow:
    """Make a correction; every number counts it from now on."""
    with of.current():
        made = _make(of, asked)
    with of.current():
        told = _history(of, 500)["corrections"]
    return CorrectionRow.model_validate(next(each for each in told if each["id"] == made.id))


@router.get("/corrections/actor", response_model=StandingActor)
def actor(of: Asked, actor: Annotated[Name, Query(description="An id or name, as the world has it.")]) -> Response:
    """An actor of the world, with the words and codes that name it: what a split is made of."""

    def make() -> Row:
        found = correcting.standing(of.world.path, actor, of.settings.user_actors)
        told = found.actor
        return {
            "id": told.id, "name": clean(told.name), "kind": told.kind, "state": told.state, "events": told.events,
            "namings": [{"words": clean(each.words), "feed": each.feed, "times": each.times} for each in found.namings],
        }  # fmt: skip

    return of.json(StandingActor, (actor,), make, waits_its_turn=False)


@router.get("/corrections/event", response_model=ToldEvent)
def event(
    of: Asked, event: Annotated[EventId, Query(description="article:ARTICLE:STATEMENT or FEED:REFERENCE.")]
) -> Response:
    """One event as it now stands, with its sentence."""
    return of.json(
        ToldEvent,
        (event,),
        lambda: told_events(of.world.path, [correcting.event_as_corrected(of.world.path, event)])[0],
        waits_its_turn=False,
    )


@router.get("/corrections/codings")
def codings() -> Codings:
    """The types and modes that an event can be coded by."""
    return Codings(
        types=[
            Coding(
                type=name,
                definition=plover_entry(name).definition,
                quad_class=int(plover_entry(name).quad_class),
                modes=[Mode(name=mode, definition=plover_entry(name, mode).definition) for mode in modes_of(name)],
            )
            for name in plover_types()
        ]
    )


def _make(of: Answers, asked: Merge | Split | Rename | Reject | Recode | Undo) -> Correction:
    root, actors, signed = of.world.path, of.settings.user_actors, Signed(asked.made_by, asked.why)
    match asked:
        case Merge():
            return correcting.merge(root, asked.actor, asked.into, signed, actors)
        case Split():
            return correcting.split(root, asked.actor, _as_stored(of, asked), asked.into, signed, actors)
        case Rename():
            return correcting.rename(root, asked.actor, asked.name, signed, actors)
        case Reject():
            return correcting.reject(root, asked.event, signed)
        case Recode():
            return correcting.recode(root, asked.event, asked.type, asked.mode or None, signed)
        case Undo():
            return correcting.undo(root, asked.undoes, signed)


def _as_stored(of: Answers, asked: Split) -> str:
    """The words as the text or feed has them, which may hold characters that are shown to nobody."""
    found = correcting.standing(of.world.path, asked.actor, of.settings.user_actors)
    return next((each.words for each in found.namings if clean(each.words) == clean(asked.text)), asked.text)


def _history(of: Answers, most: int) -> Row:
    made = correcting.history(of.world.path)
    every = {each.correction.id: each.correction for each in made}
    shown = made[:most]
    asked = {each.event for each in every.values() if each.event is not None}
    events = correcting.events_as_stored(of.world.path, asked) if asked else {}
    return {
        "in_all": len(made),
        "in_force": sum(each.is_in_force and each.correction.undoes is None for each in made),
        "corrections": [correction_row(each, events, every) for each in shown],
    }
