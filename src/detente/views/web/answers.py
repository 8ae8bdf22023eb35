"""The world as the API asks it: answers of the pipeline, kept until the world changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from threading import Event
from typing import Annotated, Any, Final, TypeVar

from fastapi import Depends
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from detente.pipeline import World
from detente.reading.syntax.standby import StandbyReader
from detente.relations.relation import Relation
from detente.views.web.keeping import MOST_ANSWERS, Keeper, Kept, moment_of
from detente.views.web.searching import Searched, ShiftSearch
from detente.views.web.settings import WebSettings
from detente.world.held import asked

MOST_RELATIONS: Final = 64
"""Relations kept with all their events, which may be many."""

_Value = TypeVar("_Value")


class Answers:
    """A world behind a server.

    Inside of `with answers.current():` every question to `answers.world` is answered from the copy that the server
    holds. `kept` and `json` do that themselves.
    """

    def __init__(self, world: World, settings: WebSettings, kept: int = MOST_ANSWERS) -> None:
        self.world = world
        self.settings = settings
        self.keeper = Keeper(world.path)
        self._kept = Kept(kept)
        self._relations = Kept(min(kept, MOST_RELATIONS))
        self.reader = StandbyReader(settings.user_actors)
        self.ending = Event()
        self._search = ShiftSearch(world.path, settings.user_actors)

    def begin(self) -> None:
        """Make ready in the background what the first reader would wait for."""
        self.ending = Event()
        self.keeper.begin()
        self.reader = StandbyReader(self.settings.user_actors)
        if self.settings.warm_reader:
            self.reader.begin()

    def close(self) -> None:
        """Remove what was held, end what runs."""
        self.reader.close()
        self.ending.set()
        self._search.close()
        self.keeper.close()

    @contextmanager
    def current(self) -> Iterator[tuple[object, ...]]:
        """Ask the copy of the world as it now stands; gives what tells that moment from others."""
        held = self.keeper.current()
        with asked(held):
            yield moment_of(held)

    def kept(self, key: tuple[object, ...], make: Callable[[], _Value]) -> _Value:
        """What `make` gives, once for each moment of the world; the key's first part names the sort of answer."""
        with self.current() as moment:
            return self._kept.get((moment, *key), make)

    def json(
        self, model: type[BaseModel], key: tuple[object, ...], make: Callable[[], Any], *, waits_its_turn: bool = True
    ) -> Response:
        """A kept answer as JSON of a model: checked and written once."""

        def written() -> bytes:
            return model.model_validate(make()).model_dump_json().encode()

        with self.current() as moment:
            body = self._kept.get((moment, model.__name__, *key), written, waits_its_turn=waits_its_turn)
        return Response(body, media_type="application/json")

    def relation(self, first: str, second: str, start: date | None, end: date | None) -> Relation:
        """How two actors stand, kept: page and chart of a pair rest on one. Its events are those that it names."""
        actors = self.settings.user_actors
        with self.current() as moment:
            return self._relations.get(
                (moment, first, second, start, end),
                lambda: self.world.relation(first, second, start=start, end=end, user_actors=actors, most_events=0),
            )

    def shifts(self) -> Searched:
        """Every shift of the world, as far as the search has come."""
        with self.current() as moment:
            return self._search.found(moment)


def answers(request: Request) -> Answers:
    """The answers of the application that is asked."""
    found: Answers = request.app.state.answers
    return found


Asked = Annotated[Answers, Depends(answers)]
"""A parameter of a handler: the answers of its application."""
